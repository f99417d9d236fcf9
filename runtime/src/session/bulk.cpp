// Statements over many rows that no flush plans.
#include <algorithm>
#include <memory>
#include <string>

#include "flush/touched.h"
#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "load/joined_loader.h"
#include "orm/date_time.h"
#include "orm/error.h"
#include "orm/row.h"
#include "session/evaluation.h"
#include "session/returned_items.h"
#include "session/session_core.h"
#include "session/set_columns.h"
#include "session/written_rows.h"
#include "sql/query_criteria.h"
#include "sql/select.h"
#include "value/columns.h"

namespace orm::detail {

namespace {

void require_filters_alone(const QuerySpec& spec, const char* step, const char* does,
                           const char* instead) {
  if (spec.order.tokens.empty() && !spec.limit && !spec.offset && spec.parts.get() == nullptr) {
    return;
  }
  throw InvalidRequestError(std::string(step) + "() of a query for " + spec.entity->name + " " +
                            does +
                            " all rows that its filters keep; take away the joins, groups, "
                            "order, limit and offset, or " +
                            instead);
}

// Those whose values the objects of the rows get.
std::uint64_t columns_to_read(const EntityMapping& entity, const std::vector<SetColumn>& columns,
                              const flush::FilledColumns& filled) {
  std::uint64_t returned = filled.computed & ~entity.deferred;
  for (const SetColumn& each : columns) returned |= column_bit(each.column);
  return returned;
}

}  // namespace

void require_settable(const EntityMapping& entity, const SetColumn& set, const char* step) {
  const ColumnMapping& column = entity.columns[set.column];
  const std::string name = std::string(entity.name) + "::" + column.name;
  if (std::find(entity.key.begin(), entity.key.end(), set.column) != entity.key.end()) {
    throw InvalidRequestError(std::string(step) + " sets " + name +
                              ", which is part of the primary key; set " +
                              "it on the objects, whose links follow");
  }
  if (column.source == ColumnSource::Computed) {
    throw InvalidRequestError(std::string(step) + " sets " + name +
                              ", which the database computes");
  }
  const bool is_value = set.data.tokens.size() == 1 && set.data.values.size() == 1;
  if (is_value) flush::require_value_fits(entity, set.column, set.data.values[0].view());
}

void add_filled(std::vector<SetColumn>& columns, const EntityMapping& entity,
                const flush::FilledColumns& filled) {
  const auto is_set = [&columns](unsigned column) {
    return std::any_of(columns.begin(), columns.end(),
                       [column](const SetColumn& each) { return each.column == column; });
  };
  if (filled.has_version() && !is_set(filled.version)) {
    ExpressionData next;
    next.push_name(Operator::Column, entity, nullptr, filled.version);
    next.push_value(Value::of_integer(1));
    next.push(Operator::Add, 2);
    columns.push_back({filled.version, std::move(next)});
  }
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if ((filled.touched & column_bit(i)) == 0 || is_set(i)) continue;
    const auto column = static_cast<std::uint16_t>(i);
    ExpressionData value;
    value.push_value(Value(to_string(now())));
    columns.push_back({column, std::move(value)});
  }
}

std::int64_t SessionCore::run_update(const QuerySpec& spec, std::vector<SetColumn> columns,
                                     Synchronize objects, const ReturnedRows* returned) {
  const ThreadCheck check(calls_);
  require_usable();
  const EntityMapping& entity = *spec.entity;
  require_filters_alone(spec, "update", "changes", "change the objects one by one");
  for (const SetColumn& each : columns) require_settable(entity, each, "update()");
  if (columns.empty()) return 0;
  autoflush();
  const flush::FilledColumns filled(entity);
  add_filled(columns, entity, filled);
  const bool follows = objects == Synchronize::Returned && objects_.of(entity).map.size() > 0;
  const std::uint64_t read = follows ? columns_to_read(entity, columns, filled) : 0;
  const sql::Returned what{follows, read, items_of(returned)};
  const std::shared_ptr<const Criteria> criteria = criteria_for(spec);
  std::unique_ptr<QuerySpec> changed;
  const sql::Select select =
      load::select_of(criteria.get(), sql::with_criteria(spec, criteria.get(), changed));
  const MetObjects met = objects_met(select, objects);
  std::string shape = sql::shape_of(select) + "update";
  sql::append_shape(shape, what);
  for (const SetColumn& each : columns) {
    shape += std::to_string(each.column);
    sql::append_shape(shape, each.data);
  }
  std::vector<ValueView> parameters;
  for (const SetColumn& each : columns) sql::append_values(parameters, &each.data);
  sql::append_values(parameters, select.where);
  sql::append_values(parameters, select.criteria);
  append_values_of(parameters, returned);
  std::vector<ValueView> key(follows ? entity.key.size() : 0);
  const unsigned first = static_cast<unsigned>(key.size()) + count_columns(entity, read);
  ReturnedItems items(context(), returned, first);
  const std::int64_t rows = write_rows(
      "an update failed: ", shape, [&] { return sql::update_text(select, columns, what); },
      parameters,
      [&](db::Statement& row) {
        row.read(0, key);
        Object* object = follows ? objects_.find(entity, key.data()) : nullptr;
        if (object != nullptr) row_has_changed(*object, row, key.data(), read);
        items.take(row);
      });
  for (const Handle& object : met.sure) row_is_another(*object.get());
  for (const Handle& object : met.unsure) row_is_another(*object.get());
  tell_loaded();
  return rows;
}

