// The conditions that link the tables of a relationship.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "orm/mapping.h"

namespace orm::sql {

/// A relationship between two occurrences, by the quoted names that these have in a statement.
struct LinkedNames {
  const EntityMapping* owner;
  const RelationshipMapping* relationship;
  const std::string& owner_name;
  const std::string& target_name;
  /// Of the link table of a many-to-many relationship; empty for others.
  const std::string& link_name;
};

/// `link.a = owner.x AND ...`: of a many-to-many relationship.
std::string link_condition(const LinkedNames& names);
/// `target.a = owner.x AND ...`, with the link table in place of the owner of a many-to-many
/// relationship.
std::string target_condition(const LinkedNames& names);

/// The columns of `target`, an entity's table, and those of the link table which lead there.
std::string far_condition(const RelationshipMapping& relationship, const std::string& target_name,
                          const std::string& link_name);

/// `"table" AS name`, or `"table"` where that is the name.
std::string named_table(std::string_view table, const std::string& quoted_name);

/// `"posts_2"`
std::string numbered_name(std::string_view table, std::size_t number);

}  // namespace orm::sql
