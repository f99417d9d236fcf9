#include "flush/bulk_insert.h"

#include <algorithm>
#include <string>

#include "flush/filled_columns.h"
#include "flush/statements.h"
#include "flush/value_checks.h"
#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "orm/row.h"
#include "sql/quote.h"
#include "sql/write.h"
#include "value/columns.h"

namespace orm::flush {

namespace {

using detail::Conflict;
using detail::ObjectAccess;

std::string names_of(const EntityMapping& entity, std::span<const std::uint16_t> columns) {
  std::string names;
  for (const std::uint16_t column : columns) {
    names += (names.empty() ? "" : ", ") + std::string(entity.columns[column].name);
  }
  return names;
}

bool is_same_set(std::span<const std::uint16_t> left, std::span<const std::uint16_t> right) {
  return std::is_permutation(left.begin(), left.end(), right.begin(), right.end());
}

void require_unique(const EntityMapping& entity, const Conflict& conflict) {
  if (is_same_set(entity.key, conflict.target)) return;
  std::string sets = "(" + names_of(entity, entity.key) + ")";
  for (const UniqueMapping& unique : entity.uniques) {
    if (is_same_set(unique.columns, conflict.target)) return;
    sets += ", (" + names_of(entity, unique.columns) + ")";
  }
  throw InvalidRequestError("on_conflict(" + names_of(entity, conflict.target) + ") of " +
                            entity.name +
                            ": the schema does not say that these columns are unique together; "
                            "those that are: " +
                            sets);
}

}  // namespace

BulkInsert::BulkInsert(db::Connection& connection, const EntityMapping& entity,
                       const Conflict* conflict, const ReturnedInserts& returned)
    : connection_(connection),
      entity_(entity),
      filled_(entity),
      conflict_(conflict),
      returned_(returned) {
  if (conflict != nullptr) require_unique(entity, *conflict);
}

void BulkInsert::check(Object& object) {
  if (filled_.has_version()) start_version(object, filled_.version);
  require_given(object);
  const ColumnSet columns(bits_of(object));
  values_.resize(entity_.columns.size());
  RowWriter writer(entity_, columns, values_.data());
  entity_.write(object, writer);
  const ValueView* value = values_.data();
  for (unsigned i = 0; i < entity_.columns.size(); ++i) {
    if (columns.contains(i)) require_value_fits(entity_, i, *value++);
  }
}

// Those that have values for the same columns go together.
std::int64_t BulkInsert::insert(std::span<Object* const> objects) {
  std::int64_t rows = 0;
  while (!objects.empty()) {
    const std::uint64_t columns = bits_of(*objects[0]);
    const auto end = std::find_if(objects.begin(), objects.end(), [&](const Object* object) {
      return bits_of(*object) != columns;
    });
    const auto same = static_cast<std::size_t>(end - objects.begin());
    const std::size_t width = count_columns(entity_, columns);
    const std::size_t steps_before = steps_;
    for (std::size_t at = 0; at < same; ++steps_) {
      const std::size_t count = width == 0 ? 1 : rows_for(connection_, same - at, width);
      rows += insert_some(objects.subspan(at, count), columns);
      at += count;
    }
    connection_.executed(text(ColumnSet(columns), 1), same, steps_ - steps_before);
    objects = objects.subspan(same);
  }
  return rows;
}

std::uint64_t BulkInsert::bits_of(const Object& object) const {
  std::uint64_t left = left_to_database(object, filled_);
  const bool has_key = ObjectAccess::has(object, ObjectAccess::key_flag);
  if (entity_.generated_key && !has_key) left |= detail::column_bit(entity_.key[0]);
  return all_columns(entity_) & ~left;
}

void BulkInsert::require_given(const Object& object) const {
  if (!entity_.generated_key && !ObjectAccess::has(object, ObjectAccess::key_flag)) {
    throw InvalidRequestError(std::string("a row for ") + entity_.name +
                              " has no primary key; give it " + names_of(entity_, entity_.key));
  }
  for (const ForeignKeyMapping& key : entity_.foreign_keys) {
    if (detail::lacks_parent(object, key)) {
      throw InvalidRequestError(std::string("a row for ") + entity_.name + " has no " +
                                names_of(entity_, key.columns) + ", which is required");
    }
  }
}

std::string BulkInsert::text(ColumnSet columns, std::size_t rows) const {
  std::string sql = sql::insert_text(entity_, columns, rows);
  if (conflict_ != nullptr) sql += on_conflict(columns);
  return sql + sql::returning_text(entity_, returned_.what);
}

std::string BulkInsert::on_conflict(ColumnSet columns) const {
  std::string sql = " ON CONFLICT (" + sql::column_names(entity_, conflict_->target) + ") DO ";
  std::string sets;
  for (unsigned i = 0; i < entity_.columns.size(); ++i) {
    if (!columns.contains(i) || !is_updated(i)) continue;
    const std::string name = sql::quote_identifier(entity_.columns[i].name);
    sets += (sets.empty() ? "" : ", ") + name + " = ";
    sets += filled_.version == i ? sql::quote_identifier(entity_.table) + "." + name + " + 1"
                                 : "excluded." + name;
  }
  return sql + (sets.empty() ? "NOTHING" : "UPDATE SET " + sets);
}

bool BulkInsert::is_updated(unsigned column) const {
  const auto has = [column](std::span<const std::uint16_t> columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  if (!conflict_->updates_all && conflict_->updated.empty()) return false;
  if (filled_.version == column) return true;
  if (!conflict_->updates_all) return has(conflict_->updated);
  return !has(conflict_->target) && !has(entity_.key);
}

std::string BulkInsert::shape(std::uint64_t columns, std::size_t rows) const {
  std::string bytes(Shape(&entity_, Purpose::BulkInsert, columns).view());
  bytes += std::to_string(rows);
  sql::append_shape(bytes, returned_.what);
  if (conflict_ == nullptr) return bytes;
  bytes += conflict_->updates_all ? " all" : " ";
  for (const std::uint16_t column : conflict_->target) bytes += std::to_string(column) + ",";
  for (const std::uint16_t column : conflict_->updated) bytes += ":" + std::to_string(column);
  return bytes;
}

std::int64_t BulkInsert::insert_some(std::span<Object* const> objects, std::uint64_t bits) {
  const ColumnSet columns(bits);
  const db::StatementLease statement = db::acquire(connection_, shape(bits, objects.size()),
                                                   [&] { return text(columns, objects.size()); });
  values_.resize(count_columns(entity_, bits) * objects.size());
  ValueView* next = values_.data();
  for (const Object* object : objects) {
    RowWriter writer(entity_, columns, next);
    entity_.write(*object, writer);
    next = writer.end();
  }
  const detail::ItemList* items = returned_.what.items;
  if (items != nullptr) sql::append_values(values_, &items->list);
  statement->bind(values_);
  // SQLite writes all rows before it returns the first one.
  std::int64_t rows = 0;
  for (; statement->step(); ++rows) returned_.take(returned_.receiver, *statement);
  return statement->columns() > 0 ? rows : connection_.changes();
}

}  // namespace orm::flush
