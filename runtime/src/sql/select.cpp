#include "sql/select.h"

#include <algorithm>
#include <span>

#include "orm/row.h"
#include "sql/expression.h"
#include "sql/joins.h"
#include "sql/key_list.h"
#include "sql/operators.h"
#include "sql/quote.h"
#include "sql/schema.h"
#include "value/columns.h"

namespace orm::sql {

namespace {

constexpr const char* subquery_name = "\"selected\"";

// Under which the rows are numbered: what no column is called.
std::string place_name(const EntityMapping& entity) {
  std::string name = "place";
  const auto is_taken = [&name](const ColumnMapping& column) {
    return is_same_name(column.name, name);
  };
  while (std::any_of(entity.columns.begin(), entity.columns.end(), is_taken)) name += '_';
  return quote_identifier(name);
}

// True for an order whose expressions are not over columns that the entity itself has.
bool needs_more(const EntityMapping& entity, const detail::ExpressionData* order) {
  using detail::Operator;
  if (order == nullptr) return false;
  return std::any_of(order->tokens.begin(), order->tokens.end(),
                     [&entity](const detail::Token& token) {
                       return token.op == Operator::BeginQuery || token.op == Operator::CteColumn ||
                              (token.op == Operator::Column && !is_column_of(token, entity));
                     });
}

// The columns of the entity itself that an order names.
std::uint64_t ordered_columns(const detail::ExpressionData* order) {
  std::uint64_t columns = 0;
  if (order == nullptr) return columns;
  for (const detail::Token& token : order->tokens) {
    if (token.op == detail::Operator::Column) columns |= detail::column_bit(token.column);
  }
  return columns;
}

std::string order_text(const EntityMapping& entity, const std::string& qualifier,
                       std::span<const OrderBy> order) {
  std::string text;
  for (const OrderBy& by : order) {
    if (!text.empty()) text += ", ";
    text += qualifier + "." + quote_identifier(entity.columns[by.column].name);
    if (by.descending) text += " DESC";
  }
  return text;
}

const detail::ExpressionData* sources_of(const Select& select) {
  return select.parts != nullptr && has_tokens(&select.parts->sources) ? &select.parts->sources
                                                                       : nullptr;
}

bool has_items(const Select& select) {
  return select.parts != nullptr && !select.parts->items.empty();
}

// Rows repeat objects, which a limit and a count are about.
bool groups_objects(const Select& select) {
  if (select.parts == nullptr || !select.parts->may_repeat || has_items(select)) return false;
  if (has_tokens(&select.parts->group)) return false;
  return select.counts || select.is_streamed || select.has_offset ||
         (select.has_limit && !select.takes_first);
}

// The query without its joins becomes a subquery: a limit over joined collections counts objects.
bool is_wrapped(const Select& select) {
  const bool is_limited = select.has_limit || select.has_offset;
  if (select.counts) {
    return is_limited || has_items(select) || groups_objects(select) ||
           (select.parts != nullptr &&
            (select.parts->is_distinct || has_tokens(&select.parts->group)));
  }
  return is_limited && std::any_of(select.joins.begin(), select.joins.end(), [](const Join& join) {
           return join.relationship->to_many != nullptr && !join.is_given;
         });
}

// The order inside becomes a column, by which it is ordered outside.
bool numbers_rows(const Select& select) {
  return is_wrapped(select) && !select.counts && needs_more(*select.entity, select.order);
}

class SelectText {
 public:
  explicit SelectText(const Select& select) : select_(select) {
    if (const detail::ExpressionData* sources = sources_of(select)) {
      scope_ = scope_of(sources->tokens.begin(), sources->tokens.end());
    } else {
      scope_.sources.push_back({select.entity, nullptr, quote_identifier(select.entity->table)});
    }
    std::size_t number = scope_.sources.size();
    for (const Join& join : select.joins) {
      names_.push_back(name_of(join, number));
      ++number;
    }
  }

  std::string pushed_text(std::string_view function, bool is_by_key) const {
    Clauses clauses;
    clauses.list = std::string(function) + "(" + object_list(root_name()) + ")";
    clauses.from = source();
    if (is_by_key) clauses.from += " NOT INDEXED";
    for (std::size_t i = 0; i < select_.joins.size(); ++i) {
      append_join(clauses.from, i, root_name());
    }
    add_conditions(clauses);
    return select_statement(clauses);
  }

  std::string text() const {
    if (has_items(select_)) return rows_text();
    const bool is_wrapped = sql::is_wrapped(select_);
    const std::string root = is_wrapped ? subquery_name : root_name();
    Clauses clauses;
    add_with(clauses);
    clauses.list = select_.counts ? "count(*)" : object_list(root);
    clauses.from = is_wrapped ? wrapped(inner()) : source();
    for (std::size_t i = 0; i < select_.joins.size(); ++i) append_join(clauses.from, i, root);
    if (!is_wrapped) add_conditions(clauses);
    if (!select_.counts) clauses.order = outer_order(root);
    if (!is_wrapped) add_limit(clauses);
    return select_statement(clauses);
  }

