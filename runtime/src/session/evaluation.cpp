#include "session/evaluation.h"

#include <algorithm>
#include <compare>
#include <string>

#include "graph/object_access.h"
#include "graph/unread.h"
#include "orm/error.h"
#include "orm/row.h"
#include "value/columns.h"
#include "value/late_text.h"

namespace orm::detail {

namespace {

[[noreturn]] void not_in_memory(const std::string& what) {
  throw InvalidRequestError("Synchronize::Evaluate cannot work out " + what +
                            " in memory; use Synchronize::Returned");
}

void require_evaluable(const EntityMapping& entity, const Token& token) {
  switch (token.op) {
    case Operator::Column: {
      const ColumnMapping& column = entity.columns[token.column];
      const bool is_of_rows = token.entity == &entity && token.alias == nullptr;
      // The database compares decimals as numbers of its own.
      if (is_of_rows && column.type != ColumnType::Decimal) return;
      not_in_memory(std::string("the column \"") + token.entity->columns[token.column].name + "\"");
    }
    case Operator::Parameter:
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::LessEqual:
    case Operator::Greater:
    case Operator::GreaterEqual:
    case Operator::Is:
    case Operator::IsNot:
    case Operator::And:
    case Operator::Or:
    case Operator::Not:
    case Operator::IsNull:
    case Operator::IsNotNull:
    case Operator::Between:
    case Operator::In:
    case Operator::NotIn:
      return;
    default:
      not_in_memory("more than comparisons of columns and values");
  }
}

Value of_truth(bool truth) { return Value::of_integer(truth ? 1 : 0); }

std::partial_ordering order_of_numbers(const ValueView& left, const ValueView& right) {
  if (left.kind == right.kind) {
    return left.kind == ValueKind::Integer ? std::partial_ordering(left.integer <=> right.integer)
                                           : left.real <=> right.real;
  }
  // More digits than a double has: both are compared as SQLite does it.
  const auto wide = [](const ValueView& value) {
    return value.kind == ValueKind::Integer ? static_cast<long double>(value.integer)
                                            : static_cast<long double>(value.real);
  };
  return wide(left) <=> wide(right);
}

// As SQLite orders values: numbers, texts, blobs.
std::partial_ordering order_of(const ValueView& left, const ValueView& right) {
  const auto rank = [](const ValueView& value) {
    return value.kind == ValueKind::Blob ? 2 : value.kind == ValueKind::Text ? 1 : 0;
  };
  if (rank(left) != rank(right)) return rank(left) <=> rank(right);
  if (rank(left) == 0) return order_of_numbers(left, right);
  return left.bytes().compare(right.bytes()) <=> 0;
}

bool holds(Operator op, std::partial_ordering order) {
  switch (op) {
    case Operator::Equal:
      return order == 0;
    case Operator::NotEqual:
      return order != 0;
    case Operator::Less:
      return order < 0;
    case Operator::LessEqual:
      return order <= 0;
    case Operator::Greater:
      return order > 0;
    default:
      return order >= 0;
  }
}

// Of a comparison with NULL comes NULL.
Value compared(const Value& left, Operator op, const Value& right) {
  const ValueView a = left.view();
  const ValueView b = right.view();
  if (op == Operator::Is || op == Operator::IsNot) {
    const bool is_same =
        a.is_null() || b.is_null() ? a.is_null() == b.is_null() : order_of(a, b) == 0;
    return of_truth(is_same == (op == Operator::Is));
  }
  if (a.is_null() || b.is_null()) return {};
  return of_truth(holds(op, order_of(a, b)));
}

bool is_true(const Value& value) {
  const ValueView view = value.view();
  return view.kind == ValueKind::Real ? view.real != 0 : !view.is_null() && view.integer != 0;
}

Value negated(const Value& value) {
  return value.view().is_null() ? Value() : of_truth(!is_true(value));
}

Value both(const Value& left, const Value& right) {
  const bool has_null = left.view().is_null() || right.view().is_null();
  const bool has_false =
      (!left.view().is_null() && !is_true(left)) || (!right.view().is_null() && !is_true(right));
  if (has_false) return of_truth(false);
  return has_null ? Value() : of_truth(true);
}

Value either(const Value& left, const Value& right) {
  return negated(both(negated(left), negated(right)));
}

}  // namespace

Evaluation::Evaluation(const EntityMapping& entity,
                       std::span<const ExpressionData* const> conditions)
    : entity_(entity), cells_(entity.columns.size()) {
  for (const ExpressionData* each : conditions) {
    if (each == nullptr) continue;
    conditions_.push_back(each);
    for (const Token& token : each->tokens) {
      require_evaluable(entity, token);
      if (token.op == Operator::Column) columns_ |= column_bit(token.column);
    }
  }
}

Evaluation::Answer Evaluation::of(const Object& object) {
  if (ObjectAccess::has(object, ObjectAccess::expired_flag)) return Answer::Unknown;
  if ((unread_columns(object) & columns_) != 0) return Answer::Unknown;
  std::vector<ValueView> read(count_columns(entity_, columns_));
  const ColumnSet columns(columns_);
  RowWriter writer(entity_, columns, read.data());
  entity_.write(object, writer);
  const ValueView* next = read.data();
  for (unsigned i = 0; i < entity_.columns.size(); ++i) {
    if (columns.contains(i)) cells_[i] = *next++;
  }
  const bool all = std::all_of(conditions_.begin(), conditions_.end(),
                               [this](const ExpressionData* each) { return is_true(run(*each)); });
  return all ? Answer::Yes : Answer::No;
}

Value Evaluation::run(const ExpressionData& conditions) {
  stack_.clear();
  const Value* next_value = conditions.values.begin();
  for (const Token& token : conditions.tokens) apply(token, next_value);
  // One expression after the other.
  Value all = of_truth(true);
  for (const Value& each : stack_) all = both(all, each);
  return all;
}

Value Evaluation::pop() {
  Value value = std::move(stack_.back());
  stack_.pop_back();
  return value;
}

void Evaluation::apply(const Token& token, const Value*& next_value) {
  switch (token.op) {
    case Operator::Column:
      return stack_.emplace_back(StoredValue(cells_[token.column]).view()), void();
    case Operator::Parameter:
      return stack_.push_back(*next_value++);
    case Operator::Not:
      return stack_.push_back(negated(pop()));
    case Operator::IsNull:
      return stack_.push_back(of_truth(pop().view().is_null()));
    case Operator::IsNotNull:
      return stack_.push_back(of_truth(!pop().view().is_null()));
    case Operator::Between: {
      const Value greatest = pop();
      const Value least = pop();
      const Value value = pop();
      return stack_.push_back(both(compared(value, Operator::GreaterEqual, least),
                                   compared(value, Operator::LessEqual, greatest)));
    }
    case Operator::In:
    case Operator::NotIn: {
      Value found = of_truth(false);
      const std::size_t begin = stack_.size() - token.operands;
      for (std::size_t i = begin + 1; i < stack_.size(); ++i) {
        found = either(found, compared(stack_[begin], Operator::Equal, stack_[i]));
      }
      stack_.resize(begin);
      return stack_.push_back(token.op == Operator::In ? found : negated(found));
    }
    default: {
      const Value right = pop();
      const Value left = pop();
      if (token.op == Operator::And) return stack_.push_back(both(left, right));
      if (token.op == Operator::Or) return stack_.push_back(either(left, right));
      stack_.push_back(compared(left, token.op, right));
    }
  }
}

}  // namespace orm::detail
