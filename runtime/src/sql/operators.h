// What operators and functions look like in SQL, and where parentheses stand.
#pragma once

#include <string>
#include <vector>

#include "orm/expression.h"

namespace orm::sql {

/// How tightly an operator binds; what binds looser than its surroundings is put in parentheses.
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

inline Binding next_tighter(Binding binding) {
  return static_cast<Binding>(static_cast<int>(binding) + 1);
}

/// What stands between two operands.
struct Infix {
  detail::Operator op;
  const char* text;
  Binding binding;
};

/// Null for what is no infix.
const Infix* find_infix(detail::Operator op);

/// By the numbers of detail::Function and detail::CastType.
const char* function_name(std::size_t function);
const char* cast_name(std::size_t type);

/// A piece of SQL, and how tightly it binds.
struct Part {
  std::string text;
  Binding binding;
};

/// In parentheses where the surroundings bind tighter.
std::string wrap(const Part& part, Binding surroundings);
std::string joined(const std::vector<Part>& parts, const char* between, Binding surroundings);
/// Joined by AND.
std::string conjunction(const std::vector<Part>& conditions);
/// The same for a text, which may be empty, as may be the condition.
void add_condition(std::string& conditions, const std::string& condition);

}  // namespace orm::sql
