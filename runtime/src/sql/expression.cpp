#include "sql/expression.h"

#include <string_view>

#include "orm/conditions.h"
#include "orm/error.h"
#include "orm/mapping.h"
#include "orm/row.h"
#include "sql/quote.h"
#include "sql/renderer.h"
#include "value/columns.h"

namespace orm::sql {

std::string select_statement(const Clauses& clauses) {
  std::string sql;
  if (!clauses.with.empty()) {
    sql = (clauses.is_recursive ? "WITH RECURSIVE " : "WITH ") + clauses.with + " ";
  }
  sql += clauses.is_distinct ? "SELECT DISTINCT " : "SELECT ";
  sql += clauses.list + " FROM " + clauses.from;
  if (!clauses.where.empty()) sql += " WHERE " + clauses.where;
  if (!clauses.group.empty()) sql += " GROUP BY " + clauses.group;
  if (!clauses.having.empty()) sql += " HAVING " + clauses.having;
  if (!clauses.order.empty()) sql += " ORDER BY " + clauses.order;
  if (clauses.has_limit) {
    sql += " LIMIT ?";
  } else if (clauses.has_offset) {
    sql += " LIMIT -1";
  }
  if (clauses.has_offset) sql += " OFFSET ?";
  return sql;
}

std::string columns_text(const EntityMapping& entity, const std::string& qualifier,
                         std::uint64_t columns) {
  const ColumnSet read(columns == 0 ? usual_columns(entity) : columns);
  std::string text;
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (!read.contains(i)) continue;
    if (!text.empty()) text += ", ";
    text += qualifier;
    text += '.';
    append_identifier(text, entity.columns[i].name);
  }
  return text;
}

std::string condition_text(const detail::ExpressionData& where, const Scope& scope) {
  return conjunction(Renderer(scope).render(where));
}

std::string list_text(const detail::ExpressionData& list, const Scope& scope) {
  return joined(Renderer(scope).render(list), ", ", Binding::Or);
}

void add_ctes(const detail::ExpressionData& with, const Scope& scope, Clauses& clauses) {
  Renderer renderer(scope);
  renderer.render(with);
  clauses.with = renderer.clauses().with;
  clauses.is_recursive = renderer.clauses().is_recursive;
}

std::string sources_text(const detail::ExpressionData& sources, const Scope& scope) {
  Renderer renderer(scope);
  renderer.render(sources);
  return renderer.clauses().from;
}

}  // namespace orm::sql

namespace orm::detail {

std::size_t list_operands(std::size_t values) {
  if (values >= UINT16_MAX) {
    throw InvalidRequestError("a list of " + std::to_string(values) +
                              " values is more than a condition can have, which is 65534; ask for "
                              "parts of it, or for an inner query");
  }
  return values + 1;
}

std::string escape_pattern(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace orm::detail
