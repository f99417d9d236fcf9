#include "emit/cpp_literals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "source/utf8.h"

namespace ormgen::emitting {
namespace {

// Three octal digits end by themselves, unlike `\x`.
void append_octal(std::string& out, std::string_view bytes) {
  for (const char byte : bytes) {
    fmt::format_to(std::back_inserter(out), "\\{:03o}", static_cast<unsigned char>(byte));
  }
}

void append_character(std::string& out, std::string_view bytes) {
  switch (bytes.front()) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '?':
      // Two in a row may begin a trigraph.
      out += out.ends_with('?') ? "\\?" : "?";
      return;
    default:
      break;
  }
  if (needs_escape(first_code_point(bytes))) {
    append_octal(out, bytes);
  } else {
    out += bytes;
  }
}

// Shortest digits that read back as the same value, and always of a floating type.
template <class Real>
std::string real_literal(Real value, std::string_view suffix) {
  std::string digits = fmt::format("{}", value);
  if (digits.find_first_of(".e") == std::string::npos) digits += ".0";
  return digits + std::string(suffix);
}

// A plain literal would end at its first NUL.
std::string text_literal(std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return string_literal(text);
  return fmt::format("std::string({}, {})", string_literal(text), text.size());
}

// A value of a type that has no literals of its own in C++.
std::string written_value(std::string_view text, model::ScalarType type) {
  switch (type) {
    case model::ScalarType::Decimal:
      return fmt::format("orm::Decimal(\"{}\")", text);
    case model::ScalarType::Date:
      return fmt::format("orm::parse_date(\"{}\")", text);
    case model::ScalarType::Time:
      return fmt::format("orm::parse_time(\"{}\")", text);
    case model::ScalarType::DateTime:
      return fmt::format("orm::parse_date_time(\"{}\")", text);
    case model::ScalarType::Uuid:
      return fmt::format("orm::Uuid(\"{}\")", text);
    default:
      return text_literal(text);
  }
}

}  // namespace

bool needs_escape(char32_t character) {
  const bool is_control = character < 0x20 || (character >= 0x7f && character < 0xa0);
  const bool is_line_break = character == 0x2028 || character == 0x2029;
  const bool is_bidirectional = (character >= 0x202a && character <= 0x202e) ||
                                (character >= 0x2066 && character <= 0x2069) ||
                                character == 0x200e || character == 0x200f || character == 0x061c;
  return is_control || is_line_break || is_bidirectional;
}

std::string string_literal(std::string_view content) {
  const auto is_plain = [](char c) {
    return c >= ' ' && c < '\x7f' && c != '"' && c != '\\' && c != '?';
  };
  std::string out = "\"";
  while (!content.empty()) {
    const auto* const special = std::find_if_not(content.begin(), content.end(), is_plain);
    out.append(content.begin(), special);
    content.remove_prefix(static_cast<std::size_t>(special - content.begin()));
    if (content.empty()) break;
    const std::size_t length = std::max<std::size_t>(utf8_character_length(content), 1);
    append_character(out, content.substr(0, length));
    content.remove_prefix(length);
  }
  return out + '"';
}

std::string sql_literal(std::string_view sql) {
  const auto is_plain = [](char c) { return (c >= ' ' && c < '\x7f') || c == '\n'; };
  std::string_view rest = sql;
  rest.remove_prefix(
      static_cast<std::size_t>(std::find_if_not(sql.begin(), sql.end(), is_plain) - sql.begin()));
  while (!rest.empty()) {
    if (rest.front() != '\n' && needs_escape(first_code_point(rest))) return string_literal(sql);
    rest.remove_prefix(std::max<std::size_t>(utf8_character_length(rest), 1));
  }
  std::string delimiter = "sql";
  while (sql.find(')' + delimiter + '"') != std::string_view::npos) delimiter += '_';
  return fmt::format("R\"{0}({1}){0}\"", delimiter, sql);
}

std::string integer_literal(std::int64_t value) {
  // The least value cannot be written: C++ negates a literal, and that one is too large.
  if (value == std::numeric_limits<std::int64_t>::min()) {
    return fmt::format("{} - 1", value + 1);
  }
  return fmt::format("{}", value);
}

std::string default_literal(const model::DefaultValue& value, model::ScalarType type) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return integer_literal(*integer);
  if (const auto* text = std::get_if<std::string>(&value)) return written_value(*text, type);
  if (const auto* function = std::get_if<model::DefaultFunction>(&value)) {
    return fmt::format("orm::{}()", name_of(*function));
  }
  const double real = std::get<double>(value);
  if (type == model::ScalarType::Float32) return real_literal(static_cast<float>(real), "f");
  return real_literal(real, "");
}

}  // namespace ormgen::emitting
