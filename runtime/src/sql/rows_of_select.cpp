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

std::string returning_text(const EntityMapping& entity, const Returned& returned) {
  std::string list = returned.has_key ? column_names(entity, entity.key) : "";
  const ColumnSet columns(returned.columns);
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (!columns.contains(i)) continue;
    list += ", ";
    append_identifier(list, entity.columns[i].name);
  }
  if (returned.items != nullptr) {
    list += (list.empty() ? "" : ", ") + list_text(returned.items->list, table_of(entity));
  }
  return list.empty() ? list : " RETURNING " + list;
}

std::string delete_text(const Select& select, const Returned& returned) {
  const EntityMapping& entity = *select.entity;
  return "DELETE FROM " + quote_identifier(entity.table) + where_of(select, table_of(entity)) +
         returning_text(entity, returned);
}

std::string update_text(const Select& select, const std::vector<detail::SetColumn>& columns,
                        const Returned& returned) {
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
  return sql + where_of(select, scope) + returning_text(entity, returned);
}

}  // namespace orm::sql
