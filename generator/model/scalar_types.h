#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ormgen::model {

enum class ScalarType {
  Bool,
  Int16,
  Int32,
  Int64,
  Float32,
  Float64,
  // `string` and `string(n)`; the limit stands in Column::length.
  String,
  Text,
  Bytes,
  // `decimal(p, s)`; the numbers stand in Column::digits.
  Decimal,
  Date,
  Time,
  DateTime,
  Uuid,
  // A text that is JSON.
  Json,
  // Which one stands in Column::enumeration.
  Enum,
};

// Every type with a word of its own, in the order of the language page.
inline constexpr std::array all_scalar_types = {
    ScalarType::Bool,     ScalarType::Int16,   ScalarType::Int32,   ScalarType::Int64,
    ScalarType::Float32,  ScalarType::Float64, ScalarType::Decimal, ScalarType::String,
    ScalarType::Text,     ScalarType::Bytes,   ScalarType::Date,    ScalarType::Time,
    ScalarType::DateTime, ScalarType::Uuid,    ScalarType::Json};

// The word of the language: `int64`, `string`, ...
std::string_view name_of(ScalarType type);
std::optional<ScalarType> scalar_type_named(std::string_view name);

bool is_integer(ScalarType type);
bool is_floating(ScalarType type);
bool is_textual(ScalarType type);

struct IntegerRange {
  std::int64_t min;
  std::int64_t max;
};

// The values an integer type holds; only for types where is_integer() is true.
IntegerRange range_of(ScalarType type);

}  // namespace ormgen::model
