// Reads the objects of a query, and all that is loaded together with them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.h"
#include "load/context.h"
#include "load/load_plan.h"
#include "orm/query.h"

namespace orm::load {

/// Runs the query and gives each of its objects to `take`, once, in the order of the rows.
void load_objects(Context& context, const detail::QuerySpec& spec, void* result,
                  detail::TakeObject take);

/// True when a row may be about the same object as another one, by what the query itself joins.
inline bool may_repeat(const detail::QuerySpec& spec) {
  return spec.parts.get() != nullptr && spec.parts.get()->may_repeat;
}

/// Begins the query's statement, with the plan's joins. The bytes of its values are those of the
/// spec and the criteria.
db::StatementLease begin_query(Context& context, const detail::QuerySpec& spec,
                               const LoadPlan& plan);
/// The same where nothing is loaded along with it.
db::StatementLease begin_query(Context& context, const detail::QuerySpec& spec);

/// The query without what is loaded along with it. Refers to both; `criteria` may be null.
sql::Select select_of(const detail::Criteria* criteria, const detail::QuerySpec& spec);

/// What the query sends to read its objects, or rows. `criteria` may be null.
std::string query_text(const detail::Criteria* criteria, const detail::QuerySpec& spec);
/// What the database says of how it would run that.
std::vector<std::string> explain_query(Context& context, const detail::QuerySpec& spec);

/// How many objects the query has.
std::int64_t count_objects(Context& context, const detail::QuerySpec& spec);

/// The object of that key, from the database, with all that the schema wants to be loaded with it.
/// Null when there is no row.
Object* load_by_key(Context& context, const EntityMapping& entity, const ValueView* key);

}  // namespace orm::load
