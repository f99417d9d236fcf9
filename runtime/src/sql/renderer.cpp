#include "sql/renderer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "orm/error.h"
#include "orm/mapping.h"
#include "orm/windows.h"
#include "sql/quote.h"

namespace orm::sql {

using detail::Operator;

namespace {

[[noreturn]] void not_prepared() {
  throw InvalidRequestError(
      "a query has a parameter that is given no value; parameters stand in the query that the "
      "function given to orm::prepared() returns");
}

}  // namespace

std::vector<Part> Renderer::render(const detail::ExpressionData& data) {
  const Token* end = data.tokens.end();
  for (const Token* token = data.tokens.begin(); token != end; ++token) apply(*token, end);
  return std::move(stack_);
}

void Renderer::apply(const Token& token, const Token* end) {
  if (const Infix* infix = find_infix(token.op)) return binary(infix->text, infix->binding);
  switch (token.op) {
    case Operator::Column:
      return push(column(token), Binding::Operand);
    case Operator::Parameter:
      if (token.operands > 0) not_prepared();
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
      return push(function_name(token.column) + arguments(token.operands), Binding::Operand);
    case Operator::CallNamed:
      return push(quote_identifier(token.alias) + arguments(token.operands), Binding::Operand);
    case Operator::Cast:
      return push("CAST(" + wrap(pop(), Binding::Or) + " AS " + cast_name(token.column) + ")",
                  Binding::Operand);
    case Operator::Case:
      return choice(token.operands);
    case Operator::Row:
      return push(arguments(token.operands), Binding::Operand);
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
      return of_rows(token, end);
  }
}

void Renderer::of_rows(const Token& token, const Token* end) {
  switch (token.op) {
    case Operator::CountRows:
      return push("count(*)", Binding::Operand);
    case Operator::Distinct:
      return push("DISTINCT " + wrap(pop(), Binding::Or), Binding::Operand);
    case Operator::FilterRows: {
      const Part condition = pop();
      return append(" FILTER (WHERE " + wrap(condition, Binding::Or) + ")");
    }
    case Operator::FrameRows:
    case Operator::FrameRange:
    case Operator::FrameGroups:
      frame_ = frame_text(token);
      return;
    case Operator::Over:
      return over(token);
    default:
      return inner_query(token, end);
  }
}

std::string Renderer::column(const Token& token) const {
  const std::string name = quote_identifier(token.entity->columns[token.column].name);
  return queries_.back().scope->require(token.entity, token.alias, "the column " + name) + "." +
         name;
}

void Renderer::push(std::string text, Binding binding) {
  stack_.push_back({std::move(text), binding});
}

Part Renderer::pop() {
  Part part = std::move(stack_.back());
  stack_.pop_back();
  return part;
}

// The last so many, in the order in which they were pushed.
std::vector<Part> Renderer::pop(std::size_t count) {
  const auto first = stack_.end() - static_cast<std::ptrdiff_t>(count);
  std::vector<Part> parts(std::make_move_iterator(first), std::make_move_iterator(stack_.end()));
  stack_.erase(first, stack_.end());
  return parts;
}

// Comparisons do not chain. What stands on the left does, and so do AND and OR on both sides.
void Renderer::binary(const char* op, Binding binding) {
  const Part right = pop();
  const Part left = pop();
  const bool is_logical = binding < Binding::Not;
  const bool chains = binding != Binding::Comparison;
  push(wrap(left, chains ? binding : next_tighter(binding)) + op +
           wrap(right, is_logical ? binding : next_tighter(binding)),
       binding);
}

void Renderer::suffix(const char* text, Binding binding) {
  push(wrap(pop(), next_tighter(binding)) + text, binding);
}

void Renderer::append(const std::string& text) {
  Part part = pop();
  part.text = wrap(part, Binding::Or) + text;
  part.binding = std::max(part.binding, Binding::Or);
  stack_.push_back(std::move(part));
}

void Renderer::between() {
  const std::vector<Part> parts = pop(3);
  push(wrap(parts[0], Binding::Additive) + " BETWEEN " + wrap(parts[1], Binding::Additive) +
           " AND " + wrap(parts[2], Binding::Additive),
       Binding::Comparison);
}

std::string Renderer::arguments(std::size_t count) {
  return "(" + joined(pop(count), ", ", Binding::Or) + ")";
}

std::string Renderer::bound(std::uint16_t number, bool is_start) {
  const auto rows = static_cast<std::int16_t>(number);
  if (rows == detail::unbounded) return is_start ? "UNBOUNDED PRECEDING" : "UNBOUNDED FOLLOWING";
  if (rows == 0) return "CURRENT ROW";
  return std::to_string(rows < 0 ? -rows : rows) + (rows < 0 ? " PRECEDING" : " FOLLOWING");
}

std::string Renderer::frame_text(const Token& token) {
  const char* unit = token.op == Operator::FrameRows    ? "ROWS"
                     : token.op == Operator::FrameRange ? "RANGE"
                                                        : "GROUPS";
  return std::string(unit) + " BETWEEN " + bound(token.column, true) + " AND " +
         bound(token.operands, false);
}

void Renderer::over(const Token& token) {
  const std::vector<Part> orderings = pop(token.column);
  const std::vector<Part> partitions = pop(token.operands);
  std::string window;
  const auto add = [&window](const std::string& clause) {
    window += (window.empty() ? "" : " ") + clause;
  };
  if (!partitions.empty()) add("PARTITION BY " + joined(partitions, ", ", Binding::Or));
  if (!orderings.empty()) add("ORDER BY " + joined(orderings, ", ", Binding::Or));
  if (!frame_.empty()) add(std::exchange(frame_, {}));
  append(" OVER (" + window + ")");
}

void Renderer::choice(std::size_t operands) {
  const std::vector<Part> parts = pop(operands);
  std::string text = "CASE";
  for (std::size_t i = 0; i + 1 < operands; i += 2) {
    text += " WHEN " + wrap(parts[i], Binding::Or) + " THEN " + wrap(parts[i + 1], Binding::Or);
  }
  if (operands % 2 == 1) text += " ELSE " + wrap(parts.back(), Binding::Or);
  push(text + " END", Binding::Operand);
}

void Renderer::in(const Token& token) {
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

}  // namespace orm::sql