 private:
  const std::string& root_name() const { return scope_.sources.front().qualifier; }
  const detail::QueryParts* parts() const { return select_.parts; }

  static std::string wrapped(const Clauses& clauses) {
    return "(" + select_statement(clauses) + ") AS " + subquery_name;
  }

  void add_with(Clauses& clauses) const {
    if (parts() != nullptr && has_tokens(&parts()->with)) add_ctes(parts()->with, scope_, clauses);
  }

  // A row of expressions and objects.
  std::string rows_text() const {
    Clauses clauses;
    add_with(clauses);
    clauses.list = list_text(parts()->list, scope_);
    clauses.from = source();
    add_conditions(clauses);
    if (has_tokens(select_.order)) clauses.order = list_text(*select_.order, scope_);
    add_limit(clauses);
    if (!select_.counts) return select_statement(clauses);
    Clauses count;
    count.with = std::move(clauses.with);
    clauses.with.clear();
    count.is_recursive = clauses.is_recursive;
    count.list = "count(*)";
    count.from = wrapped(clauses);
    return select_statement(count);
  }

  std::string object_list(const std::string& root) const {
    std::string list = columns_text(*select_.entity, root, select_.columns);
    for (std::size_t i = 0; i < select_.joins.size(); ++i) {
      const Join& join = select_.joins[i];
      list += ", " + columns_text(*join.relationship->target, names_[i], join.columns);
    }
    if (select_.keys.link == nullptr) return list;
    const LinkTableMapping& table = *select_.keys.link->secondary;
    for (const std::uint16_t column : select_.keys.columns) {
      list += ", " + link_table() + ".";
      append_identifier(list, table.columns[column].name);
    }
    return list;
  }

  std::string link_table() const { return quote_identifier(select_.keys.link->secondary->table); }

  std::string source() const {
    if (const detail::ExpressionData* sources = sources_of(select_)) {
      return sources_text(*sources, scope_);
    }
    if (select_.keys.link == nullptr) return root_name();
    return link_table() + " JOIN " + root_name() + " ON " +
           far_condition(*select_.keys.link, root_name(), link_table());
  }

  // What is read or ordered by outside, too.
  std::uint64_t inner_columns() const {
    const EntityMapping& entity = *select_.entity;
    std::uint64_t columns = select_.columns == 0 ? usual_columns(entity) : select_.columns;
    for (const OrderBy& by : select_.order_by) columns |= detail::column_bit(by.column);
    return numbers_rows(select_) ? columns : columns | ordered_columns(own_order());
  }

  // The order where it is over the entity's own columns.
  const detail::ExpressionData* own_order() const {
    return needs_more(*select_.entity, select_.order) ? nullptr : select_.order;
  }

  Clauses inner() const {
    Clauses clauses;
    clauses.list = columns_text(*select_.entity, root_name(), inner_columns());
    clauses.from = source();
    add_conditions(clauses);
    if (has_tokens(select_.order)) clauses.order = list_text(*select_.order, scope_);
    if (numbers_rows(select_)) {
      clauses.list +=
          ", row_number() OVER (ORDER BY " + clauses.order + ") AS " + place_name(*select_.entity);
      clauses.order = place_name(*select_.entity);
    }
    add_limit(clauses);
    return clauses;
  }

  void add_conditions(Clauses& clauses) const {
    if (const Keys& keys = select_.keys; keys.count > 0) {
      const std::string table = keys.link == nullptr ? root_name() : link_table();
      const std::span<const ColumnMapping> columns =
          keys.link == nullptr ? select_.entity->columns : keys.link->secondary->columns;
      add_condition(clauses.where, key_list(table, columns, keys.columns, keys.count));
    }
    for (const detail::ExpressionData* conditions : {select_.where, select_.criteria}) {
      if (has_tokens(conditions)) add_condition(clauses.where, condition_text(*conditions, scope_));
    }
    if (parts() == nullptr) return;
    clauses.is_distinct = parts()->is_distinct;
    if (has_tokens(&parts()->group)) clauses.group = list_text(parts()->group, scope_);
    if (has_tokens(&parts()->having)) clauses.having = condition_text(parts()->having, scope_);
    if (groups_objects(select_)) clauses.group = key_text();
  }

  std::string key_text() const {
    std::string text;
    for (const std::uint16_t column : select_.entity->key) {
      if (!text.empty()) text += ", ";
      text += root_name() + "." + quote_identifier(select_.entity->columns[column].name);
    }
    return text;
  }

  void add_limit(Clauses& clauses) const {
    clauses.has_limit = select_.has_limit;
    clauses.has_offset = select_.has_offset;
  }

  std::string outer_order(const std::string& root) const {
    std::string order = order_text(*select_.entity, root, select_.order_by);
    if (numbers_rows(select_)) {
      order = subquery_name + std::string(".") + place_name(*select_.entity);
    } else if (has_tokens(select_.order)) {
      order = list_text(*select_.order, root == root_name()
                                            ? scope_
                                            : Scope{{{select_.entity, nullptr, root}}, nullptr});
    }
    for (std::size_t i = 0; i < select_.joins.size(); ++i) {
      const RelationshipMapping& relationship = *select_.joins[i].relationship;
      if (relationship.order_by.empty() || select_.joins[i].is_given) continue;
      if (!order.empty()) order += ", ";
      order += order_text(*relationship.target, names_[i], relationship.order_by);
    }
    return order;
  }

