// Parts of queries, copied and moved by each of their steps: once here, and not in every program.
#include <utility>

#include "orm/tokens.h"

namespace orm::detail {

ExpressionData::ExpressionData() = default;
ExpressionData::ExpressionData(const ExpressionData& other) = default;
ExpressionData::ExpressionData(ExpressionData&& other) noexcept = default;
ExpressionData& ExpressionData::operator=(const ExpressionData& other) = default;
ExpressionData& ExpressionData::operator=(ExpressionData&& other) noexcept = default;
ExpressionData::~ExpressionData() = default;

void ExpressionData::append(const ExpressionData& other) {
  tokens.append(other.tokens);
  values.append(other.values);
}
void ExpressionData::append(ExpressionData&& other) {
  tokens.append(std::move(other.tokens));
  values.append(std::move(other.values));
}

void ExpressionData::push(Operator op, std::size_t operands, std::size_t column) {
  Token& token = tokens.emplace_back();
  token.op = op;
  token.operands = static_cast<std::uint16_t>(operands);
  token.column = static_cast<std::uint16_t>(column);
}
void ExpressionData::push_name(Operator op, const EntityMapping& entity, const char* alias,
                               std::size_t column) {
  Token& token = tokens.emplace_back();
  token.entity = &entity;
  token.alias = alias;
  token.column = static_cast<std::uint16_t>(column);
  token.op = op;
}
void ExpressionData::push_value(Value value) {
  push(Operator::Parameter, 0);
  values.emplace_back(std::move(value));
}
void ExpressionData::push_comparison(Operator op, const EntityMapping& entity, const char* alias,
                                     std::size_t column, Value value) {
  const Token pushed[] = {{.entity = &entity,
                           .alias = alias,
                           .column = static_cast<std::uint16_t>(column),
                           .op = Operator::Column},
                          {.op = Operator::Parameter},
                          {.operands = 2, .op = op}};
  tokens.append(pushed, 3);
  values.emplace_back(std::move(value));
}

}  // namespace orm::detail
