// Queries, and what objects ask their session for.
#include <string>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "load/joined_loader.h"
#include "load/lazy_loader.h"
#include "orm/error.h"
#include "session/session_core.h"

namespace orm::detail {

namespace {

void require_key_kind(const EntityMapping& entity, const Value& key) {
  if (entity.key.size() != 1) {
    throw InvalidRequestError(std::string("the primary key of ") + entity.name +
                              " has more than one column");
  }
  const ColumnType type = entity.columns[entity.key[0]].type;
  const bool is_text = type == ColumnType::Text;
  if (is_text == (key.kind() == ValueKind::Text)) return;
  throw InvalidRequestError(std::string("the primary key of ") + entity.name + " is " +
                            (is_text ? "text" : "a number") + ", but was looked up by " +
                            (is_text ? "a number" : "text"));
}

}  // namespace

load::Context SessionCore::context() { return {connection(), objects_, changes_.pairs}; }

Object* SessionCore::get(const EntityMapping& entity, const Value& key) {
  require_usable();
  require_key_kind(entity, key);
  const ValueView view = key.view();
  Object* object = objects_.find(entity, &view);
  if (object == nullptr) {
    autoflush();
    load::Context context = this->context();
    return load::load_by_key(context, entity, &view);
  }
  if (!ObjectAccess::has(*object, ObjectAccess::kExpired)) return object;
  load::Context context = this->context();
  if (load::load_row(context, entity, &view) != nullptr) return object;
  expunge(*object);
  return nullptr;
}

void SessionCore::run_query(const QuerySpec& spec, void* result, TakeObject take) {
  require_usable();
  autoflush();
  load::Context context = this->context();
  load::load_objects(context, spec, result, take);
}

std::int64_t SessionCore::run_count(const QuerySpec& spec) {
  require_usable();
  autoflush();
  load::Context context = this->context();
  return load::count_objects(context, spec);
}

void SessionCore::load_columns(Object& object) {
  require_usable();
  load::Context context = this->context();
  load::load_columns(context, object);
}

void SessionCore::load_to_one(Object& object, const RelationshipMapping& relationship) {
  require_usable();
  const bool needs_columns = relationship.kind == RelationshipKind::ManyToOne &&
                             ObjectAccess::has(object, ObjectAccess::kExpired);
  if (needs_columns) load_columns(object);
  if (load::link_from_memory(objects_, object, relationship)) return;
  autoflush();
  if ((object.*relationship.to_one).is_loaded()) return;
  load::Context context = this->context();
  load::load_to_one(context, object, relationship);
}

void SessionCore::load_to_many(Object& object, const RelationshipMapping& relationship) {
  require_usable();
  autoflush();
  if ((object.*relationship.to_many).is_loaded()) return;
  load::Context context = this->context();
  load::load_to_many(context, object, relationship);
}

Object* SessionCore::find_loaded(const EntityMapping& entity, const ValueView* key) {
  return objects_.find(entity, key);
}

void SessionCore::before_change(Object& object, unsigned column) {
  changes_.before_change(object, column);
}

void SessionCore::linked_from_owner(Object&, Object& stranger) { add(stranger); }

void SessionCore::pair_changed(Object& owner, const RelationshipMapping& relationship,
                               Object& member, bool present) {
  const auto is_known = [](const Object& object) {
    return object.state() == ObjectState::Persistent || object.state() == ObjectState::Pending;
  };
  // Pairs of objects that are not added yet are found when they are.
  if (!is_known(owner) && !is_known(member)) return;
  const Pair pair = make_pair(owner, relationship, member);
  if (present) {
    changes_.pairs.add(pair);
  } else {
    changes_.pairs.remove(pair);
  }
}

}  // namespace orm::detail
