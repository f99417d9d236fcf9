#include "sql/expression.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <vector>

#include "orm/error.h"
#include "orm/functions.h"
#include "orm/mapping.h"
#include "sql/quote.h"

namespace orm::sql {

namespace {

using detail::Operator;
using detail::Token;

// How tightly an operator binds; what binds looser than its surroundings is put in parentheses.
enum class Binding {
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
constexpr const char* function_names[] = {"abs",    "coalesce", "max",    "instr",  "min",
                                          "length", "lower",    "ltrim",  "nullif", "replace",
                                          "round",  "rtrim",    "substr", "trim",   "upper"};
static_assert(std::size(function_names) == static_cast<std::size_t>(detail::Function::Upper) + 1);
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

class Renderer {
 public:
  explicit Renderer(const Scope& scope) : scope_(scope) {}

  std::vector<Part> render(const detail::ExpressionData& data) {
    for (const Token& token : data.tokens) apply(token);
    return std::move(stack_);
  }

 private:
  void apply(const Token& token) {
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
        return push("CAST(" + pop().text + " AS " + cast_names[token.column] + ")",
                    Binding::Operand);
      case Operator::Case:
        return choice(token.operands);
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
        // The infixes.
        return;
    }
  }

  std::string column(const Token& token) const {
    const char* name = token.entity->columns[token.column].name;
    if (token.entity != scope_.entity || token.alias != nullptr) {
      throw InvalidRequestError(std::string("the query for ") + scope_.entity->name +
                                " uses the column \"" + name + "\" of " + token.entity->name +
                                ", which it does not read");
    }
    return scope_.qualifier + "." + quote_identifier(name);
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

  void append(const char* text) { stack_.back().text += text; }

  void between() {
    const std::vector<Part> parts = pop(3);
    push(wrap(parts[0], Binding::Additive) + " BETWEEN " + wrap(parts[1], Binding::Additive) +
             " AND " + wrap(parts[2], Binding::Additive),
         Binding::Comparison);
  }

  std::string arguments(std::size_t count) {
    std::string text = "(";
    for (const Part& part : pop(count)) {
      if (text.size() > 1) text += ", ";
      text += part.text;
    }
    return text + ")";
  }

  void choice(std::size_t operands) {
    const std::vector<Part> parts = pop(operands);
    std::string text = "CASE";
    for (std::size_t i = 0; i + 1 < operands; i += 2) {
      text += " WHEN " + parts[i].text + " THEN " + parts[i + 1].text;
    }
    if (operands % 2 == 1) text += " ELSE " + parts.back().text;
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

  const Scope& scope_;
  std::vector<Part> stack_;
};

}  // namespace

std::string condition_text(const detail::ExpressionData& where, const Scope& scope) {
  const std::vector<Part> conditions = Renderer(scope).render(where);
  if (conditions.size() == 1) return conditions[0].text;
  std::string text;
  for (const Part& condition : conditions) {
    if (!text.empty()) text += " AND ";
    text += wrap(condition, Binding::And);
  }
  return text;
}

std::string ordering_text(const detail::ExpressionData& order, const Scope& scope) {
  std::string text;
  for (const Part& part : Renderer(scope).render(order)) {
    if (!text.empty()) text += ", ";
    text += part.text;
  }
  return text;
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
