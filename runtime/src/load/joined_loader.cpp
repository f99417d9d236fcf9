#include "load/joined_loader.h"

#include <span>

#include "load/conditions.h"
#include "load/joined_rows.h"
#include "load/lazy_loader.h"
#include "load/load_plan.h"
#include "load/selectin_loader.h"
#include "orm/inline_vector.h"
#include "sql/select.h"

namespace orm::load {

namespace {

using sql::Join;

sql::Select select_of(const Context& context, const detail::QuerySpec& spec) {
  sql::Select select;
  select.entity = spec.entity;
  select.where = &spec.where;
  select.order = &spec.order;
  select.criteria = condition_on(context.criteria.get(), *spec.entity);
  select.has_limit = spec.limit.has_value();
  select.has_offset = spec.offset.has_value();
  return select;
}

using Parameters = detail::InlineVector<ValueView, 8>;

Parameters parameters_of(const detail::QuerySpec& spec, const sql::Select& select) {
  Parameters parameters;
  const bool is_wrapped = sql::is_wrapped(select);
  if (!is_wrapped) sql::append_values(parameters, select.joins);
  sql::append_values(parameters, &spec.where);
  sql::append_values(parameters, select.criteria);
  // A query that is wrapped is ordered inside and outside.
  if (is_wrapped || !select.counts) sql::append_values(parameters, &spec.order);
  if (spec.limit) parameters.push_back(ValueView::of_integer(*spec.limit));
  if (spec.offset) parameters.push_back(ValueView::of_integer(*spec.offset));
  if (is_wrapped) sql::append_values(parameters, select.joins);
  if (is_wrapped && !select.counts) sql::append_values(parameters, &spec.order);
  return parameters;
}

db::StatementLease run(Context& context, const sql::Select& select,
                       std::span<const ValueView> parameters) {
  db::StatementLease statement = db::acquire(context.connection, sql::shape_of(select),
                                             [&] { return sql::select_text(select); });
  context.connection.executed(statement->sql(), 1, 1);
  statement->bind(parameters);
  return statement;
}

}  // namespace

db::StatementLease begin_query(Context& context, const detail::QuerySpec& spec,
                               const LoadPlan& plan) {
  sql::Select select = select_of(context, spec);
  select.columns = plan.columns;
  select.joins = plan.joins;
  const Parameters parameters = parameters_of(spec, select);
  return run(context, select, {parameters.data(), parameters.size()});
}

void load_objects(Context& context, const detail::QuerySpec& spec, void* result,
                  detail::TakeObject take) {
  context.objects.cohorts().begin(spec.place, context.criteria);
  const LoadPlan plan = plan_for(*spec.entity, spec.loads, context.criteria.get());
  apply_first_uses(plan, context.objects.cohorts());
  JoinedRows rows(context, *spec.entity, plan);
  {
    const db::StatementLease statement = begin_query(context, spec, plan);
    while (statement->step()) {
      Object& object = *rows.read(*statement);
      if (!rows.has_repeats() || rows.is_first(object)) take(result, object);
    }
    rows.finish();
  }
  load_follow_ups(context, plan, rows, rows.objects(Join::root));
}

std::int64_t count_objects(Context& context, const detail::QuerySpec& spec) {
  sql::Select select = select_of(context, spec);
  select.counts = true;
  const Parameters parameters = parameters_of(spec, select);
  const db::StatementLease statement = run(context, select, {parameters.data(), parameters.size()});
  statement->step();
  ValueView count;
  statement->read(0, {&count, 1});
  return count.integer;
}

Object* load_by_key(Context& context, const EntityMapping& entity, const ValueView* key) {
  context.objects.cohorts().begin();
  const detail::ExpressionData* condition = condition_on(context.criteria.get(), entity);
  if (!has_eager(entity) && condition == nullptr) return load_row(context, entity, key);
  const LoadPlan plan = plan_for(entity, context.criteria.get());
  JoinedRows rows(context, entity, plan);
  Object* object = nullptr;
  {
    const sql::Select select{
        .entity = &entity, .criteria = condition, .joins = plan.joins, .keys = {1, entity.key}};
    Parameters parameters;
    sql::append_values(parameters, plan.joins);
    for (std::size_t i = 0; i < entity.key.size(); ++i) parameters.push_back(key[i]);
    sql::append_values(parameters, condition);
    const db::StatementLease statement =
        run(context, select, {parameters.data(), parameters.size()});
    while (statement->step()) object = rows.read(*statement);
    rows.finish();
  }
  load_follow_ups(context, plan, rows, rows.objects(Join::root));
  return object;
}

}  // namespace orm::load
