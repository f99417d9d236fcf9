#include "flush/value_checks.h"

#include <cmath>
#include <optional>
#include <string>

#include "flush/filled_columns.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "orm/row.h"
#include "value/decimal_parts.h"
#include "value/describe.h"
#include "value/enums.h"
#include "value/late_text.h"
#include "value/utf8.h"

namespace orm::flush {

namespace {

std::string place(const EntityMapping& entity, const ColumnMapping& column) {
  return std::string(entity.name) + "::" + column.name;
}

void require_fits(const EntityMapping& entity, const ColumnMapping& column,
                  const ValueView& value) {
  if (!is_utf8(value.bytes())) {
    throw DataError(place(entity, column) + " is to become " + describe(value) +
                    ", which is not text in UTF-8; convert it, or use a column of bytes");
  }
  // As many bytes are never more characters.
  if (column.length == 0 || value.size <= column.length) return;
  const std::size_t characters = count_characters(value.bytes());
  if (characters > column.length) {
    throw DataError(place(entity, column) + " takes " + std::to_string(column.length) +
                    " characters, but is to become " + describe(value) + " with " +
                    std::to_string(characters));
  }
}

void require_number(const EntityMapping& entity, const ColumnMapping& column, double value) {
  if (!std::isnan(value)) return;
  throw DataError(place(entity, column) +
                  " is to become a number that is none (NaN), which the database would store as "
                  "NULL; use std::nullopt where that is meant");
}

void require_enumerator(const EntityMapping& entity, const ColumnMapping& column,
                        const ValueView& value) {
  if (is_stored(*column.enumeration, value)) return;
  throw DataError(place(entity, column) + " is to become " + describe(value) + ", which is not " +
                  describe(*column.enumeration));
}

[[noreturn]] void does_not_fit(const EntityMapping& entity, const ColumnMapping& column,
                               const ValueView& value, const std::string& expected) {
  throw DataError(place(entity, column) + " is to become " + describe(value) + ", which is no " +
                  expected);
}

void require_late_text(const EntityMapping& entity, const ColumnMapping& column,
                       const ValueView& value) {
  if (value.kind == ValueKind::Decimal) {
    if (DecimalParts(decimal_in(value)).fitting(column.precision, column.scale)) return;
    does_not_fit(entity, column, value,
                 "decimal(" + std::to_string(column.precision) + ", " +
                     std::to_string(column.scale) + "); round it, or let the column have more");
  }
  if (is_storable(value)) return;
  does_not_fit(entity, column, value, storable_form(value));
}

inline void check_value(const EntityMapping& entity, const ColumnMapping& column,
                        const ValueView& value) {
  if (!value.is_null() && column.enumeration != nullptr) require_enumerator(entity, column, value);
  if (value.kind == ValueKind::Text) require_fits(entity, column, value);
  if (is_late_text(value)) require_late_text(entity, column, value);
  if (value.kind == ValueKind::Real) require_number(entity, column, value.real);
}

void require_object_fits(const Object& object, std::uint64_t columns,
                         std::vector<ValueView>& values) {
  const EntityMapping& entity = object.entity();
  const ColumnSet written(columns);
  values.resize(entity.columns.size());
  RowWriter writer(entity, written, values.data());
  entity.write(object, writer);
  const ValueView* value = values.data();
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (!written.contains(i)) continue;
    check_value(entity, entity.columns[i], *value++);
  }
}

}  // namespace

void require_value_fits(const EntityMapping& entity, unsigned column, const ValueView& value) {
  check_value(entity, entity.columns[column], value);
}

void require_values_fit(const ChangeSet& changes) {
  std::vector<ValueView> values;
  const EntityMapping* entity = nullptr;
  std::optional<FilledColumns> filled;
  for (const Object* object : changes.added) {
    if (&object->entity() != entity) filled.emplace(object->entity());
    entity = &object->entity();
    require_object_fits(*object, ~left_to_database(*object, *filled), values);
  }
  for (const Object* object : changes.changed) {
    require_object_fits(*object, detail::ObjectAccess::changed(*object), values);
  }
}

}  // namespace orm::flush
