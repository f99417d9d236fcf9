#include "sql/joins.h"

#include <cstdint>
#include <span>

#include "sql/quote.h"

namespace orm::sql {

namespace {

struct KeyColumns {
  const std::string& table;
  std::span<const ColumnMapping> columns;
  std::span<const std::uint16_t> positions;
};

// `left.a = right.x AND left.b = right.y`
std::string equalities(const KeyColumns& left, const KeyColumns& right) {
  std::string text;
  for (std::size_t i = 0; i < left.positions.size(); ++i) {
    if (!text.empty()) text += " AND ";
    text += left.table;
    text += '.';
    append_identifier(text, left.columns[left.positions[i]].name);
    text += " = ";
    text += right.table;
    text += '.';
    append_identifier(text, right.columns[right.positions[i]].name);
  }
  return text;
}

}  // namespace

std::string link_condition(const LinkedNames& names) {
  const LinkTableMapping& table = *names.relationship->secondary;
  const LinkKeyMapping& key = table.keys[names.relationship->near_key];
  return equalities({names.link_name, table.columns, key.columns},
                    {names.owner_name, names.owner->columns, key.target_columns});
}

std::string far_condition(const RelationshipMapping& relationship, const std::string& target_name,
                          const std::string& link_name) {
  const LinkTableMapping& table = *relationship.secondary;
  const LinkKeyMapping& key = table.keys[relationship.far_key];
  return equalities({target_name, relationship.target->columns, key.target_columns},
                    {link_name, table.columns, key.columns});
}

std::string target_condition(const LinkedNames& names) {
  const EntityMapping& target = *names.relationship->target;
  switch (names.relationship->kind) {
    case RelationshipKind::ManyToMany:
      return far_condition(*names.relationship, names.target_name, names.link_name);
    case RelationshipKind::ManyToOne: {
      const ForeignKeyMapping& key = names.owner->foreign_keys[names.relationship->key];
      return equalities({names.target_name, target.columns, key.target_columns},
                        {names.owner_name, names.owner->columns, key.columns});
    }
    default: {
      const ForeignKeyMapping& key = target.foreign_keys[names.relationship->key];
      return equalities({names.target_name, target.columns, key.columns},
                        {names.owner_name, names.owner->columns, key.target_columns});
    }
  }
}

std::string named_table(std::string_view table, const std::string& quoted_name) {
  std::string text = quote_identifier(table);
  if (text != quoted_name) text += " AS " + quoted_name;
  return text;
}

std::string numbered_name(std::string_view table, std::size_t number) {
  return quote_identifier(std::string(table) + "_" + std::to_string(number));
}

}  // namespace orm::sql
