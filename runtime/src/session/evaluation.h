// The conditions of an UPDATE or DELETE, worked out for objects in memory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "orm/expression.h"
#include "orm/object.h"

namespace orm::detail {

/// Comparisons of columns and values, with AND, OR, NOT, BETWEEN, IN and tests for NULL, as SQLite
/// works them out. Refers to the conditions.
class Evaluation {
 public:
  enum class Answer : std::uint8_t { No, Yes, Unknown };

  /// All conditions have to hold; null ones do. Raises InvalidRequestError for what only the
  /// database can work out.
  Evaluation(const EntityMapping& entity, std::span<const ExpressionData* const> conditions);

  /// Unknown of an object that has not read a column of the conditions.
  Answer of(const Object& object);

 private:
  // NULL, 0 or 1 of each condition.
  Value run(const ExpressionData& conditions);
  void apply(const Token& token, const Value*& next_value);
  Value pop();

  const EntityMapping& entity_;
  std::vector<const ExpressionData*> conditions_;
  std::uint64_t columns_ = 0;
  // Those of the object.
  std::vector<ValueView> cells_;
  std::vector<Value> stack_;
};

}  // namespace orm::detail
