// Statements over many rows that no flush plans.
#include <optional>
#include <string>

#include "flush/touched.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "load/conditions.h"
#include "orm/error.h"
#include "session/session_core.h"
#include "sql/query_criteria.h"
#include "sql/select.h"

namespace orm::detail {

std::int64_t SessionCore::run_remove(const QuerySpec& spec) {
  const ThreadCheck check(calls_);
  require_usable();
  if (!spec.order.tokens.empty() || spec.limit.has_value() || spec.offset.has_value() ||
      spec.parts.get() != nullptr) {
    throw InvalidRequestError(std::string("remove() of a query for ") + spec.entity->name +
                              " deletes all rows that its filters keep; take away the joins, "
                              "groups, order, limit and offset, or remove the objects one by one");
  }
  autoflush();
  db::Connection& connection = this->connection();
  const bool has_objects = objects_.of(*spec.entity).map.size() > 0;
  const std::shared_ptr<const Criteria> criteria = criteria_for(spec);
  std::optional<QuerySpec> changed;
  const sql::Select select{.entity = spec.entity,
                           .where = &sql::with_criteria(spec, criteria.get(), changed).where,
                           .criteria = load::condition_on(criteria.get(), *spec.entity)};
  const db::StatementLease statement =
      db::acquire(connection, sql::shape_of(select) + (has_objects ? "remove" : "delete"),
                  [&] { return sql::delete_text(select, has_objects); });
  std::vector<ValueView> parameters;
  sql::append_values(parameters, select.where);
  sql::append_values(parameters, select.criteria);
  connection.executed(statement->sql(), 1, 1);
  statement->bind(parameters);
  // SQLite deletes all rows before it returns the first one.
  std::vector<ValueView> key(spec.entity->key.size());
  std::int64_t rows = 0;
  for (; statement->step(); ++rows) {
    statement->read(0, key);
    if (Object* object = objects_.find(*spec.entity, key.data())) row_is_gone(*object, key.data());
  }
  return has_objects ? rows : connection.changes();
}

// Nothing else follows: the database has its own ways with what refers to it.
void SessionCore::row_is_gone(Object& object, const ValueView* key) {
  if (!savepoints_.empty()) flush::note_parents(object, savepoints_.back().touched);
  const Handle keep(&object);
  leave_parents(object);
  changes_.forget(object);
  flush::note_deleted(object, key, objects_, log_);
}

}  // namespace orm::detail
