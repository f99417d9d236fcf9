#include "flush/row_inserts.h"

#include <string>
#include <utility>

#include "flush/insert_batches.h"
#include "flush/statements.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "sql/write.h"

namespace orm::flush {

using detail::ObjectAccess;

namespace {

// What the database assigns is left out.
std::uint64_t assigned_columns(const EntityMapping& entity, bool assigns_keys) {
  return assigns_keys ? ObjectAccess::column_bit(entity.key[0]) : 0;
}

}  // namespace

RowInserts::RowInserts(db::Connection& connection, identity::ObjectStore& objects,
                       TransactionLog& log, const EntityMapping& entity, bool have_keys,
                       std::uint64_t postponed)
    : connection_(connection),
      entity_(entity),
      filled_(entity),
      assigns_keys_(entity.generated_key && !have_keys),
      is_standard_(assigns_keys_ || !entity.generated_key),
      postponed_(postponed),
      columns_(~assigned_columns(entity, assigns_keys_)),
      width_(count_columns(entity, columns_)),
      keys_(entity, postponed),
      rows_(entity, objects, log, true) {}

void RowInserts::run(std::span<Object* const> objects) {
  if (filled_.has_version()) {
    for (Object* object : objects) start_version(*object, filled_.version);
  }
  // Row by row: which row gives back which values is said of a single one only.
  if ((filled_.computed | filled_.server_defaults) != 0) {
    for (Object* object : objects) insert_filled(*object);
    return;
  }
  rows_.expect(objects.size());
  const std::size_t steps = insert_batches(objects);
  connection_.executed(
      is_standard_ ? entity_.sqlite.insert : sql::insert_text(entity_, columns_, 1), objects.size(),
      steps);
}

std::size_t RowInserts::insert_batches(std::span<Object* const> objects) {
  const InsertBatches batches(connection_, entity_, columns_,
                              {.rows = objects.size(), .assigns_keys = assigns_keys_});
  std::size_t steps = 0;
  while (!objects.empty()) {
    const std::size_t rows = batches.next(objects.size());
    write_rows(objects.first(rows), columns_, width_);
    steps += batches.split(
        parameters_, rows,
        [&](std::size_t first, std::size_t count, std::span<const ValueView> parameters) {
          insert_rows(objects.subspan(first, count), parameters, batches.may_keep_rows(count));
        });
    objects = objects.subspan(rows);
  }
  return steps;
}

db::StatementLease RowInserts::statement(std::size_t rows, bool keeps_rows) const {
  const Purpose purpose = is_standard_ ? Purpose::Insert : Purpose::InsertWithKey;
  return db::acquire(connection_, Shape(&entity_, purpose, 2 * rows + keeps_rows).view(), [&] {
    std::string text = is_standard_ ? sql::repeat_row(entity_.sqlite.insert, width_, rows)
                                    : sql::insert_text(entity_, columns_, rows);
    return keeps_rows ? sql::or_fail(std::move(text)) : text;
  });
}

void RowInserts::insert_rows(std::span<Object* const> objects,
                             std::span<const ValueView> parameters, bool keeps_rows) {
  const db::StatementLease statement = this->statement(objects.size(), keeps_rows);
  statement->bind(parameters);
  statement->step();
  if (connection_.changes() != static_cast<std::int64_t>(objects.size())) {
    throw StatementError("the database did not insert all rows", std::string(statement->sql()));
  }
  enter(objects);
}

void RowInserts::enter(std::span<Object* const> objects) {
  if (assigns_keys_) {
    const auto rows = static_cast<std::int64_t>(objects.size());
    rows_.enter(objects, connection_.last_insert_id() - rows + 1);
  } else {
    rows_.enter(objects);
  }
}

void RowInserts::insert_filled(Object& object) {
  const std::uint64_t usual = filled_.computed | filled_.server_defaults;
  const std::uint64_t left = left_to_database(object, filled_);
  const std::uint64_t left_out = left | assigned_columns(entity_, assigns_keys_);
  const ColumnSet columns(~left_out);
  const db::StatementLease statement =
      db::acquire(connection_, Shape(&entity_, Purpose::InsertFilled, left_out).view(), [&] {
        return left == usual && is_standard_ ? std::string(entity_.sqlite.insert)
                                             : sql::returning(sql::insert_text(entity_, columns, 1),
                                                              entity_, ColumnSet(left));
      });
  Object* const only = &object;
  const std::span<Object* const> objects(&only, 1);
  write_rows(objects, columns, count_columns(entity_, columns));
  if (run_returning(connection_, *statement, parameters_, cells_, object, ColumnSet(left)) != 1) {
    throw StatementError("the database did not insert the row", std::string(statement->sql()));
  }
  enter(objects);
  connection_.executed(statement->sql(), 1, 1);
}

void RowInserts::write_rows(std::span<Object* const> objects, ColumnSet columns,
                            std::size_t width) {
  parameters_.resize(width * objects.size());
  RowWriter writer(entity_, columns, parameters_.data());
  for (Object* object : objects) {
    keys_.write(*object);
    entity_.write(*object, writer);
  }
  if (postponed_ != 0) leave_out_postponed(columns);
}

void RowInserts::leave_out_postponed(ColumnSet columns) {
  for (auto value = parameters_.begin(); value != parameters_.end();) {
    for (unsigned column = 0; column < entity_.columns.size(); ++column) {
      if (!columns.contains(column)) continue;
      if ((postponed_ & ObjectAccess::column_bit(column)) != 0) *value = ValueView();
      ++value;
    }
  }
}

}  // namespace orm::flush
