// Conversions of cells that are not simply what their column says.
#include <bit>
#include <cmath>
#include <cstring>
#include <string>

#include "orm/error.h"
#include "orm/mapping.h"
#include "orm/row.h"
#include "value/describe.h"

namespace orm::detail {

namespace {

std::string place_text(const ColumnPlace& place) {
  std::string text = std::string("column \"") + place.entity->columns[place.column].name +
                     "\" of table \"" + place.entity->table + "\"";
  if (place.key != nullptr) text += ", row with the key " + describe(*place.key);
  return text;
}

[[noreturn]] void does_not_fit(const ValueView& cell, const ColumnPlace& place,
                               const std::string& expected) {
  throw DataError(place_text(place) + " holds " + describe(cell) + ", the schema says " + expected +
                  "; correct the row or the schema");
}

// Length of the UTF-8 sequence at `at`, or 0 when it is none. Overlong forms, surrogates and code
// points beyond U+10FFFF are none.
std::size_t sequence_length(const unsigned char* at, std::size_t left) {
  const unsigned lead = at[0];
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length > left) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((at[i] & 0xc0U) != 0x80) return 0;
  }
  if ((lead == 0xe0 && at[1] < 0xa0) || (lead == 0xed && at[1] > 0x9f) ||
      (lead == 0xf0 && at[1] < 0x90) || (lead == 0xf4 && at[1] > 0x8f)) {
    return 0;
  }
  return length;
}

bool is_utf8(const char* data, std::size_t size) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size;) {
    const std::size_t length = sequence_length(bytes + i, size - i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

}  // namespace

bool is_ascii(const char* data, std::size_t size) noexcept {
  std::uint64_t high_bits = 0;
  std::size_t i = 0;
  for (; i + sizeof(std::uint64_t) <= size; i += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, data + i, sizeof word);
    high_bits |= word;
  }
  for (; i < size; ++i) high_bits |= static_cast<unsigned char>(data[i]);
  return (high_bits & 0x8080808080808080U) == 0;
}

std::int64_t integer_of(const ValueView& cell, std::int64_t least, std::int64_t greatest,
                        const ColumnPlace& place) {
  std::int64_t value = 0;
  if (cell.kind == ValueKind::Integer) {
    value = cell.integer;
  } else if (cell.kind == ValueKind::Real && cell.real == std::floor(cell.real) &&
             cell.real >= -9223372036854775808.0 && cell.real < 9223372036854775808.0) {
    value = static_cast<std::int64_t>(cell.real);
  } else {
    does_not_fit(cell, place, "a whole number");
  }
  if (value < least || value > greatest) {
    does_not_fit(cell, place,
                 "a number from " + std::to_string(least) + " to " + std::to_string(greatest));
  }
  return value;
}

double real_of(const ValueView& cell, const ColumnPlace& place) {
  if (cell.kind == ValueKind::Real) return cell.real;
  if (cell.kind == ValueKind::Integer) return static_cast<double>(cell.integer);
  does_not_fit(cell, place, "a number");
}

void require_text(const ValueView& cell, const ColumnPlace& place) {
  if (cell.kind != ValueKind::Text) does_not_fit(cell, place, "text");
  if (!is_utf8(cell.data, cell.size)) does_not_fit(cell, place, "text in UTF-8");
}

void require_bytes(const ValueView& cell, const ColumnPlace& place) {
  if (!cell.has_bytes()) does_not_fit(cell, place, "bytes");
}

}  // namespace orm::detail
