#include "value/describe.h"

#include <fmt/format.h>

#include "value/late_text.h"

namespace orm {

namespace {

constexpr std::size_t longest = 60;
// A UUID is shown whole.
constexpr std::size_t longest_blob = 16;

std::string hexadecimal(std::string_view bytes) {
  std::string out = "x'";
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out + "'";
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text.substr(0, longest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7e) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out + (text.size() > longest ? "...'" : "'");
}

}  // namespace

std::string describe(const ValueView& value) {
  switch (value.kind) {
    case ValueKind::Null:
      return "NULL";
    case ValueKind::Integer:
      return fmt::format("{}", value.integer);
    case ValueKind::Real:
      return fmt::format("{}", value.real);
    case ValueKind::Text:
      return quoted(value.bytes());
    case ValueKind::Blob:
      if (value.size <= longest_blob) return hexadecimal(value.bytes());
      return fmt::format("a blob of {} bytes", value.size);
    default:
      return describe(StoredValue(value).view());
  }
}

std::string describe_key(std::span<const ValueView> key) {
  if (key.size() == 1) return describe(key[0]);
  std::string text = "(";
  for (const ValueView& value : key) {
    if (text.size() > 1) text += ", ";
    text += describe(value);
  }
  return text + ")";
}

}  // namespace orm
