#include "sql/expression.h"

#include <vector>

#include "orm/error.h"
#include "orm/mapping.h"
#include "sql/quote.h"

namespace orm::sql {

namespace {

using detail::Operator;
using detail::Token;

// How tightly an operator binds; what binds looser than its surroundings is put in parentheses.
enum class Binding { Or, And, Not, Comparison, Operand };

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
    switch (token.op) {
      case Operator::Column:
        return push(column(token), Binding::Operand);
      case Operator::Parameter:
        return push("?", Binding::Operand);
      case Operator::Equal:
        return binary(" = ", Binding::Comparison);
      case Operator::NotEqual:
        return binary(" <> ", Binding::Comparison);
      case Operator::Less:
        return binary(" < ", Binding::Comparison);
      case Operator::LessEqual:
        return binary(" <= ", Binding::Comparison);
      case Operator::Greater:
        return binary(" > ", Binding::Comparison);
      case Operator::GreaterEqual:
        return binary(" >= ", Binding::Comparison);
      case Operator::Like:
        return binary(" LIKE ", Binding::Comparison);
      case Operator::And:
        return binary(" AND ", Binding::And);
      case Operator::Or:
        return binary(" OR ", Binding::Or);
      case Operator::Not:
        return push("NOT " + wrap(pop(), Binding::Comparison), Binding::Not);
      case Operator::IsNull:
        return suffix(" IS NULL", Binding::Comparison);
      case Operator::IsNotNull:
        return suffix(" IS NOT NULL", Binding::Comparison);
      case Operator::Ascending:
        return suffix("", Binding::Operand);
      case Operator::Descending:
        return suffix(" DESC", Binding::Operand);
      case Operator::Between:
        return between();
      case Operator::In:
      case Operator::NotIn:
        return in(token);
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

  void binary(const char* op, Binding binding) {
    const Part right = pop();
    const Part left = pop();
    // Comparisons do not chain; AND and OR do.
    const Binding inner = binding == Binding::Comparison ? Binding::Operand : binding;
    push(wrap(left, inner) + op + wrap(right, inner), binding);
  }

  void suffix(const char* text, Binding binding) {
    push(wrap(pop(), Binding::Operand) + text, binding);
  }

  void between() {
    const Part greatest = pop();
    const Part least = pop();
    push(pop().text + " BETWEEN " + least.text + " AND " + greatest.text, Binding::Comparison);
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
    push(left.text + (wanted ? " IN (" : " NOT IN (") + list + ")", Binding::Comparison);
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
