// Conversions of cells that are not simply what their column says.
#include <cmath>
#include <string>

#include "orm/error.h"
#include "orm/mapping.h"
#include "orm/row.h"
#include "value/describe.h"
#include "value/place.h"
#include "value/utf8.h"

namespace orm::detail {

namespace {

std::string place_text(const ColumnPlace& place) {
  std::string text = std::string("column \"") + place.entity->columns[place.column].name +
                     "\" of table \"" + place.entity->table + "\"";
  if (place.key != nullptr) {
    text += ", row with the key " + describe_key({place.key, place.entity->key.size()});
  }
  return text;
}

}  // namespace

void does_not_fit(const ValueView& cell, const ColumnPlace& place, const std::string& expected) {
  throw DataError(place_text(place) + " holds " + describe(cell) + ", the schema says " + expected +
                  "; correct the row or the schema");
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
  if (!is_utf8(cell.bytes())) does_not_fit(cell, place, "text in UTF-8");
}

void require_bytes(const ValueView& cell, const ColumnPlace& place) {
  if (!cell.has_bytes()) does_not_fit(cell, place, "bytes");
}

}  // namespace orm::detail
