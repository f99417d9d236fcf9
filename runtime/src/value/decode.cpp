// Conversions of cells that are not simply what their column says.
#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <memory>
#include <string>

#include "orm/error.h"
#include "orm/expression.h"
#include "orm/mapping.h"
#include "orm/row.h"
#include "value/ascii.h"
#include "value/describe.h"
#include "value/place.h"
#include "value/utf8.h"

namespace orm::detail {

namespace {

std::string place_text(const ColumnPlace& place) {
  if (place.entity == nullptr) {
    return "item " + std::to_string(place.column + 1) + " of a query's rows";
  }
  std::string text = std::string("column \"") + place.entity->columns[place.column].name +
                     "\" of table \"" + place.entity->table + "\"";
  if (place.key != nullptr) {
    text += ", row with the key " + describe_key({place.key, place.entity->key.size()});
  }
  return text;
}

bool is_in_key(const ColumnPlace& place) {
  if (place.entity == nullptr) return false;
  const auto has = [&](std::span<const std::uint16_t> columns) {
    return std::find(columns.begin(), columns.end(), place.column) != columns.end();
  };
  const auto& keys = place.entity->foreign_keys;
  return has(place.entity->key) ||
         std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return has(key.columns); });
}

}  // namespace

const ColumnMapping& column_mapping(const EntityMapping& entity, unsigned column) {
  return entity.columns[column];
}

void does_not_fit(const ValueView& cell, const ColumnPlace& place, const std::string& expected) {
  if (place.entity == nullptr) {
    throw DataError(place_text(place) + " is " + describe(cell) + ", and select() takes " +
                    expected + " there");
  }
  throw DataError(place_text(place) + " holds " + describe(cell) + ", the schema says " + expected +
                  "; correct the row or the schema");
}

// The user's exception stays the cause.
void not_converted(const ValueView& cell, const ColumnPlace& place, const std::exception& error) {
  std::throw_with_nested(DataError(place_text(place) + " holds " + describe(cell) +
                                   ", which its class in C++ does not take: " + error.what()));
}

void not_converted(const ColumnPlace& place, const std::exception& error) {
  std::throw_with_nested(
      DataError(place_text(place) + " cannot become this value: " + error.what()));
}

const ColumnMapping& column_mapping(const ColumnPlace& place) {
  return column_mapping(StoredAs{place.entity, static_cast<std::uint16_t>(place.column)});
}

const ColumnMapping& column_mapping(const StoredAs& as) {
  // A decimal beside what is computed is a number, as SQLite computes with it.
  static constexpr ColumnMapping computed{
      .name = "", .type = ColumnType::Decimal, .precision = 15, .scale = 6};
  return as.entity == nullptr ? computed : as.entity->columns[as.column];
}

void not_compared(const StoredAs& as, const std::exception& error) {
  const std::string place =
      as.entity == nullptr ? "an expression" : place_text({as.entity, as.column});
  std::throw_with_nested(DataError(place + " cannot be compared with this value: " + error.what()));
}

void require_one_form(const ValueView& cell, const ValueView& written, const ColumnPlace& place) {
  if (!is_in_key(place) || cell == written) return;
  throw DataError(place_text(place) + " holds " + describe(cell) + ", which a key has as " +
                  describe(written) +
                  "; update the row, or declare the column with the type of what it holds");
}

std::int64_t integer_of(const ValueView& cell, std::int64_t least, std::int64_t greatest,
                        const ColumnPlace& place) {
  std::int64_t value = 0;
  if (cell.kind == ValueKind::Integer) {
    value = cell.integer;
  } else if (cell.kind == ValueKind::Real && cell.real == std::floor(cell.real) &&
             cell.real >= -9223372036854775808.0 && cell.real < 9223372036854775808.0) {
    value = static_cast<std::int64_t>(cell.real);
    require_one_form(cell, ValueView::of_integer(value), place);
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
  if (cell.kind != ValueKind::Integer) does_not_fit(cell, place, "a number");
  const auto real = static_cast<double>(cell.integer);
  // The one double above all integers would come back as none of them.
  if (real >= 9223372036854775808.0 || static_cast<std::int64_t>(real) != cell.integer) {
    does_not_fit(cell, place, "a floating-point number, and there is none that is this one");
  }
  require_one_form(cell, ValueView::of_real(real), place);
  return real;
}

float float_of(const ValueView& cell, const ColumnPlace& place) {
  const double real = real_of(cell, place);
  if (std::isfinite(real) && std::abs(real) > std::numeric_limits<float>::max()) {
    does_not_fit(cell, place, "a floating-point number of 32 bits");
  }
  return static_cast<float>(real);
}

bool take_plain(const ValueView& cell, std::string& member) {
  if (cell.kind != ValueKind::Text || !is_ascii(cell.data, cell.size)) return false;
  // In its place: to assign takes a third more instructions.
  std::destroy_at(&member);
  try {
    std::construct_at(&member, cell.data, cell.size);
  } catch (...) {
    std::construct_at(&member);
    throw;
  }
  return true;
}

void require_text(const ValueView& cell, const ColumnPlace& place) {
  if (cell.kind != ValueKind::Text) does_not_fit(cell, place, "text");
  if (!is_utf8(cell.bytes())) does_not_fit(cell, place, "text in UTF-8");
}

void require_bytes(const ValueView& cell, const ColumnPlace& place) {
  if (!cell.has_bytes()) does_not_fit(cell, place, "bytes");
  require_one_form(cell, ValueView::of_bytes(cell.data, cell.size, ValueKind::Blob), place);
}

}  // namespace orm::detail
