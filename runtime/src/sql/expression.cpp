#include "sql/expression.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "orm/error.h"
#include "orm/functions.h"
#include "orm/mapping.h"
#include "sql/joins.h"
#include "sql/quote.h"
#include "value/columns.h"

namespace orm::sql {

namespace {

using detail::Operator;
using detail::Token;

// How tightly an operator binds; what binds looser than its surroundings is put in parentheses.
enum class Binding {
  // Queries: one that is not a member of a compound as it is, a compound, a plain one.
  WholeQuery,
  Compound,
  Query,
  Or,
  And,
  Not,
  Comparison,
  Additive,
  Multiplicative,
  Concatenation,
  Sign,
  Operand
};

Binding next_tighter(Binding binding) {
  return static_cast<Binding>(static_cast<int>(binding) + 1);
}

// In the order of detail::Function and detail::CastType.
constexpr const char* function_names[] = {
    "abs",    "coalesce",     "max",   "instr", "min",    "length", "lower", "ltrim",
    "nullif", "replace",      "round", "rtrim", "substr", "trim",   "upper", "avg",
    "count",  "group_concat", "max",   "min",   "sum",    "total"};
static_assert(std::size(function_names) == static_cast<std::size_t>(detail::Function::Total) + 1);
constexpr const char* cast_names[] = {"INTEGER", "REAL", "TEXT", "BLOB"};

// What stands between two operands.
struct Infix {
  Operator op;
  const char* text;
  Binding binding;
};

constexpr Infix infixes[] = {
    {Operator::Equal, " = ", Binding::Comparison},
    {Operator::NotEqual, " <> ", Binding::Comparison},
    {Operator::Less, " < ", Binding::Comparison},
    {Operator::LessEqual, " <= ", Binding::Comparison},
    {Operator::Greater, " > ", Binding::Comparison},
    {Operator::GreaterEqual, " >= ", Binding::Comparison},
    {Operator::Is, " IS ", Binding::Comparison},
    {Operator::IsNot, " IS NOT ", Binding::Comparison},
    {Operator::Like, " LIKE ", Binding::Comparison},
    {Operator::InQuery, " IN ", Binding::Comparison},
    {Operator::NotInQuery, " NOT IN ", Binding::Comparison},
    {Operator::And, " AND ", Binding::And},
    {Operator::Or, " OR ", Binding::Or},
    {Operator::Add, " + ", Binding::Additive},
    {Operator::Subtract, " - ", Binding::Additive},
    {Operator::Multiply, " * ", Binding::Multiplicative},
    {Operator::Divide, " / ", Binding::Multiplicative},
    {Operator::Modulo, " % ", Binding::Multiplicative},
    {Operator::Concatenate, " || ", Binding::Concatenation},
};

struct Part {
  std::string text;
  Binding binding;
};

std::string wrap(const Part& part, Binding surroundings) {
  return part.binding < surroundings ? "(" + part.text + ")" : part.text;
}

std::string joined(const std::vector<Part>& parts, const char* between, Binding surroundings) {
  std::string text;
  for (const Part& part : parts) {
    if (!text.empty()) text += between;
    text += wrap(part, surroundings);
  }
  return text;
}

std::string conjunction(const std::vector<Part>& conditions) {
  return joined(conditions, " AND ", conditions.size() == 1 ? Binding::Or : Binding::And);
}

void add_condition(std::string& conditions, const std::string& condition) {
  if (condition.empty()) return;
  conditions += (conditions.empty() ? "" : " AND ") + condition;
}

class Renderer {
 public:
  explicit Renderer(const Scope& scope) {
    queries_.emplace_back();
    queries_.back().scope = &scope;
  }

  std::vector<Part> render(const detail::ExpressionData& data) {
    const Token* end = data.tokens.end();
    for (const Token* token = data.tokens.begin(); token != end; ++token) apply(*token, end);
    return std::move(stack_);
  }

  const Clauses& clauses() const { return queries_.back().clauses; }

