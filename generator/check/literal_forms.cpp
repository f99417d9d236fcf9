#include "check/literal_forms.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "source/ascii.h"

namespace ormgen::checking {

namespace {

bool is_hexadecimal(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// As long as the pattern, which has `0` for any digit, `x` for any hexadecimal one, and everything
// else for itself.
bool matches(std::string_view text, std::string_view pattern) {
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                    [](char character, char wanted) {
                      if (wanted == '0') return is_digit(character);
                      if (wanted == 'x') return is_hexadecimal(character);
                      return character == wanted;
                    });
}

unsigned number_at(std::string_view text, std::size_t place, std::size_t digits) {
  unsigned number = 0;
  for (const char digit : text.substr(place, digits)) {
    number = number * 10 + static_cast<unsigned>(digit - '0');
  }
  return number;
}

bool is_date(std::string_view text) {
  if (!matches(text, "0000-00-00")) return false;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number_at(text, 0, 4))),
                                         std::chrono::month(number_at(text, 5, 2)),
                                         std::chrono::day(number_at(text, 8, 2)));
  return date.ok();
}

bool is_time(std::string_view text) {
  if (!matches(text, "00:00:00") && !matches(text, "00:00:00.000000")) return false;
  return number_at(text, 0, 2) < 24 && number_at(text, 3, 2) < 60 && number_at(text, 6, 2) < 60;
}

bool is_date_time(std::string_view text) {
  constexpr std::size_t date_length = 10;
  return text.size() > date_length && text[date_length] == ' ' &&
         is_date(text.substr(0, date_length)) && is_time(text.substr(date_length + 1));
}

}  // namespace

bool has_text_form(model::ScalarType type) {
  return type == model::ScalarType::Date || type == model::ScalarType::Time ||
         type == model::ScalarType::DateTime || type == model::ScalarType::Uuid;
}

bool is_in_form(model::ScalarType type, std::string_view text) {
  if (type == model::ScalarType::Date) return is_date(text);
  if (type == model::ScalarType::Time) return is_time(text);
  if (type == model::ScalarType::DateTime) return is_date_time(text);
  return matches(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
}

bool is_decimal(std::string_view number, model::Digits digits) {
  if (number.starts_with('-')) number.remove_prefix(1);
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string_view whole = number.substr(0, point);
  const std::string_view part = number.substr(std::min(point + 1, number.size()));
  if (!std::all_of(whole.begin(), whole.end(), is_digit)) return false;
  if (!std::all_of(part.begin(), part.end(), is_digit)) return false;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  return whole.size() <= static_cast<std::size_t>(digits.precision - digits.scale) &&
         part.size() <= static_cast<std::size_t>(digits.scale);
}

}  // namespace ormgen::checking
