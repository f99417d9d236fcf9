#include "schema/column_types.h"

#include <algorithm>
#include <array>
#include <span>

#include "sql/schema.h"
#include "value/decimal_parts.h"

namespace orm::schema {
namespace {

using Affinities = std::span<const std::string_view>;

// NUMERIC is what BOOLEAN, DECIMAL(10,2) and all words unknown to SQLite stand for.
constexpr std::array<std::string_view, 2> whole_numbers{"INTEGER", "NUMERIC"};
// A column of numbers makes an integer of 2.0, which is read as 2.0 again.
constexpr std::array<std::string_view, 2> numbers{"REAL", "NUMERIC"};
// A column of numbers would make 7 of "007".
constexpr std::array<std::string_view, 1> texts{"TEXT"};
// A date is no number, so NUMERIC, which DATE and DATETIME stand for, leaves it a text.
constexpr std::array<std::string_view, 2> dates{"TEXT", "NUMERIC"};
// 2.00 is 2, and 1.50 is 1.5, in all of them. INTEGER would keep 1.5, too.
constexpr std::array<std::string_view, 3> decimals{"NUMERIC", "REAL", "INTEGER"};
// No affinity changes a blob. VARBINARY(16) and IMAGE are NUMERIC.
constexpr std::array<std::string_view, 3> blobs{"BLOB", "TEXT", "NUMERIC"};

Affinities affinities_for(const ColumnMapping& column) {
  switch (column.type) {
    case ColumnType::Bool:
    case ColumnType::Int16:
    case ColumnType::Int32:
    case ColumnType::Int64:
      return whole_numbers;
    case ColumnType::Float32:
    case ColumnType::Float64:
      return numbers;
    case ColumnType::Text:
    case ColumnType::Json:
      return texts;
    case ColumnType::Bytes:
      return blobs;
    case ColumnType::Enum:
      if (column.enumeration->is_text) return texts;
      return whole_numbers;
    case ColumnType::Decimal:
      if (is_number(column)) return decimals;
      return texts;
    case ColumnType::IsoDate:
    case ColumnType::IsoTime:
    case ColumnType::IsoDateTime:
      return dates;
    case ColumnType::Uuid:
      return blobs;
  }
  return {};
}

}  // namespace

bool suits(std::string_view declared_type, const ColumnMapping& column) {
  // A column without a type changes nothing.
  if (declared_type.empty()) return true;
  const Affinities suitable = affinities_for(column);
  return std::find(suitable.begin(), suitable.end(), sql::type_affinity(declared_type)) !=
         suitable.end();
}

}  // namespace orm::schema