 private:
  // The query that is being written, and those around it.
  struct Query {
    const Scope* scope = nullptr;
    Scope own = {};
    Clauses clauses = {};
    // Where its operands begin: a clause takes all that there are.
    std::size_t base = 0;
    // Names of link tables.
    std::size_t links = 0;
    const Token* via = nullptr;
    const char* table = nullptr;
  };

  void apply(const Token& token, const Token* end) {
    const auto* infix = std::find_if(std::begin(infixes), std::end(infixes),
                                     [&token](const Infix& each) { return each.op == token.op; });
    if (infix != std::end(infixes)) return binary(infix->text, infix->binding);
    switch (token.op) {
      case Operator::Column:
        return push(column(token), Binding::Operand);
      case Operator::Parameter:
        return push("?", Binding::Operand);
      case Operator::LikeEscaped:
        binary(" LIKE ", Binding::Comparison);
        return append(R"( ESCAPE '\')");
      case Operator::Not:
        return push("NOT " + wrap(pop(), Binding::Comparison), Binding::Not);
      case Operator::IsNull:
        return suffix(" IS NULL", Binding::Comparison);
      case Operator::IsNotNull:
        return suffix(" IS NOT NULL", Binding::Comparison);
      case Operator::Negate:
        // Two signs would begin a comment.
        return push("-" + wrap(pop(), Binding::Operand), Binding::Sign);
      case Operator::Call:
        return push(function_names[token.column] + arguments(token.operands), Binding::Operand);
      case Operator::Cast:
        return push("CAST(" + wrap(pop(), Binding::Or) + " AS " + cast_names[token.column] + ")",
                    Binding::Operand);
      case Operator::Case:
        return choice(token.operands);
      case Operator::CountRows:
        return push("count(*)", Binding::Operand);
      case Operator::Distinct:
        return push("DISTINCT " + wrap(pop(), Binding::Or), Binding::Operand);
      case Operator::FilterRows: {
        const Part condition = pop();
        return append(" FILTER (WHERE " + wrap(condition, Binding::Or) + ")");
      }
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
      case Operator::Ascending:
        return;
      case Operator::Descending:
        return append(" DESC");
      case Operator::NullsFirst:
        return append(" NULLS FIRST");
      case Operator::NullsLast:
        return append(" NULLS LAST");
      case Operator::Between:
        return between();
      case Operator::In:
      case Operator::NotIn:
        return in(token);
      default:
        return clause(token);
    }
  }

  void clause(const Token& token) {
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
      case Operator::Cte:
        return cte(token);
      case Operator::Source:
        return source(token);
      default:
        // The infixes, and the end of the sources.
        return;
    }
  }

  std::vector<Part> operands() { return pop(stack_.size() - queries_.back().base); }

  std::string occurrence(const Token& token) const {
    return queries_.back().scope->require(token.entity, token.alias, "an object");
  }

  std::string column(const Token& token) const {
    const std::string name = quote_identifier(token.entity->columns[token.column].name);
    return queries_.back().scope->require(token.entity, token.alias, "the column " + name) + "." +
           name;
  }

  void begin_query(const Token* token, const Token* end) {
    const Scope* around = queries_.back().scope;
    Query& query = queries_.emplace_back();
    query.own = scope_of(token, end, around);
    query.scope = &query.own;
    query.base = stack_.size();
  }

