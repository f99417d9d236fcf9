#include "flush/bulk_insert.h"

#include <algorithm>
#include <string>
#include <utility>

#include "flush/filled_columns.h"
#include "flush/insert_batches.h"
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
    const std::size_t steps_before = steps_;
    rows += insert_same(objects.first(same), columns);
    connection_.executed(text(ColumnSet(columns), 1), same, steps_ - steps_before);
    objects = objects.subspan(same);
  }
  return rows;
}

// The first statement leaves nothing where it fails. When a later one does, the session takes back
// what the others did.
std::int64_t BulkInsert::insert_same(std::span<Object* const> objects, std::uint64_t bits) {
  const InsertBatches batches(connection_, entity_, ColumnSet(bits),
                              {.rows = objects.size(), .can_fail = conflict_ == nullptr});
  std::int64_t rows = 0;
  while (!objects.empty()) {
    const std::size_t next = batches.next(objects.size());
    write_values(objects.first(next), bits);
    if (steps_ == 0) {
      rows += insert_values(values_, next, bits, false);
    } else {
      batches.split(values_, next, [&](std::size_t, std::size_t count, auto values) {
        rows += insert_values(values, count, bits, batches.may_keep_rows(count));
      });
    }
    objects = objects.subspan(next);
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

std::string BulkInsert::shape(std::uint64_t columns, std::size_t rows, bool keeps_rows) const {
  std::string bytes(Shape(&entity_, Purpose::BulkInsert, columns).view());
  bytes += std::to_string(rows);
  if (keeps_rows) bytes += " or fail";
  sql::append_shape(bytes, returned_.what);
  if (conflict_ == nullptr) return bytes;
  bytes += conflict_->updates_all ? " all" : " ";
  for (const std::uint16_t column : conflict_->target) bytes += std::to_string(column) + ",";
  for (const std::uint16_t column : conflict_->updated) bytes += ":" + std::to_string(column);
  return bytes;
}

void BulkInsert::write_values(std::span<Object* const> objects, std::uint64_t bits) {
  const ColumnSet columns(bits);
  values_.resize(count_columns(entity_, bits) * objects.size());
  ValueView* next = values_.data();
  for (const Object* object : objects) {
    RowWriter writer(entity_, columns, next);
    entity_.write(*object, writer);
    next = writer.end();
  }
}

std::int64_t BulkInsert::insert_values(std::span<const ValueView> values, std::size_t count,
                                       std::uint64_t bits, bool keeps_rows) {
  const db::StatementLease statement =
      db::acquire(connection_, shape(bits, count, keeps_rows), [&] {
        std::string sql = text(ColumnSet(bits), count);
        return keeps_rows ? sql::or_fail(std::move(sql)) : sql;
      });
  const detail::ItemList* items = returned_.what.items;
  if (items != nullptr) {
    parameters_.assign(values.begin(), values.end());
    sql::append_values(parameters_, &items->list);
    values = parameters_;
  }
  statement->bind(values);
  // SQLite writes all rows before it returns the first one.
  bool has_row = statement->step();
  ++steps_;
  std::int64_t rows = 0;
  for (; has_row; has_row = statement->step()) {
    ++rows;
    returned_.take(returned_.receiver, *statement);
  }
  return statement->columns() > 0 ? rows : connection_.changes();
}

}  // namespace orm::flush
