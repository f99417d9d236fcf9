// UPDATE and DELETE of the rows that the conditions of a select keep.
#include "orm/mapping.h"
#include "sql/expression.h"
#include "sql/operators.h"
#include "sql/quote.h"
#include "sql/select.h"
#include "sql/write.h"

namespace orm::sql {

namespace {

Scope table_of(const EntityMapping& entity) {
  return {{{&entity, nullptr, quote_identifier(entity.table)}}, nullptr};
}

std::string where_of(const Select& select, const Scope& scope) {
  std::string conditions;
  for (const detail::ExpressionData* data : {select.where, select.criteria}) {
    if (has_tokens(data)) add_condition(conditions, condition_text(*data, scope));
  }
  return conditions.empty() ? "" : " WHERE " + conditions;
}

}  // namespace

std::string delete_text(const Select& select, bool returns_keys) {
  const EntityMapping& entity = *select.entity;
  const Scope scope = table_of(entity);
  const std::string sql = "DELETE FROM " + quote_identifier(entity.table) + where_of(select, scope);
  return returns_keys ? sql + " RETURNING " + column_names(entity, entity.key) : sql;
}

std::string update_text(const Select& select, const std::vector<detail::SetColumn>& columns,
                        ColumnSet returned, bool returns_keys) {
  const EntityMapping& entity = *select.entity;
  const Scope scope = table_of(entity);
  std::string sql = "UPDATE " + quote_identifier(entity.table) + " SET ";
  const char* next = "";
  for (const detail::SetColumn& each : columns) {
    sql += next;
    append_identifier(sql, entity.columns[each.column].name);
    sql += " = " + list_text(each.data, scope);
    next = ", ";
  }
  sql += where_of(select, scope);
  if (!returns_keys) return sql;
  sql += " RETURNING " + column_names(entity, entity.key);
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (!returned.contains(i)) continue;
    sql += ", ";
    append_identifier(sql, entity.columns[i].name);
  }
  return sql;
}

}  // namespace orm::sql
