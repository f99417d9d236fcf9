#include "db/log_line.h"

#include <fmt/format.h>

#include <iterator>

#include "value/late_text.h"

namespace orm::db {
namespace {

constexpr std::size_t max_bytes_of_value = 80;
constexpr std::size_t max_values = 20;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// At most `max_bytes_of_value` bytes, without cutting a UTF-8 character in two.
std::string_view beginning_of_text(std::string_view text) {
  if (text.size() <= max_bytes_of_value) return text;
  std::size_t size = max_bytes_of_value;
  while (size > max_bytes_of_value - 4 && continues_character(text[size])) --size;
  return text.substr(0, size);
}

std::string format_text(std::string_view text) {
  const std::string_view shown = beginning_of_text(text);
  std::string result = "'";
  for (const char character : shown) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '\'') {
      result += "''";
    } else if (character == '\n') {
      result += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      fmt::format_to(std::back_inserter(result), "\\x{:02x}", byte);
    } else {
      result += character;
    }
  }
  result += '\'';
  if (shown.size() < text.size()) result += "...";
  return result;
}

std::string format_blob(std::string_view bytes) {
  const std::string_view shown = bytes.substr(0, max_bytes_of_value / 2);
  std::string result = "x'";
  for (const char byte : shown) {
    fmt::format_to(std::back_inserter(result), "{:02x}", static_cast<unsigned char>(byte));
  }
  result += '\'';
  if (shown.size() < bytes.size()) result += "...";
  return result;
}

bool is_line_break(char character) { return character == '\n' || character == '\r'; }
bool is_space(char character) {
  return character == ' ' || character == '\t' || is_line_break(character);
}

// Each run of white space that breaks the line becomes one space.
std::string on_one_line(std::string_view sql) {
  while (!sql.empty() && is_space(sql.front())) sql.remove_prefix(1);
  while (!sql.empty() && is_space(sql.back())) sql.remove_suffix(1);
  std::string line;
  line.reserve(sql.size());
  for (std::size_t i = 0; i < sql.size();) {
    std::size_t end = i;
    bool breaks = false;
    while (end < sql.size() && is_space(sql[end])) breaks |= is_line_break(sql[end++]);
    if (breaks) {
      line += ' ';
    } else {
      line += sql.substr(i, end - i);
    }
    if (end < sql.size()) line += sql[end];
    i = end + 1;
  }
  return line;
}

}  // namespace

std::string format_value(const ValueView& value) {
  switch (value.kind) {
    case ValueKind::Null:
      return "NULL";
    case ValueKind::Integer:
      return fmt::to_string(value.integer);
    case ValueKind::Real:
      // `#` keeps the point, so that 1.0 does not look like the integer 1.
      return fmt::format("{:#}", value.real);
    case ValueKind::Text:
      return format_text(value.bytes());
    case ValueKind::Blob:
      return format_blob(value.bytes());
    default:
      return format_value(StoredValue(value).view());
  }
}

std::string format_values(std::span<const ValueView> values, bool hide_values) {
  if (values.empty()) return {};
  if (hide_values) {
    return fmt::format("[{} {}]", values.size(), values.size() == 1 ? "value" : "values");
  }
  std::string result = "[";
  for (std::size_t i = 0; i < values.size() && i < max_values; ++i) {
    if (i > 0) result += ", ";
    result += format_value(values[i]);
  }
  if (values.size() > max_values) {
    fmt::format_to(std::back_inserter(result), ", ... ({} values)", values.size());
  }
  result += ']';
  return result;
}

std::string log_line(std::string_view sql, std::span<const ValueView> values, bool hide_values) {
  std::string line = on_one_line(sql);
  if (!values.empty()) {
    line += ' ';
    line += format_values(values, hide_values);
  }
  return line;
}

}  // namespace orm::db
