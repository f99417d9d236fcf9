#include "model/scalar_types.h"

#include <limits>

namespace ormgen::model {

std::string_view name_of(ScalarType type) {
  switch (type) {
    case ScalarType::Bool:
      return "bool";
    case ScalarType::Int16:
      return "int16";
    case ScalarType::Int32:
      return "int32";
    case ScalarType::Int64:
      return "int64";
    case ScalarType::Float32:
      return "float32";
    case ScalarType::Float64:
      return "float64";
    case ScalarType::String:
      return "string";
    case ScalarType::Text:
      return "text";
    case ScalarType::Bytes:
      return "bytes";
    case ScalarType::Decimal:
      return "decimal";
    case ScalarType::Date:
      return "date";
    case ScalarType::Time:
      return "time";
    case ScalarType::DateTime:
      return "datetime";
    case ScalarType::Uuid:
      return "uuid";
    case ScalarType::Json:
      return "json";
    case ScalarType::Enum:
      return "enum";
  }
  return "";
}

std::optional<ScalarType> scalar_type_named(std::string_view name) {
  for (const ScalarType type : all_scalar_types) {
    if (name_of(type) == name) return type;
  }
  return std::nullopt;
}

bool is_integer(ScalarType type) {
  return type == ScalarType::Int16 || type == ScalarType::Int32 || type == ScalarType::Int64;
}

bool is_floating(ScalarType type) {
  return type == ScalarType::Float32 || type == ScalarType::Float64;
}

bool is_textual(ScalarType type) { return type == ScalarType::String || type == ScalarType::Text; }

template <typename Integer>
static IntegerRange range() {
  return {std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

IntegerRange range_of(ScalarType type) {
  if (type == ScalarType::Int16) return range<std::int16_t>();
  if (type == ScalarType::Int32) return range<std::int32_t>();
  return range<std::int64_t>();
}

}  // namespace ormgen::model
