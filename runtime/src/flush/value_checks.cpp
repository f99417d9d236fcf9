#include "flush/value_checks.h"

#include <cmath>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "flush/filled_columns.h"
#include "flush/required_keys.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "orm/row.h"
#include "value/ascii.h"
#include "value/decimal_parts.h"
#include "value/describe.h"
#include "value/enums.h"
#include "value/late_text.h"
#include "value/utf8.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

std::string place(const EntityMapping& entity, const ColumnMapping& column) {
  return std::string(entity.name) + "::" + column.name;
}

// What SQLite takes for a value and for a row, unless it is built for less.
constexpr std::uint32_t most_bytes = 1'000'000'000;

// `object` is null for a row without one.
void require_size(const EntityMapping& entity, const ColumnMapping& column, const ValueView& value,
                  const Object* object) {
  if (value.size <= most_bytes) return;
  const bool has_row = object != nullptr && has_key(*object);
  const std::string key =
      has_row ? ", row with the key " + describe_key(detail::KeyView(*object).values()) : "";
  throw DataError(
      place(entity, column) + " (column \"" + column.name + "\" of table \"" + entity.table + "\"" +
      key + ") is to become " + (value.kind == ValueKind::Text ? "a text" : "a blob") + " of " +
      std::to_string(value.size) + " bytes, and the database takes at most " +
      std::to_string(most_bytes) + "; store it in several rows, or in a file that the row names");
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

void check_value(const EntityMapping& entity, const ColumnMapping& column, const ValueView& value,
                 const Object* object) {
  if (value.has_bytes()) require_size(entity, column, value, object);
  if (!value.is_null() && column.enumeration != nullptr) require_enumerator(entity, column, value);
  if (value.kind == ValueKind::Text) require_fits(entity, column, value);
  if (is_late_text(value)) require_late_text(entity, column, value);
  if (value.kind == ValueKind::Real) require_number(entity, column, value.real);
}

// What nearly every value is that may not fit: NULL, or text which is short enough and ASCII.
inline bool fits_plainly(const ColumnMapping& column, const ValueView& value) {
  if (value.kind == ValueKind::Null) return true;
  if (value.kind != ValueKind::Text || column.enumeration != nullptr) return false;
  const bool is_short =
      value.size <= most_bytes && (column.length == 0 || value.size <= column.length);
  return is_short && is_ascii(value.data, value.size);
}

// True for columns that may be given a value which they cannot hold.
bool may_not_fit(const ColumnMapping& column) {
  switch (column.type) {
    case ColumnType::Bool:
    case ColumnType::Int16:
    case ColumnType::Int32:
    case ColumnType::Int64:
      return false;
    default:
      return true;
  }
}

// For the objects of one entity, whose columns are looked at once.
class ObjectCheck {
 public:
  explicit ObjectCheck(const EntityMapping& entity)
      : entity_(&entity), filled_(entity), values_(entity.columns.size()) {
    for (unsigned i = 0; i < entity.columns.size(); ++i) {
      // Those that share a bit are written together.
      if (i < detail::first_shared_column && !may_not_fit(entity.columns[i])) continue;
      columns_.push_back(i);
      bits_ |= ObjectAccess::column_bit(i);
    }
    for (const ForeignKeyMapping& key : entity.foreign_keys) {
      for (const std::uint16_t column : key.columns) {
        has_required_keys_ = has_required_keys_ || !entity.columns[column].nullable;
      }
    }
  }

  const EntityMapping& entity() const { return *entity_; }
  // False when no foreign key has a column that has to have a value.
  bool has_required_keys() const { return has_required_keys_; }

  void look_at_new(const Object& object) {
    if (has_required_keys_ || !entity_->generated_key) require_keys_of_new(object);
    look_at(object, ~left_to_database(object, filled_));
  }

  void look_at(const Object& object, std::uint64_t columns) {
    if (columns != last_) choose(columns);
    if (chosen_.empty()) return;
    RowWriter writer(*entity_, ColumnSet(columns & bits_), values_.data());
    entity_->write(object, writer);
    const ValueView* value = values_.data();
    for (const ColumnMapping* column : chosen_) {
      if (!fits_plainly(*column, *value)) check_value(*entity_, *column, *value, &object);
      ++value;
    }
  }

 private:
  void choose(std::uint64_t columns) {
    const ColumnSet written(columns & bits_);
    chosen_.clear();
    for (const unsigned column : columns_) {
      if (written.contains(column)) chosen_.push_back(&entity_->columns[column]);
    }
    last_ = columns;
  }

  const EntityMapping* entity_;
  FilledColumns filled_;
  bool has_required_keys_ = false;
  std::vector<unsigned> columns_;
  std::uint64_t bits_ = 0;
  // Neighbours mostly have the same columns written.
  std::uint64_t last_ = 0;
  std::vector<const ColumnMapping*> chosen_;
  std::vector<ValueView> values_;
};

// Kept for each entity.
class ObjectChecks {
 public:
  ObjectCheck& of(const EntityMapping& entity) {
    if (last_ != nullptr && &last_->entity() == &entity) return *last_;
    std::swap(last_, before_);
    if (last_ == nullptr || &last_->entity() != &entity) last_ = &find(entity);
    return *last_;
  }

 private:
  ObjectCheck& find(const EntityMapping& entity) {
    std::unique_ptr<ObjectCheck>& check = checks_[&entity];
    if (check == nullptr) check = std::make_unique<ObjectCheck>(entity);
    return *check;
  }

  std::unordered_map<const EntityMapping*, std::unique_ptr<ObjectCheck>> checks_;
  // What is linked is mostly added in turns.
  ObjectCheck* last_ = nullptr;
  ObjectCheck* before_ = nullptr;
};

}  // namespace

void require_value_fits(const EntityMapping& entity, unsigned column, const ValueView& value) {
  check_value(entity, entity.columns[column], value, nullptr);
}

void require_storable(const ChangeSet& changes) {
  ObjectChecks checks;
  changes.added.for_each(
      [&](const Object* object) { checks.of(object->entity()).look_at_new(*object); });
  changes.changed.for_each([&](const Object* object) {
    ObjectCheck& check = checks.of(object->entity());
    if (check.has_required_keys() && !detail::is_removed(*object)) require_foreign_keys(*object);
    check.look_at(*object, ObjectAccess::changed(*object));
  });
}

}  // namespace orm::flush
