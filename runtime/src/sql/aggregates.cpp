// Sums of decimals, which are to be exact, and frames of windows.
#include "orm/aggregates.h"

#include <cstdint>
#include <string>

#include "orm/error.h"
#include "orm/mapping.h"
#include "value/decimal_parts.h"

namespace orm::detail {

void require_numbers(const StoredAs& as, const char* function) {
  if (as.entity == nullptr || is_number(column_mapping(as))) return;
  const ColumnMapping& column = column_mapping(as);
  throw InvalidRequestError(std::string("orm::func::") + function + "() of \"" + column.name +
                            "\" of " + as.entity->name + ": a decimal(" +
                            std::to_string(column.precision) + ", " + std::to_string(column.scale) +
                            ") is stored as text, with which SQLite does not compute; read the "
                            "values and compute in C++, or take orm::cast<double>() of them");
}

ExpressionData decimal_sum(ExpressionData argument, const StoredAs& as) {
  require_numbers(as, "sum");
  if (as.entity == nullptr) {
    throw InvalidRequestError(
        "orm::func::sum() of decimals takes a column, which says how many digits there are behind "
        "the point; take orm::cast<double>() of what is computed");
  }
  // sum(CAST(round(x * 100) AS INTEGER)) * 1.0 / 100
  const Value unit = Value::of_real(static_cast<double>(power_of_ten(column_mapping(as).scale)));
  argument.push_value(unit);
  argument.push(Operator::Multiply, 2);
  argument.push(Operator::Call, 1, static_cast<std::size_t>(Function::Round));
  argument.push(Operator::Cast, 1, static_cast<std::size_t>(CastType::Integer));
  argument.push(Operator::Call, 1, static_cast<std::size_t>(Function::Sum));
  argument.push_value(unit);
  argument.push(Operator::Divide, 2);
  return argument;
}

std::uint16_t frame_bound(const std::optional<int>& rows) {
  if (!rows.has_value()) return static_cast<std::uint16_t>(unbounded);
  if (*rows < -INT16_MAX || *rows > INT16_MAX) {
    throw InvalidRequestError("the frame of a window ends " + std::to_string(*rows) +
                              " rows away; the most are 32767, or all, which is std::nullopt");
  }
  return static_cast<std::uint16_t>(static_cast<std::int16_t>(*rows));
}

}  // namespace orm::detail
