#include "orm/collection.h"

#include <algorithm>
#include <string>

#include "graph/graph.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/error.h"

namespace orm::detail {

namespace {

std::string attribute(const Object& owner, const RelationshipMapping& relationship) {
  return std::string(owner.entity().name) + "::" + relationship.name;
}

const RelationshipMapping& mapping_of(const Object& owner, unsigned relationship) {
  return owner.entity().relationships[relationship];
}

void require_member(const Object& owner, const RelationshipMapping& relationship,
                    const Object* member) {
  if (member == nullptr) {
    throw NullPtrError("a null Ptr cannot be a member of " + attribute(owner, relationship));
  }
}

void link_member(Object& owner, const RelationshipMapping& relationship, Object& member) {
  if (relationship.kind == RelationshipKind::ManyToMany) {
    add_pair(owner, relationship, member);
  } else {
    add_child(owner, relationship, member);
  }
}

void unlink_member(Object& owner, const RelationshipMapping& relationship, Object& member) {
  if (relationship.kind == RelationshipKind::ManyToMany) {
    remove_pair(owner, relationship, member);
  } else {
    remove_child(owner, relationship, member);
  }
}

// The list as the program uses it.
ToMany& used_list(Object& owner, const RelationshipMapping& relationship) {
  if (!(owner.*relationship.to_many).is_loaded()) require_loadable(owner, relationship);
  return loaded_list(owner, relationship);
}

// Puts the members into the order in which they were assigned; the links stay the same.
void reorder(ToMany& list, Object* const* members, std::size_t count) {
  if (size_of(list) == count &&
      (count == 0 || std::equal(members, members + count, list.members()->items()))) {
    return;
  }
  LinkAccess::clear(list);
  for (std::size_t i = 0; i < count; ++i) LinkAccess::push(list, members[i]);
}

}  // namespace

ToMany& loaded_list(Object& owner, const RelationshipMapping& relationship) {
  ToMany& list = owner.*relationship.to_many;
  if (list.is_loaded()) return list;
  if (owner.state() == ObjectState::Persistent) {
    session_of(owner)->load_to_many(owner, relationship);
  } else if (owner.state() == ObjectState::Detached) {
    throw DetachedError(attribute(owner, relationship) +
                        " is not loaded, and the object has no session; load it with "
                        "orm::joinedload(" +
                        owner.entity().name + "::fields." + relationship.name +
                        ") while there is one");
  }
  return list;
}

Members* loaded_members(Object& owner, unsigned relationship) {
  return used_list(owner, mapping_of(owner, relationship)).members();
}

void append(Object& owner, unsigned position, Object* member) {
  const RelationshipMapping& relationship = mapping_of(owner, position);
  require_member(owner, relationship, member);
  used_list(owner, relationship);
  link_member(owner, relationship, *member);
}

void remove(Object& owner, unsigned position, Object* member) {
  const RelationshipMapping& relationship = mapping_of(owner, position);
  require_member(owner, relationship, member);
  const ToMany& list = used_list(owner, relationship);
  if (position_in(list, member) == size_of(list)) {
    throw InvalidRequestError("the object to be removed is no member of " +
                              attribute(owner, relationship));
  }
  unlink_member(owner, relationship, *member);
}

void assign(Object& owner, unsigned position, Object* const* members, std::size_t count) {
  const RelationshipMapping& relationship = mapping_of(owner, position);
  for (std::size_t i = 0; i < count; ++i) require_member(owner, relationship, members[i]);
  // One of another session is refused before anything changes.
  for (std::size_t i = 0; i < count; ++i) join(owner, *members[i]);
  const ToMany& list = used_list(owner, relationship);
  std::vector<Object*> wanted(members, members + count);
  std::sort(wanted.begin(), wanted.end());
  std::vector<Object*> before;
  if (list.members() != nullptr) {
    before.assign(list.members()->items(), list.members()->items() + size_of(list));
  }
  // Unlinking may free what is not held otherwise, and a list may name an object twice.
  std::sort(before.begin(), before.end());
  before.erase(std::unique(before.begin(), before.end()), before.end());
  std::vector<Handle> keep;
  for (Object* member : before) {
    if (!std::binary_search(wanted.begin(), wanted.end(), member)) keep.emplace_back(member);
  }
  for (const Handle& gone : keep) {
    while (position_in(list, gone.get()) < size_of(list)) {
      unlink_member(owner, relationship, *gone.get());
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::binary_search(before.begin(), before.end(), members[i])) {
      link_member(owner, relationship, *members[i]);
    }
  }
  if (relationship.kind != RelationshipKind::ManyToMany) {
    reorder(owner.*relationship.to_many, members, count);
  }
}

bool contains(Object& owner, unsigned position, const Object* member) {
  const ToMany& list = used_list(owner, mapping_of(owner, position));
  return position_in(list, member) < size_of(list);
}

Object& member_at(Object& owner, unsigned position, std::size_t index) {
  const RelationshipMapping& relationship = mapping_of(owner, position);
  const ToMany& list = used_list(owner, relationship);
  if (index >= size_of(list)) {
    throw InvalidRequestError("there is no member " + std::to_string(index) + " in " +
                              attribute(owner, relationship) + ", which has " +
                              std::to_string(size_of(list)));
  }
  return *list.members()->items()[index];
}

}  // namespace orm::detail
