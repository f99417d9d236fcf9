#include "session/expire.h"

#include "graph/object_access.h"
#include "graph/unread.h"

namespace orm::detail {

void forget_loaded(Object& object) {
  if (ObjectAccess::has(object, ObjectAccess::unread_flags)) set_unread(object, 0);
  ObjectAccess::add(object, ObjectAccess::expired_flag);
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    if (key.link != nullptr) LinkAccess::unload(object.*key.link);
  }
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    if (relationship.to_many != nullptr || has_own_link(relationship)) {
      unload(object, relationship);
    }
  }
}

void unload(Object& object, const RelationshipMapping& relationship) {
  if (relationship.to_many != nullptr) {
    LinkAccess::unload(object.*relationship.to_many);
  } else {
    LinkAccess::unload(object.*relationship.to_one);
  }
}

}  // namespace orm::detail