SessionCore::MetObjects SessionCore::objects_met(const sql::Select& select, Synchronize objects) {
  MetObjects met;
  if (objects != Synchronize::Evaluate) return met;
  const ExpressionData* conditions[] = {select.where, select.criteria};
  Evaluation evaluation(*select.entity, conditions);
  objects_.of(*select.entity).map.for_each([&](Object& object) {
    const Evaluation::Answer answer = evaluation.of(object);
    if (answer == Evaluation::Answer::Yes) met.sure.emplace_back(&object);
    if (answer == Evaluation::Answer::Unknown) met.unsure.emplace_back(&object);
  });
  return met;
}

// What the program has set since stays, and so does what is read at its next use anyway.
void SessionCore::row_has_changed(Object& object, db::Statement& row, const ValueView* key,
                                  std::uint64_t columns) {
  if (ObjectAccess::has(object, ObjectAccess::expired_flag)) return;
  if (!savepoints_.empty()) savepoints_.back().touched.changed.emplace_back(&object);
  const EntityMapping& entity = object.entity();
  const ColumnSet returned(columns);
  std::uint64_t taken = 0;
  std::vector<ValueView> cells;
  unsigned place = static_cast<unsigned>(entity.key.size());
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (!returned.contains(i)) continue;
    const bool is_kept =
        (ObjectAccess::changed(object) & column_bit(i)) != 0 || lacks_column(object, i);
    if (!is_kept) {
      row.read(place, {&cells.emplace_back(), 1});
      taken |= column_bit(i);
    }
    ++place;
  }
  RowReader reader(entity, cells.data(), ColumnSet(taken), key);
  entity.read(object, reader);
  for (const ForeignKeyMapping& each : entity.foreign_keys) {
    if (each.link != nullptr && is_any_in(each.columns, taken)) {
      LinkAccess::unload(object.*each.link);
    }
  }
}

std::int64_t SessionCore::run_remove(const QuerySpec& spec, Synchronize objects,
                                     const ReturnedRows* returned) {
  const ThreadCheck check(calls_);
  require_usable();
  require_filters_alone(spec, "remove", "deletes", "remove the objects one by one");
  autoflush();
  const EntityMapping& entity = *spec.entity;
  // Also those that the program asks for.
  const bool follows = objects == Synchronize::Returned &&
                       (objects_.of(entity).map.size() > 0 || has_objects_among(returned));
  const sql::Returned what{follows, 0, items_of(returned)};
  const std::shared_ptr<const Criteria> criteria = criteria_for(spec);
  std::unique_ptr<QuerySpec> changed;
  const sql::Select select =
      load::select_of(criteria.get(), sql::with_criteria(spec, criteria.get(), changed));
  const MetObjects met = objects_met(select, objects);
  std::string shape = sql::shape_of(select) + "remove";
  sql::append_shape(shape, what);
  std::vector<ValueView> parameters;
  sql::append_values(parameters, select.where);
  sql::append_values(parameters, select.criteria);
  append_values_of(parameters, returned);
  std::vector<ValueView> key(follows ? entity.key.size() : 0);
  ReturnedItems items(context(), returned, static_cast<unsigned>(key.size()));
  const std::int64_t rows = write_rows(
      "a removal failed: ", shape, [&] { return sql::delete_text(select, what); }, parameters,
      [&](db::Statement& row) {
        items.take(row);
        row.read(0, key);
        Object* object = follows ? objects_.find(entity, key.data()) : nullptr;
        if (object != nullptr) row_is_gone(*object, key.data());
      });
  for (const Handle& object : met.sure) {
    row_is_gone(*object.get(), objects_.row_key(*object.get()).data());
  }
  for (const Handle& object : met.unsure) row_is_another(*object.get());
  tell_loaded();
  return rows;
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
