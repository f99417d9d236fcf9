#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ids.h"
#include "model/scalar_types.h"

namespace ormgen::model {

// Of a `decimal(p, s)`: at most `precision` digits, `scale` of them behind the point.
struct Digits {
  int precision = 0;
  int scale = 0;
  friend bool operator==(Digits, Digits) = default;
};

// A class that the user writes, of a named type or of an entity's objects.
struct CppClass {
  // {"app", "User"} for `app::User`.
  std::vector<std::string> path;
  // `struct` or `class`, for its declaration.
  std::string keyword;
  // As it stands between the quotes of an #include.
  std::string header;
};
// `app::User`
std::string name_of(const CppClass& cpp_class);

// The values of a column, or of a named type.
struct ValueType {
  // For a foreign key, as all that follows, that of the column it references.
  ScalarType type = ScalarType::Int64;
  // Of a `string(n)`, in characters.
  std::optional<std::int64_t> length;
  // Set for Decimal only.
  std::optional<Digits> digits;
  // Set for Enum only.
  std::optional<EnumId> enumeration;
  // The named type that the schema writes.
  std::optional<NamedTypeId> named_type;
  // The user's class, which the named type, or the one it stands for, has; nothing where values are
  // those of the scalar type or enum.
  std::optional<CppClass> cpp_class;
};

}  // namespace ormgen::model
