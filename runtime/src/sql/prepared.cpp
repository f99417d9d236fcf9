// The values that prepared queries are given later.
#include "orm/prepared.h"

#include <algorithm>

#include "orm/error.h"

namespace orm::detail {

namespace {

constexpr std::size_t expressions = 7;

ExpressionData* expression_at(QuerySpec& spec, std::size_t number) {
  if (number == 0) return &spec.where;
  if (number == 1) return &spec.order;
  if (spec.parts.get() == nullptr) return nullptr;
  QueryParts& parts = spec.parts.make();
  ExpressionData* const all[] = {&parts.with, &parts.sources, &parts.list, &parts.group,
                                 &parts.having};
  return all[number - 2];
}

// What is left has the shape of a query with values.
void take_later_values(ExpressionData& data, std::size_t expression,
                       std::vector<LaterPlace>& places) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < data.tokens.size(); ++i) {
    Token& token = data.tokens.data()[i];
    if (token.op != Operator::Parameter) continue;
    if (token.operands > 0) {
      places.push_back({expression, value, token.operands - 1U, {token.entity, token.column}});
      token = {};
    }
    ++value;
  }
}

}  // namespace

std::vector<LaterPlace> take_later_values(QuerySpec& spec, std::size_t count) {
  std::vector<LaterPlace> places;
  for (std::size_t i = 0; i < expressions; ++i) {
    if (ExpressionData* data = expression_at(spec, i)) take_later_values(*data, i, places);
  }
  for (std::size_t number = 0; number < count; ++number) {
    const bool is_used = std::any_of(places.begin(), places.end(), [number](const auto& place) {
      return place.number == number;
    });
    if (is_used) continue;
    throw InvalidRequestError("the prepared query for " + std::string(spec.entity->name) +
                              " does not use its parameter " + std::to_string(number + 1) +
                              "; use it, or take it away");
  }
  return places;
}

Value& value_at(QuerySpec& spec, const LaterPlace& place) {
  return expression_at(spec, place.expression)->values.data()[place.value];
}

}  // namespace orm::detail
