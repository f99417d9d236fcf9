// Conditions on links, from the keys that objects have.
#include "orm/relations.h"

#include <span>
#include <string>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "graph/unread.h"
#include "orm/error.h"

namespace orm::detail {

namespace {

// Columns of an occurrence, and the object that has the values for them.
struct Columns {
  const EntityMapping& entity;
  const char* alias;
  std::span<const std::uint16_t> positions;
};
struct Values {
  const Object& object;
  std::span<const std::uint16_t> positions;
};

Value value_of(const Object& object, unsigned column) {
  if (!is_read(object, column)) ObjectAccess::load_column(object, column);
  const EntityMapping& entity = object.entity();
  const bool lacks_key =
      is_in(entity.key, column) && !ObjectAccess::has(object, ObjectAccess::key_flag);
  if (lacks_key || awaits_key(object, column)) {
    throw KeyNotKnown(std::string(entity.name) + "::" + entity.columns[column].name +
                      " is not known yet, which a condition on this object takes; flush the "
                      "session first");
  }
  return Value(column_value(object, column));
}

void join_by(ExpressionData& data, Operator op, std::size_t position) {
  if (position > 0) data.push(op, 2);
}

void push_equal(ExpressionData& data, const Columns& columns, const Values& values) {
  for (std::size_t i = 0; i < columns.positions.size(); ++i) {
    data.push_name(Operator::Column, columns.entity, columns.alias, columns.positions[i]);
    data.push_value(value_of(values.object, values.positions[i]));
    data.push(Operator::Equal, 2);
    join_by(data, Operator::And, i);
  }
}

// One NULL is enough for a key to lead nowhere.
void push_null(ExpressionData& data, const Columns& columns, bool is_wanted) {
  for (std::size_t i = 0; i < columns.positions.size(); ++i) {
    data.push_name(Operator::Column, columns.entity, columns.alias, columns.positions[i]);
    data.push(is_wanted ? Operator::IsNull : Operator::IsNotNull, 1);
    join_by(data, is_wanted ? Operator::Or : Operator::And, i);
  }
}

const RelationshipMapping& relationship_of(const Token& via) {
  return via.entity->relationships[via.column];
}

// An inner query for what the relationship leads to, where that has the object's primary key.
ExpressionData related_object(const Token& via, const Object& object) {
  const EntityMapping& target = *relationship_of(via).target;
  ExpressionData key;
  push_equal(key, {target, nullptr, target.key}, {object, target.key});
  ExpressionData data = related_query(via, {}, key);
  data.push(Operator::Exists, 1);
  return data;
}

ExpressionData leads_to_any(const Token& via) {
  ExpressionData data = related_query(via, {}, {});
  data.push(Operator::Exists, 1);
  return data;
}

}  // namespace

ExpressionData leads_to(const Token& via, const Object* object) {
  const RelationshipMapping& relationship = relationship_of(via);
  ExpressionData data;
  if (relationship.kind == RelationshipKind::ManyToOne) {
    const ForeignKeyMapping& key = via.entity->foreign_keys[relationship.key];
    const Columns columns{*via.entity, via.alias, key.columns};
    if (object == nullptr) {
      push_null(data, columns, true);
    } else {
      push_equal(data, columns, {*object, key.target_columns});
    }
    return data;
  }
  if (object != nullptr) return has_member(via, *object);
  data = leads_to_any(via);
  data.push(Operator::Not, 1);
  return data;
}

ExpressionData leads_elsewhere(const Token& via, const Object* object) {
  const RelationshipMapping& relationship = relationship_of(via);
  ExpressionData data;
  if (object == nullptr) {
    if (relationship.kind != RelationshipKind::ManyToOne) return leads_to_any(via);
    const ForeignKeyMapping& key = via.entity->foreign_keys[relationship.key];
    push_null(data, {*via.entity, via.alias, key.columns}, false);
    return data;
  }
  data = leads_to(via, object);
  if (relationship.kind != RelationshipKind::ManyToOne) {
    // Of no key at all nothing is compared, which is not true.
    data.push_value(Value::of_integer(1));
    data.push(Operator::IsNot, 2);
    return data;
  }
  data.push(Operator::Not, 1);
  const ForeignKeyMapping& key = via.entity->foreign_keys[relationship.key];
  push_null(data, {*via.entity, via.alias, key.columns}, true);
  data.push(Operator::Or, 2);
  return data;
}

ExpressionData has_member(const Token& via, const Object& object) {
  const RelationshipMapping& relationship = relationship_of(via);
  if (relationship.kind == RelationshipKind::ManyToMany) return related_object(via, object);
  const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
  ExpressionData data;
  push_equal(data, {*via.entity, via.alias, key.target_columns}, {object, key.columns});
  return data;
}

namespace {

// Longer than the name that must stay visible, where that begins alike.
const char* other_name(std::string name, const std::string& taken) {
  if (taken.size() >= name.size()) name += "_" + taken;
  return lasting_name(name);
}

}  // namespace

ExpressionData is_target_of(const Object& owner, const Token& via, const char* target_alias) {
  const RelationshipMapping& relationship = relationship_of(via);
  const EntityMapping& target = *relationship.target;
  ExpressionData data;
  if (relationship.kind == RelationshipKind::ManyToOne) {
    const ForeignKeyMapping& key = via.entity->foreign_keys[relationship.key];
    push_equal(data, {target, target_alias, key.target_columns}, {owner, key.columns});
    return data;
  }
  if (relationship.kind != RelationshipKind::ManyToMany) {
    const ForeignKeyMapping& key = target.foreign_keys[relationship.key];
    push_equal(data, {target, target_alias, key.columns}, {owner, key.target_columns});
    return data;
  }
  // The key of the occurrence among those that the owner is linked to.
  QuerySpec members;
  members.entity = via.entity;
  const std::string outer = target_alias == nullptr ? target.table : target_alias;
  const char* owner_alias = other_name("parent", outer);
  const char* member_alias = other_name("member", outer);
  QueryParts& parts = members.parts.make();
  parts.sources.push_name(Operator::Source, *via.entity, owner_alias,
                          static_cast<std::size_t>(SourceKind::Root));
  Token from = via;
  from.alias = owner_alias;
  add_source(members, SourceKind::Inner, target, member_alias, {}, &from);
  push_equal(members.where, {*via.entity, owner_alias, via.entity->key}, {owner, via.entity->key});
  for (const std::uint16_t column : target.key) {
    members.where.push_name(Operator::Column, target, member_alias, column);
    members.where.push_name(Operator::Column, target, target_alias, column);
    members.where.push(Operator::Equal, 2);
  }
  data = inner_query(members);
  data.push(Operator::Exists, 1);
  return data;
}

}  // namespace orm::detail
