// What the operations do with objects, by the names of their entities, columns and relationships.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "handles.h"

namespace differential {

/// By the entity's name.
struct EntityOperations {
  /// From the primary key and the other columns; a membership from the numbers of its ends and its
  /// role.
  std::function<Handle(const Handles&, const Words&)> make;
  /// From the words of the primary key.
  std::function<Handle(orm::Session&, const Words&)> get;
  /// The rows in the order of their keys.
  std::function<std::string(orm::Session&)> query;
};

/// By names such as `Author.name`.
struct ColumnOperations {
  std::function<void(const Handle&, const std::string&)> set;
  std::function<std::string(const Handle&)> read;
};

/// By names such as `Author.posts`; what a relationship of this kind cannot do is empty.
struct RelationshipOperations {
  std::function<void(const Handles&, const Handle&, const Words&)> append;
  std::function<void(const Handles&, const Handle&, const Words&)> remove;
  std::function<void(const Handles&, const Handle&, const Words&)> assign;
  std::function<void(const Handles&, const Handle&, const Words&)> set_to_one;
  /// The keys at the other end, in their order.
  std::function<std::string(const Handle&)> read;
  /// Reads it along with a query for all objects, `joined` or `selectin`.
  std::function<std::string(orm::Session&, const std::string&)> load;
};

const std::map<std::string, EntityOperations>& entities();
const std::map<std::string, ColumnOperations>& columns();
const std::map<std::string, RelationshipOperations>& relationships();

/// The name of the object's entity.
std::string entity_of(const Handle& handle);

}  // namespace differential
