#include "orm/collection.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <unordered_set>

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

// True for the list of a stored object of which nobody wants to know what else is in it.
bool is_never_read(const Object& owner, const RelationshipMapping& relationship) {
  return relationship.lazy == Lazy::WriteOnly && owner.state() == ObjectState::Persistent &&
         !(owner.*relationship.to_many).is_loaded();
}

[[noreturn]] void no_member(const Object& owner, const RelationshipMapping& relationship) {
  throw InvalidRequestError("the object to be removed is no member of " +
                            attribute(owner, relationship));
}

void unlink_unread(Object& owner, const RelationshipMapping& relationship, Object& member) {
  ToMany& list = owner.*relationship.to_many;
  const std::uint32_t added = position_in(list, &member);
  if (relationship.kind == RelationshipKind::ManyToMany) {
    const Handle keep_member(&member);
    if (added < size_of(list)) LinkAccess::erase(list, added);
    return unlink_pair(owner, relationship, member);
  }
  const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
  const bool is_expired = ObjectAccess::has(member, ObjectAccess::expired_flag);
  if (is_expired && member.state() == ObjectState::Persistent) {
    session_of(member)->load_columns(member);
  }
  if (!refers_to(member, key, owner)) no_member(owner, relationship);
  unlink_child(owner, relationship, member);
}

// Objects, to be found among many.
class Sorted {
 public:
  Sorted(Object* const* objects, std::size_t count) : objects_(objects, objects + count) {
    std::sort(objects_.begin(), objects_.end());
  }
  bool contains(const Object* object) const {
    return std::binary_search(objects_.begin(), objects_.end(), object);
  }

 private:
  std::vector<const Object*> objects_;
};

Sorted members_of(const ToMany& list) {
  Members* members = list.members();
  return members == nullptr ? Sorted(nullptr, 0) : Sorted(members->items(), members->size);
}

// Takes all of them out of the list at once: looking for each would cost the square of a long list.
void unlink_all_but(const Sorted& wanted, Object& owner, const RelationshipMapping& relationship) {
  ToMany& list = owner.*relationship.to_many;
  // Unlinking may free what is not held otherwise.
  std::vector<Handle> gone;
  LinkAccess::erase_if(list, [&](Object& member) {
    if (wanted.contains(&member)) return false;
    gone.emplace_back(&member);
    return true;
  });
  std::size_t unlinked = 0;
  try {
    for (; unlinked < gone.size(); ++unlinked) {
      Object& member = *gone[unlinked].get();
      if (relationship.kind == RelationshipKind::ManyToMany) {
        unlink_pair(owner, relationship, member);
      } else {
        unlink_child(owner, relationship, member);
      }
    }
  } catch (...) {
    for (; unlinked < gone.size(); ++unlinked) LinkAccess::push(list, gone[unlinked].get());
    throw;
  }
}

// A pair is linked once, however often it is named.
std::vector<Object*> each_once(std::span<Object* const> members) {
  std::unordered_set<const Object*> seen;
  std::vector<Object*> once;
  std::copy_if(members.begin(), members.end(), std::back_inserter(once),
               [&seen](const Object* member) { return seen.insert(member).second; });
  return once;
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
  if (!is_never_read(owner, relationship)) used_list(owner, relationship);
  link_member(owner, relationship, *member);
}

void remove(Object& owner, unsigned position, Object* member) {
  const RelationshipMapping& relationship = mapping_of(owner, position);
  require_member(owner, relationship, member);
  if (is_never_read(owner, relationship)) return unlink_unread(owner, relationship, *member);
  const ToMany& list = used_list(owner, relationship);
  if (position_in(list, member) == size_of(list)) no_member(owner, relationship);
  unlink_member(owner, relationship, *member);
}

void assign(Object& owner, unsigned position, Object* const* members, std::size_t count) {
  const RelationshipMapping& relationship = mapping_of(owner, position);
  for (std::size_t i = 0; i < count; ++i) require_member(owner, relationship, members[i]);
  // One of another session is refused before anything changes.
  for (std::size_t i = 0; i < count; ++i) join(owner, *members[i]);
  ToMany& list = used_list(owner, relationship);
  const Sorted wanted(members, count);
  const Sorted before = members_of(list);
  unlink_all_but(wanted, owner, relationship);
  if (relationship.kind == RelationshipKind::ManyToMany) {
    const std::vector<Object*> pairs = each_once({members, count});
    for (Object* member : pairs) {
      if (!before.contains(member)) add_new_pair(owner, relationship, *member);
    }
    return reorder(list, pairs.data(), pairs.size());
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!before.contains(members[i])) add_child(owner, relationship, *members[i]);
  }
  reorder(list, members, count);
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