  void end_query(bool is_distinct) {
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
  static std::string member(const Part& query, Binding least) {
    return query.binding < least ? "SELECT * FROM (" + query.text + ")" : query.text;
  }
  void compound(const char* op) {
    const Part right = pop();
    const Part left = pop();
    push(member(left, Binding::Compound) + op + member(right, Binding::Query), Binding::Compound);
  }

  std::vector<std::string> take_names() { return std::exchange(names_, {}); }

  std::string cte_column(const Token& token) {
    const std::string name = take_names().front();
    return queries_.back().scope->require(nullptr, token.alias, "the column " + name) + "." + name;
  }

  void cte(const Token& token) {
    std::string columns;
    for (const std::string& name : take_names()) columns += (columns.empty() ? "" : ", ") + name;
    Clauses& clauses = queries_.back().clauses;
    if (!clauses.with.empty()) clauses.with += ", ";
    clauses.with += quote_identifier(token.alias) + " (" + columns + ") AS (" + pop().text + ")";
    clauses.is_recursive = clauses.is_recursive || token.column != 0;
  }

  void source(const Token& token) {
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

  struct Target {
    const std::string& name;
    const std::string& table;
    const std::string& condition;
  };

  void linked_source(Query& query, const Token& via, detail::SourceKind kind,
                     const Target& target) {
    const RelationshipMapping& relationship = via.entity->relationships[via.column];
    const bool is_related = kind == detail::SourceKind::Related;
    const Scope& owners = is_related ? *query.scope->outer : *query.scope;
    const std::string owner = owners.require(
        via.entity, via.alias, std::string("the relationship \"") + relationship.name + "\"");
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

  static std::string link_name(Query& query, const char* table) {
    std::string name;
    do {
      name = numbered_name(table, ++query.links);
    } while (query.scope->has(name));
    return name;
  }

  void push(std::string text, Binding binding) { stack_.push_back({std::move(text), binding}); }

  Part pop() {
    Part part = std::move(stack_.back());
    stack_.pop_back();
    return part;
  }

  // The last so many, in the order in which they were pushed.
  std::vector<Part> pop(std::size_t count) {
    const auto first = stack_.end() - static_cast<std::ptrdiff_t>(count);
    std::vector<Part> parts(std::make_move_iterator(first), std::make_move_iterator(stack_.end()));
    stack_.erase(first, stack_.end());
    return parts;
  }

  // Comparisons do not chain. What stands on the left does, and so do AND and OR on both sides.
  void binary(const char* op, Binding binding) {
    const Part right = pop();
    const Part left = pop();
    const bool is_logical = binding < Binding::Not;
    const bool chains = binding != Binding::Comparison;
    push(wrap(left, chains ? binding : next_tighter(binding)) + op +
             wrap(right, is_logical ? binding : next_tighter(binding)),
         binding);
  }

  void suffix(const char* text, Binding binding) {
    push(wrap(pop(), next_tighter(binding)) + text, binding);
  }

  void append(const std::string& text) {
    Part part = pop();
    part.text = wrap(part, Binding::Or) + text;
    part.binding = std::max(part.binding, Binding::Or);
    stack_.push_back(std::move(part));
  }

  void between() {
    const std::vector<Part> parts = pop(3);
    push(wrap(parts[0], Binding::Additive) + " BETWEEN " + wrap(parts[1], Binding::Additive) +
             " AND " + wrap(parts[2], Binding::Additive),
         Binding::Comparison);
  }

  std::string arguments(std::size_t count) {
    return "(" + joined(pop(count), ", ", Binding::Or) + ")";
  }

  void choice(std::size_t operands) {
    const std::vector<Part> parts = pop(operands);
    std::string text = "CASE";
    for (std::size_t i = 0; i + 1 < operands; i += 2) {
      text += " WHEN " + wrap(parts[i], Binding::Or) + " THEN " + wrap(parts[i + 1], Binding::Or);
    }
    if (operands % 2 == 1) text += " ELSE " + wrap(parts.back(), Binding::Or);
    push(text + " END", Binding::Operand);
  }

  void in(const Token& token) {
    std::string list;
    for (unsigned i = 1; i < token.operands; ++i) {
      list += list.empty() ? "?" : ", ?";
      stack_.pop_back();
    }
    const Part left = pop();
    const bool wanted = token.op == Operator::In;
    if (list.empty()) return push(wanted ? "1 = 0" : "1 = 1", Binding::Comparison);
    push(wrap(left, Binding::Additive) + (wanted ? " IN (" : " NOT IN (") + list + ")",
         Binding::Comparison);
  }

  // Of what comes next.
  std::vector<std::string> names_;
  // Scopes refer to those around them.
  std::deque<Query> queries_;
  std::vector<Part> stack_;
};

}  // namespace

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

std::string escape_pattern(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace orm::detail
