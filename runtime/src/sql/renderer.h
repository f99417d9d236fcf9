// Writes tokens as SQL, with a stack of what has been written and a stack of the queries around.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "orm/expression.h"
#include "sql/expression.h"
#include "sql/operators.h"
#include "sql/scope.h"

namespace orm::sql {

/// Of one scope, which it refers to.
class Renderer {
 public:
  explicit Renderer(const Scope& scope) {
    queries_.emplace_back();
    queries_.back().scope = &scope;
  }

  /// What is left on the stack: expressions or orderings.
  std::vector<Part> render(const detail::ExpressionData& data);
  /// What the tokens said of the query itself.
  const Clauses& clauses() const { return queries_.back().clauses; }

 private:
  using Token = detail::Token;

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

  struct Target {
    const std::string& name;
    const std::string& table;
    const std::string& condition;
  };

  void apply(const Token& token, const Token* end);
  // Aggregates and windows.
  void of_rows(const Token& token, const Token* end);
  void inner_query(const Token& token, const Token* end);
  std::string column(const Token& token) const;
  void push(std::string text, Binding binding);
  Part pop();
  std::vector<Part> pop(std::size_t count);
  void binary(const char* op, Binding binding);
  void suffix(const char* text, Binding binding);
  void append(const std::string& text);
  void between();
  std::string arguments(std::size_t count);
  static std::string bound(std::uint16_t number, bool is_start);
  static std::string frame_text(const Token& token);
  void over(const Token& token);
  void choice(std::size_t operands);
  void in(const Token& token);

  void clause(const Token& token);
  std::vector<Part> operands();
  std::string occurrence(const Token& token) const;
  void begin_query(const Token* token, const Token* end);
  void end_query(bool is_distinct);
  static std::string member(const Part& query, Binding least);
  void compound(const char* op);
  std::vector<std::string> take_names();
  std::string cte_column(const Token& token);
  void cte(const Token& token);
  void source(const Token& token);
  void linked_source(Query& query, const Token& via, detail::SourceKind kind, const Target& target);
  static std::string link_name(Query& query, const char* table);

  // Of what comes next.
  std::vector<std::string> names_;
  std::string frame_;
  // Scopes refer to those around them.
  std::deque<Query> queries_;
  std::vector<Part> stack_;
};

}  // namespace orm::sql
