// Entities described by hand, for tests of code that only reads descriptions.
#pragma once

#include <cstdint>

#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::testing {

inline constexpr std::uint16_t first_column[] = {0};
inline constexpr std::uint16_t second_column[] = {1};

inline constexpr ColumnMapping two_columns[] = {
    {.name = "id", .type = ColumnType::Int64},
    {.name = "parent_id", .type = ColumnType::Int64, .nullable = true},
    {.name = "na\"me", .type = ColumnType::Text},
};

inline constexpr ColumnMapping text_key_columns[] = {
    {.name = "code", .type = ColumnType::Text},
};

/// An entity of that name with those foreign keys over its second column.
constexpr EntityMapping entity(const char* name, const char* table,
                               std::span<const ForeignKeyMapping> keys = {},
                               std::span<const RelationshipMapping> relationships = {}) {
  return {.name = name,
          .table = table,
          .columns = two_columns,
          .key = first_column,
          .generated_key = true,
          .foreign_keys = keys,
          .relationships = relationships,
          .sqlite = {},
          .size = 0,
          .alignment = 1,
          .construct = nullptr,
          .destroy = nullptr,
          .read = nullptr,
          .write = nullptr};
}

constexpr ForeignKeyMapping key_to(const EntityMapping& target) {
  return {.columns = second_column, .target = &target, .target_columns = first_column};
}

inline constexpr EntityMapping plain_entity = entity("Plain", "plain");

/// An object that holds nothing.
class PlainObject : public Object {
 public:
  PlainObject() : Object(plain_entity) {}
};

}  // namespace orm::testing
