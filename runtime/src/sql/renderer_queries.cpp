// The part of a Renderer that is about queries inside of queries, and their sources.
#include <utility>

#include "orm/mapping.h"
#include "sql/joins.h"
#include "sql/quote.h"
#include "sql/renderer.h"

namespace orm::sql {

using detail::Operator;

void Renderer::inner_query(const Token& token, const Token* end) {
  switch (token.op) {
    case Operator::Exists:
      return push("EXISTS " + wrap(pop(), Binding::Operand), Binding::Operand);
    case Operator::BeginQuery:
      return begin_query(&token + 1, end);
    case Operator::EndQuery:
      return end_query(token.column != 0);
    case Operator::Union:
      return compound(" UNION ");
    case Operator::UnionAll:
      return compound(" UNION ALL ");
    case Operator::Intersect:
      return compound(" INTERSECT ");
    case Operator::Except:
      return compound(" EXCEPT ");
    case Operator::CteColumn:
      return push(cte_column(token), Binding::Operand);
    default:
      return clause(token);
  }
}

void Renderer::clause(const Token& token) {
  Query& query = queries_.back();
  Clauses& clauses = query.clauses;
  switch (token.op) {
    case Operator::Entity:
      return push(columns_text(*token.entity, occurrence(token)), Binding::Operand);
    case Operator::SelectList:
      clauses.list = joined(operands(), ", ", Binding::Or);
      return;
    case Operator::Where:
      return add_condition(clauses.where, joined(operands(), " AND ", Binding::And));
    case Operator::GroupBy:
      clauses.group = joined(operands(), ", ", Binding::Or);
      return;
    case Operator::Having:
      clauses.having = conjunction(operands());
      return;
    case Operator::OrderBy:
      clauses.order = joined(operands(), ", ", Binding::Or);
      return;
    case Operator::Limit:
      pop();
      clauses.has_limit = true;
      return;
    case Operator::Offset:
      pop();
      clauses.has_offset = true;
      return;
    case Operator::Via:
      query.via = &token;
      return;
    case Operator::Table:
      query.table = token.alias;
      return;
    case Operator::Name:
      names_.emplace_back(quote_identifier(token.alias));
      return;
    case Operator::Text:
      pop(token.column);
      return push(token.alias, Binding::WholeQuery);
    case Operator::Cte:
      return cte(token);
    case Operator::Source:
      return source(token);
    default:
      // The infixes, and the end of the sources.
      return;
  }
}

std::vector<Part> Renderer::operands() { return pop(stack_.size() - queries_.back().base); }

std::string Renderer::occurrence(const Token& token) const {
  return queries_.back().scope->require(token.entity, token.alias, "an object");
}

void Renderer::begin_query(const Token* token, const Token* end) {
  const Scope* around = queries_.back().scope;
  Query& query = queries_.emplace_back();
  query.own = scope_of(token, end, around);
  query.scope = &query.own;
  query.base = stack_.size();
}

void Renderer::end_query(bool is_distinct) {
  Clauses& clauses = queries_.back().clauses;
  clauses.is_distinct = is_distinct;
  // Which rows there are is all that is asked.
  if (clauses.list.empty()) clauses.list = "1";
  const bool is_whole =
      !clauses.with.empty() || !clauses.order.empty() || clauses.has_limit || clauses.has_offset;
  std::string text = select_statement(clauses);
  queries_.pop_back();
  push(std::move(text), is_whole ? Binding::WholeQuery : Binding::Query);
}

// In SQLite a member stands without parentheses, and members are taken from left to right.
std::string Renderer::member(const Part& query, Binding least) {
  return query.binding < least ? "SELECT * FROM (" + query.text + ")" : query.text;
}

void Renderer::compound(const char* op) {
  const Part right = pop();
  const Part left = pop();
  push(member(left, Binding::Compound) + op + member(right, Binding::Query), Binding::Compound);
}

std::vector<std::string> Renderer::take_names() { return std::exchange(names_, {}); }

std::string Renderer::cte_column(const Token& token) {
  const std::string name = take_names().front();
  return queries_.back().scope->require(nullptr, token.alias, "the column " + name) + "." + name;
}

void Renderer::cte(const Token& token) {
  std::string columns;
  for (const std::string& name : take_names()) columns += (columns.empty() ? "" : ", ") + name;
  Clauses& clauses = queries_.back().clauses;
  if (!clauses.with.empty()) clauses.with += ", ";
  clauses.with += quote_identifier(token.alias);
  if (!columns.empty()) clauses.with += " (" + columns + ")";
  clauses.with += " AS (" + pop().text + ")";
  clauses.is_recursive = clauses.is_recursive || token.column != 0;
}

void Renderer::source(const Token& token) {
  Query& query = queries_.back();
  const auto kind = static_cast<detail::SourceKind>(token.column);
  const std::string name = qualifier_of(token.entity, token.alias);
  const char* table_name = std::exchange(query.table, nullptr);
  const std::string table =
      named_table(table_name != nullptr ? table_name : token.entity->table, name);
  const std::string extra = joined(operands(), " AND ", Binding::And);
  const Token* via = std::exchange(query.via, nullptr);
  if (kind == detail::SourceKind::Root) {
    query.clauses.from = table;
  } else if (via != nullptr) {
    linked_source(query, *via, kind, {name, table, extra});
  } else {
    const bool is_inner = kind == detail::SourceKind::Inner;
    query.clauses.from += (is_inner ? " JOIN " : " LEFT OUTER JOIN ") + table + " ON " + extra;
  }
}

void Renderer::linked_source(Query& query, const Token& via, detail::SourceKind kind,
                             const Target& target) {
  const RelationshipMapping& relationship = via.entity->relationships[via.column];
  const bool is_related = kind == detail::SourceKind::Related;
  const Scope& owners = is_related ? *query.scope->outer : *query.scope;
  const std::string what = std::string("the relationship \"") + relationship.name + "\"";
  const std::string& owner = owners.require(via.entity, via.alias, what);
  query.scope->require_visible(owner, &owner, what);
  const bool has_link = relationship.kind == RelationshipKind::ManyToMany;
  const std::string link = has_link ? link_name(query, relationship.secondary->table) : "";
  const LinkedNames names{via.entity, &relationship, owner, target.name, link};
  std::string table = target.table;
  std::string on = has_link ? link_condition(names) : target_condition(names);
  if (has_link) {
    const std::string pairs = named_table(relationship.secondary->table, link);
    const bool is_inner = kind == detail::SourceKind::Inner;
    table = is_inner ? pairs + " ON " + on + " JOIN " + table
                     : pairs + " JOIN " + table + " ON " + target_condition(names);
    if (is_inner) on = target_condition(names);
  }
  std::string& from = query.clauses.from;
  if (is_related) {
    from = table;
    query.clauses.where = on;
    add_condition(query.clauses.where, target.condition);
    return;
  }
  add_condition(on, target.condition);
  if (kind == detail::SourceKind::Inner) {
    from += " JOIN " + table + " ON " + on;
  } else {
    from += " LEFT OUTER JOIN " + (has_link ? "(" + table + ")" : table) + " ON " + on;
  }
}

std::string Renderer::link_name(Query& query, const char* table) {
  std::string name;
  do {
    name = numbered_name(table, ++query.links);
  } while (query.scope->has(name));
  return name;
}

}  // namespace orm::sql
