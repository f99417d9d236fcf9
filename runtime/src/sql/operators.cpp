#include "sql/operators.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "orm/json_functions.h"
#include "orm/windows.h"

namespace orm::sql {

namespace {

using detail::Operator;

// In the order of detail::Function and detail::CastType.
constexpr const char* function_names[] = {"abs",
                                          "coalesce",
                                          "max",
                                          "instr",
                                          "min",
                                          "length",
                                          "lower",
                                          "ltrim",
                                          "nullif",
                                          "replace",
                                          "round",
                                          "rtrim",
                                          "substr",
                                          "trim",
                                          "upper",
                                          "avg",
                                          "count",
                                          "group_concat",
                                          "max",
                                          "min",
                                          "sum",
                                          "total",
                                          "cume_dist",
                                          "dense_rank",
                                          "first_value",
                                          "lag",
                                          "last_value",
                                          "lead",
                                          "nth_value",
                                          "ntile",
                                          "percent_rank",
                                          "rank",
                                          "row_number",
                                          "date",
                                          "julianday",
                                          "strftime",
                                          "json_array_length",
                                          "json_extract",
                                          "json_type"};
static_assert(std::size(function_names) ==
              static_cast<std::size_t>(detail::Function::JsonType) + 1);
constexpr const char* cast_names[] = {"INTEGER", "REAL", "TEXT", "BLOB"};

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

}  // namespace

const Infix* find_infix(Operator op) {
  const auto* found = std::find_if(std::begin(infixes), std::end(infixes),
                                   [op](const Infix& each) { return each.op == op; });
  return found == std::end(infixes) ? nullptr : found;
}

const char* function_name(std::size_t function) { return function_names[function]; }
const char* cast_name(std::size_t type) { return cast_names[type]; }

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

}  // namespace orm::sql
