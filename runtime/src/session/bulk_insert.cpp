// Rows that are inserted without objects, and SQL of the program.
#include "flush/bulk_insert.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <string>

#include "graph/object_access.h"
#include "load/joined_loader.h"
#include "orm/error.h"
#include "session/expire.h"
#include "session/returned_items.h"
#include "session/session_core.h"
#include "session/written_rows.h"
#include "sql/query_criteria.h"
#include "sql/quote.h"
#include "sql/select.h"
#include "sql/write.h"

namespace orm::detail {

namespace {

bool has_links(const Object& object) {
  bool found = false;
  for_each_target(object, [&found](const Object&) { found = true; });
  return found;
}

}  // namespace

// Making them has linked the others back.
void SessionCore::require_no_links(const std::vector<Object*>& objects) {
  const auto linked = std::find_if(objects.begin(), objects.end(),
                                   [](const Object* object) { return has_links(*object); });
  if (linked == objects.end()) return;
  for (Object* object : objects) unlink_from_session(*object);
  throw InvalidRequestError(std::string("a row for ") + (*linked)->entity().name +
                            " is linked to an object; rows without objects take the columns of "
                            "foreign keys");
}

std::int64_t SessionCore::insert_rows(const EntityMapping& entity,
                                      const std::vector<Object*>& objects, const Conflict* conflict,
                                      const ReturnedRows* returned) {
  const ThreadCheck check(calls_);
  require_usable();
  require_no_links(objects);
  if (objects.empty()) return 0;
  autoflush();
  // Rows that are there may have objects, which read them again.
  const bool may_change = conflict != nullptr &&
                          (conflict->updates_all || !conflict->updated.empty()) &&
                          objects_.of(entity).map.size() > 0;
  struct Rows {
    SessionCore& session;
    const EntityMapping& entity;
    std::vector<ValueView> key;
    ReturnedItems items;
  };
  const std::size_t keys = may_change ? entity.key.size() : 0;
  Rows rows{*this, entity, std::vector<ValueView>(keys),
            ReturnedItems(context(), returned, static_cast<unsigned>(keys))};
  const auto take = [](void* to, db::Statement& row) {
    Rows& taken = *static_cast<Rows*>(to);
    row.read(0, taken.key);
    const bool has_key = !taken.key.empty();
    Object* object =
        has_key ? taken.session.objects_.find(taken.entity, taken.key.data()) : nullptr;
    if (object != nullptr) taken.session.row_is_another(*object);
    taken.items.take(row);
  };
  flush::BulkInsert insert(connection(Begin::Immediate), entity, conflict,
                           {{may_change, 0, items_of(returned)}, &rows, take});
  for (Object* object : objects) insert.check(*object);
  std::int64_t count = 0;
  try {
    count = insert.insert(objects);
  } catch (const std::exception& error) {
    if (insert.steps() > 0) fail("a bulk insert failed: ", error.what());
    throw;
  } catch (...) {
    if (insert.steps() > 0) fail("a bulk insert failed: ", "what was thrown is no std::exception");
    throw;
  }
  tell_loaded();
  return count;
}

// What the program has set since stays.
void SessionCore::row_is_another(Object& object) {
  if (!savepoints_.empty()) savepoints_.back().touched.changed.emplace_back(&object);
  if (ObjectAccess::changed(object) == 0) forget_loaded(object);
}

std::int64_t SessionCore::insert_from(const EntityMapping& entity,
                                      const std::vector<std::uint16_t>& columns,
                                      const QuerySpec& query, const ReturnedRows* returned) {
  const ThreadCheck check(calls_);
  require_usable();
  autoflush();
  const std::shared_ptr<const Criteria> criteria = criteria_for(query);
  std::unique_ptr<QuerySpec> changed;
  const QuerySpec& spec = sql::with_criteria(query, criteria.get(), changed);
  const sql::Select select = load::select_of(criteria.get(), spec);
  std::string shape = "insert" + sql::shape_of(select) + entity.table;
  for (const std::uint16_t column : columns) shape += "," + std::to_string(column);
  const sql::Returned what{.items = items_of(returned)};
  sql::append_shape(shape, what);
  sql::Parameters given = sql::parameters_of(select, spec.limit, spec.offset);
  append_values_of(given, returned);
  ReturnedItems items(context(), returned, 0);
  const auto text = [&] {
    return "INSERT INTO " + sql::quote_identifier(entity.table) + " (" +
           sql::column_names(entity, columns) + ") " + sql::select_text(select) +
           sql::returning_text(entity, what);
  };
  const std::int64_t rows =
      write_rows("an insert from a query failed: ", shape, text, {given.data(), given.size()},
                 [&items](db::Statement& row) { items.take(row); });
  tell_loaded();
  return rows;
}

std::int64_t SessionCore::run_text(const Text& text, std::initializer_list<NamedValue> values,
                                   std::size_t columns, void* result, TakeRow take) {
  const ThreadCheck check(calls_);
  require_usable();
  const std::vector<Value> ordered = values_of(text, values);
  autoflush();
  db::Connection& connection = this->connection();
  const db::StatementLease statement =
      db::acquire(connection, "text" + text.sql(), [&text] { return text.sql(); });
  if (take != nullptr && statement->columns() != columns) {
    throw InvalidRequestError("the rows have " + std::to_string(statement->columns()) +
                              " columns, and execute() is to read " + std::to_string(columns) +
                              "\n[SQL: " + text.sql() + "]");
  }
  std::vector<ValueView> parameters;
  parameters.reserve(ordered.size());
  for (const Value& value : ordered) parameters.push_back(value.view());
  connection.executed(statement->sql(), 1, 1);
  statement->bind(parameters);
  std::vector<ValueView> cells(columns);
  std::vector<ResultCell> row(columns);
  while (statement->step()) {
    if (take == nullptr) continue;
    statement->read(0, cells);
    for (std::size_t i = 0; i < columns; ++i) {
      row[i] = {cells[i], {nullptr, static_cast<unsigned>(i)}, nullptr};
    }
    take(result, row.data());
  }
  return connection.changes();
}

std::int64_t run_text(SessionCore& session, const Text& text,
                      std::initializer_list<NamedValue> values, std::size_t columns, void* result,
                      TakeRow take) {
  return session.run_text(text, values, columns, result, take);
}

std::int64_t insert_rows(SessionCore& session, const EntityMapping& entity,
                         const std::vector<Object*>& objects, const Conflict* conflict,
                         const ReturnedRows* returned) {
  return session.insert_rows(entity, objects, conflict, returned);
}

std::int64_t insert_from(SessionCore& session, const EntityMapping& entity,
                         const std::vector<std::uint16_t>& columns, const QuerySpec& query,
                         const ReturnedRows* returned) {
  return session.insert_from(entity, columns, query, returned);
}

}  // namespace orm::detail
