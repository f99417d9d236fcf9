#include "load/joined_loader.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "load/conditions.h"
#include "load/entity_reader.h"
#include "load/forms.h"
#include "load/joined_rows.h"
#include "load/lazy_loader.h"
#include "load/load_plan.h"
#include "load/selectin_loader.h"
#include "orm/error.h"
#include "sql/pushed.h"
#include "sql/query_criteria.h"
#include "sql/select.h"

namespace orm::load {

namespace {

using sql::Join;

// A limit is one of rows, and they end within a collection.
void require_whole_collections(const detail::QuerySpec& spec, const LoadPlan& plan) {
  if (!spec.limit && !spec.offset) return;
  for (const Join& join : plan.joins) {
    if (!join.is_given || join.relationship->to_many == nullptr) continue;
    throw InvalidRequestError(
        std::string("contains_eager() fills ") + join.owner->name + "::" + join.relationship->name +
        " from the rows of a query with a limit or an offset, as first() has one, and these may " +
        "end within a collection; load it with orm::joinedload or orm::selectinload");
  }
}

sql::Select select_with(const LoadPlan& plan, const detail::Criteria* criteria,
                        const detail::QuerySpec& spec) {
  require_whole_collections(spec, plan);
  sql::Select select = select_of(criteria, spec);
  select.columns = plan.columns;
  select.joins = plan.joins;
  return select;
}

LoadPlan plan_of(const detail::Criteria* criteria, const detail::QuerySpec& spec) {
  return detail::has_items(spec) ? LoadPlan() : plan_for(*spec.entity, spec.loads, criteria);
}

db::StatementLease run(Context& context, const sql::Select& select,
                       const sql::Parameters& parameters) {
  const sql::SelectShape shape(select);
  db::StatementLease statement = db::acquire(context.connection, shape.view(),
                                             [&] { return forms_of(context.connection, select); });
  context.connection.begin(*statement, {parameters.data(), parameters.size()});
  return statement;
}

db::StatementLease run(Context& context, const sql::Select& select, const detail::QuerySpec& spec) {
  return run(context, select, sql::parameters_of(select, spec.limit, spec.offset));
}

// True where objects are read out of rows that have nothing else, each of them once.
bool is_plain(const Context& context, const detail::QuerySpec& spec) {
  return spec.loads.empty() && context.overwrite == nullptr && !may_repeat(spec) &&
         !context.objects.of(*spec.entity).has_eager;
}

// The objects of a query in the order of their keys, where its statement has none.
class KeyOrder {
 public:
  KeyOrder(const identity::ObjectStore& objects, unsigned key_place)
      : objects_(&objects), key_place_(key_place) {}

  // The row of the next object.
  void note(db::Statement& row) {
    ValueView key;
    row.read_one(key_place_, key);
    is_ordered_ = is_ordered_ && last_ <= key.integer;
    last_ = key.integer;
  }

  // Gives the objects of those rows to `take`. Nearly always they have come in the order: only a
  // database whose key is no rowid may have another one.
  void give(const std::vector<Object*>& objects, void* result, detail::TakeObject take) const {
    if (is_ordered_) {
      for (Object* object : objects) take(result, *object);
      return;
    }
    std::map<std::int64_t, Object*> ordered;
    for (Object* object : objects) {
      ordered.emplace(objects_->row_key(*object).data()->integer, object);
    }
    for (const auto& [key, object] : ordered) take(result, *object);
  }