  std::string name_of(const Join& join, std::size_t number) const {
    const EntityMapping& target = *join.relationship->target;
    if (join.is_given) {
      return scope_.require(&target, join.alias,
                            std::string("contains_eager() of ") + join.relationship->name);
    }
    std::string name = numbered_name(target.table, number);
    while (scope_.has(name)) name = numbered_name(target.table, ++number + select_.joins.size());
    return name;
  }

  void append_join(std::string& sql, std::size_t position, const std::string& root) const {
    const Join& join = select_.joins[position];
    if (join.is_given) return;
    const RelationshipMapping& relationship = *join.relationship;
    const std::string& parent = join.parent == Join::root ? root : names_[join.parent];
    const std::string& child = names_[position];
    const bool has_link = relationship.kind == RelationshipKind::ManyToMany;
    const std::string pairs =
        has_link ? numbered_name(relationship.secondary->table, position + scope_.sources.size())
                 : "";
    const LinkedNames names{join.owner, &relationship, parent, child, pairs};
    if (has_link) {
      sql += " LEFT OUTER JOIN " + named_table(relationship.secondary->table, pairs) + " ON " +
             link_condition(names);
    }
    sql += " LEFT OUTER JOIN " + named_table(relationship.target->table, child) + " ON " +
           target_condition(names);
    if (has_tokens(join.criteria)) {
      sql += " AND " +
             condition_text(*join.criteria, {{{relationship.target, nullptr, child}}, nullptr});
    }
  }

  const Select& select_;
  Scope scope_;
  // Of the joins.
  std::vector<std::string> names_;
};

}  // namespace

std::string select_text(const Select& select) { return SelectText(select).text(); }

std::string select_text(const Select& select, std::string_view function, bool is_by_key) {
  return SelectText(select).pushed_text(function, is_by_key);
}

Parameters parameters_of(const Select& select, const std::optional<std::int64_t>& limit,
                         const std::optional<std::int64_t>& offset) {
  Parameters parameters;
  const detail::QueryParts* parts = select.parts;
  const bool may_be_wrapped = select.counts || !select.joins.empty();
  const bool is_wrapped = may_be_wrapped && sql::is_wrapped(select);
  const bool numbers_rows = is_wrapped && sql::numbers_rows(select);
  if (parts != nullptr) append_values(parameters, &parts->with);
  if (numbers_rows) append_values(parameters, select.order);
  if (parts != nullptr) append_values(parameters, &parts->list);
  if (parts != nullptr) append_values(parameters, &parts->sources);
  if (!is_wrapped) append_values(parameters, select.joins);
  append_values(parameters, select.where);
  append_values(parameters, select.criteria);
  if (parts != nullptr) append_values(parameters, &parts->group);
  if (parts != nullptr) append_values(parameters, &parts->having);
  // A query that is wrapped is ordered inside and outside.
  const bool is_ordered = is_wrapped || !select.counts;
  if (is_ordered && !numbers_rows) append_values(parameters, select.order);
  if (limit) parameters.push_back(ValueView::of_integer(*limit));
  if (offset) parameters.push_back(ValueView::of_integer(*offset));
  if (!is_wrapped) return parameters;
  append_values(parameters, select.joins);
  if (!select.counts && !numbers_rows) append_values(parameters, select.order);
  return parameters;
}

std::string select_by_columns(const EntityMapping& target, std::span<const std::uint16_t> columns,
                              std::span<const OrderBy> order) {
  const std::string table = quote_identifier(target.table);
  std::string sql = "SELECT ";
  sql += columns_text(target, table);
  sql += " FROM " + table + " WHERE ";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) sql += " AND ";
    sql += table + "." + quote_identifier(target.columns[columns[i]].name) + " = ?";
  }
  if (!order.empty()) sql += " ORDER BY " + order_text(target, table, order);
  return sql;
}

std::string select_by_link(const RelationshipMapping& relationship) {
  const EntityMapping& target = *relationship.target;
  const LinkTableMapping& table = *relationship.secondary;
  const LinkKeyMapping& near_key = table.keys[relationship.near_key];
  const std::string name = quote_identifier(target.table);
  const std::string pairs = quote_identifier(table.table);
  std::string sql = "SELECT ";
  sql += columns_text(target, name);
  sql += " FROM " + pairs + " JOIN " + name + " ON " + far_condition(relationship, name, pairs) +
         " WHERE ";
  for (std::size_t i = 0; i < near_key.columns.size(); ++i) {
    if (i > 0) sql += " AND ";
    sql += pairs + "." + quote_identifier(table.columns[near_key.columns[i]].name) + " = ?";
  }
  if (!relationship.order_by.empty()) {
    sql += " ORDER BY " + order_text(target, name, relationship.order_by);
  }
  return sql;
}

}  // namespace orm::sql