 private:
  const identity::ObjectStore* objects_;
  unsigned key_place_;
  std::int64_t last_ = std::numeric_limits<std::int64_t>::min();
  bool is_ordered_ = true;
};

// So many rows at most. The statement is not asked for more, for a look-up has no limit of its own;
// a limit below 0 is none.
template <class Take>
void read_rows(db::Statement& statement, const std::optional<std::int64_t>& limit, Take take) {
  if (!limit.has_value() || *limit < 0) return db::for_each_row(statement, take);
  for (std::int64_t left = *limit; statement.step() && left > 0;) {
    take(statement);
    if (--left == 0) return;
  }
}

void load_plain(Context& context, const detail::QuerySpec& spec, void* result,
                detail::TakeObject take) {
  const sql::Select select = select_of(context.criteria.get(), spec);
  const db::StatementLease statement = run(context, select, spec);
  EntityReader reader(context.objects, *spec.entity, 0, false);
  if (spec.limit.has_value()) {
    return read_rows(*statement, spec.limit,
                     [&](db::Statement& row) { take(result, reader.read_present(row)); });
  }
  if (!sql::is_all_by_key(select)) {
    return db::for_each_row(*statement,
                            [&](db::Statement& row) { take(result, reader.read_present(row)); });
  }
  KeyOrder order(context.objects, reader.place_of(spec.entity->key[0]));
  std::vector<Object*> objects;
  db::for_each_row(*statement, [&](db::Statement& row) {
    objects.push_back(&reader.read_present(row));
    order.note(row);
  });
  order.give(objects, result, take);
}

// The same with what is loaded along with them. Apart, as what follows for keys: most queries are
// plain, and need no room for all of this.
[[gnu::noinline]] void load_planned(Context& context, const detail::QuerySpec& spec, void* result,
                                    detail::TakeObject take) {
  const LoadPlan plan = plan_for(*spec.entity, spec.loads, context.criteria.get());
  apply_first_uses(plan, context.objects.cohorts());
  JoinedRows rows(context, *spec.entity, plan, may_repeat(spec));
  {
    const sql::Select select = select_with(plan, context.criteria.get(), spec);
    const db::StatementLease statement = run(context, select, spec);
    const bool has_repeats = rows.has_repeats() || may_repeat(spec);
    const bool is_by_key = sql::is_all_by_key(select);
    KeyOrder order(context.objects, rows.place_of(spec.entity->key[0]));
    std::vector<Object*> objects;
    // Of a join there are more rows than objects.
    const std::optional<std::int64_t> most = plan.joins.empty() ? spec.limit : std::nullopt;
    read_rows(*statement, most, [&](db::Statement& row) {
      Object& object = *rows.read(row);
      if (has_repeats && !rows.is_first(object)) return;
      if (!is_by_key) return take(result, object);
      order.note(row);
      if (!has_repeats) objects.push_back(&object);
    });
    if (is_by_key) order.give(has_repeats ? rows.firsts() : objects, result, take);
    rows.finish();
  }
  load_follow_ups(context, plan, rows, rows.objects(Join::root));
}

[[gnu::noinline]] Object* load_planned(Context& context, const EntityMapping& entity,
                                       const ValueView* key,
                                       const detail::ExpressionData* condition) {
  const LoadPlan plan = plan_for(entity, context.criteria.get());
  JoinedRows rows(context, entity, plan);
  Object* object = nullptr;
  {
    const sql::Select select{
        .entity = &entity, .criteria = condition, .joins = plan.joins, .keys = {1, entity.key}};
    sql::Parameters parameters;
    sql::append_values(parameters, plan.joins);
    for (std::size_t i = 0; i < entity.key.size(); ++i) parameters.push_back(key[i]);
    sql::append_values(parameters, condition);
    const db::StatementLease statement = run(context, select, parameters);
    db::for_each_row(*statement, [&](db::Statement& row) { object = rows.read(row); });
    rows.finish();
  }
  load_follow_ups(context, plan, rows, rows.objects(Join::root));
  return object;
}

}  // namespace

sql::Select select_of(const detail::Criteria* criteria, const detail::QuerySpec& spec) {
  sql::Select select;
  select.entity = spec.entity;
  select.where = &spec.where;
  select.order = &spec.order;
  if (!sql::is_named(spec)) {
    select.criteria = condition_on(criteria, *spec.entity);
  }
  select.has_limit = spec.limit.has_value();
  select.has_offset = spec.offset.has_value();
  select.parts = spec.parts.get();
  select.takes_first = spec.takes_first;
  select.is_streamed = spec.is_streamed;
  return select;
}

db::StatementLease begin_query(Context& context, const detail::QuerySpec& spec,
                               const LoadPlan& plan) {
  const sql::Select select = select_with(plan, context.criteria.get(), spec);
  return run(context, select, spec);
}

db::StatementLease begin_query(Context& context, const detail::QuerySpec& spec) {
  const sql::Select select = select_of(context.criteria.get(), spec);
  return run(context, select, spec);
}

void load_objects(Context& context, const detail::QuerySpec& spec, void* result,
                  detail::TakeObject take) {
  context.objects.cohorts().begin(spec.place, context.criteria);
  if (is_plain(context, spec)) return load_plain(context, spec, result, take);
  load_planned(context, spec, result, take);
}

std::string query_text(const detail::Criteria* criteria, const detail::QuerySpec& spec) {
  const LoadPlan plan = plan_of(criteria, spec);
  return sql::select_text(select_with(plan, criteria, spec));
}

std::vector<std::string> explain_query(Context& context, const detail::QuerySpec& spec) {
  const LoadPlan plan = plan_of(context.criteria.get(), spec);
  const sql::Select select = select_with(plan, context.criteria.get(), spec);
  const db::StatementLease statement =
      db::acquire(context.connection, "explain" + sql::shape_of(select),
                  [&] { return "EXPLAIN QUERY PLAN " + sql::select_text(select); });
  const sql::Parameters parameters = sql::parameters_of(select, spec.limit, spec.offset);
  statement->bind({parameters.data(), parameters.size()});
  // Rows of a tree: its own number, that of the row above, one that is not used, and the text.
  std::vector<std::pair<std::int64_t, std::size_t>> depths;
  std::vector<std::string> lines;
  ValueView cells[4];
  while (statement->step()) {
    statement->read(0, cells);
    const auto above = std::find_if(depths.begin(), depths.end(), [&cells](const auto& each) {
      return each.first == cells[1].integer;
    });
    const std::size_t depth = above == depths.end() ? 0 : above->second + 1;
    depths.emplace_back(cells[0].integer, depth);
    lines.push_back(std::string(2 * depth, ' ') + std::string(cells[3].text()));
  }
  return lines;
}

std::int64_t count_objects(Context& context, const detail::QuerySpec& spec) {
  sql::Select select = select_of(context.criteria.get(), spec);
  select.counts = true;
  const db::StatementLease statement = run(context, select, spec);
  statement->step();
  ValueView count;
  statement->read(0, {&count, 1});
  return count.integer;
}

Object* load_by_key(Context& context, const EntityMapping& entity, const ValueView* key) {
  context.objects.cohorts().begin();
  const detail::ExpressionData* condition = condition_on(context.criteria.get(), entity);
  if (condition == nullptr && !context.objects.of(entity).has_eager) {
    return load_row(context.connection, context.objects, entity, key);
  }
  return load_planned(context, entity, key, condition);
}

}  // namespace orm::load
