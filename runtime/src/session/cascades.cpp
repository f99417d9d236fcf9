// What a session does to other objects along with one: removing, letting go, forgetting.
#include <algorithm>
#include <unordered_set>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "load/adaptive_loader.h"
#include "load/lazy_loader.h"
#include "session/session_core.h"

namespace orm::detail {

namespace {

bool cascades(const RelationshipMapping& relationship, std::uint8_t cascade) {
  return (relationship.cascades & cascade) != 0;
}

// Rows that the database deletes, or cuts loose, when the row they refer to goes.
bool is_left_to_database(const ForeignKeyMapping& key) {
  return key.on_delete == OnDelete::Cascade || key.on_delete == OnDelete::SetNull ||
         key.on_delete == OnDelete::SetDefault;
}

const ForeignKeyMapping& key_behind(const RelationshipMapping& relationship) {
  return relationship.target->foreign_keys[relationship.key];
}

// What is not loaded is not read in order to be removed: the database sees to it.
bool is_removed_by_database(const RelationshipMapping& relationship) {
  return has_key_on_target(relationship) &&
         (relationship.passive_deletes != PassiveDeletes::Off ||
          key_behind(relationship).on_delete == OnDelete::Cascade);
}

bool is_read_to_be_removed(const RelationshipMapping& relationship) {
  return cascades(relationship, cascade::remove) && !is_removed_by_database(relationship);
}

// Rows that the session itself has to cut loose, or to delete, before the object goes.
bool is_read_to_be_released(const RelationshipMapping& relationship) {
  if (relationship.viewonly || relationship.kind == RelationshipKind::ManyToOne) return false;
  if (relationship.kind == RelationshipKind::ManyToMany) return true;
  return relationship.passive_deletes == PassiveDeletes::Off &&
         !is_left_to_database(key_behind(relationship));
}

// True when what refers to nothing by the key any more is to be deleted.
bool makes_orphans(const ForeignKeyMapping& key) {
  return key.link != nullptr && key.inverse != no_position &&
         cascades(key.target->relationships[key.inverse], cascade::delete_orphan);
}

}  // namespace

bool is_orphan(const Object& object) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    if (!makes_orphans(key)) continue;
    const ToOne& link = object.*key.link;
    if (!link.is_loaded() || link.target() != nullptr) continue;
    if (is_set(object, key)) return true;
  }
  return false;
}

// The object and all that goes with it, each once, level by level. Reads what is not loaded, but
// for rows that the database deletes.
std::vector<Handle> SessionCore::removed_with(Object& root) {
  std::vector<Handle> found;
  std::unordered_set<const Object*> seen;
  const auto reach = [&](Object& object) {
    if (!is_removed(object) && seen.insert(&object).second) found.emplace_back(&object);
  };
  reach(root);
  for (std::size_t done = 0; done < found.size();) {
    std::vector<Object*> level;
    for (; done < found.size(); ++done) level.push_back(found[done].get());
    load_of_all(level, is_read_to_be_removed);
    for (const Object* object : level) {
      for (const RelationshipMapping& relationship : object->entity().relationships) {
        const bool goes_along = cascades(relationship, cascade::remove) &&
                                relationship.passive_deletes != PassiveDeletes::All;
        if (goes_along) for_each_target(*object, relationship, reach);
      }
    }
  }
  return found;
}

// Reads the relationships that are wanted, each of them for all objects of an entity together.
void SessionCore::load_of_all(const std::vector<Object*>& objects,
                              bool (*is_wanted)(const RelationshipMapping& relationship)) {
  std::vector<const EntityMapping*> entities;
  for (const Object* object : objects) {
    const bool is_new =
        std::find(entities.begin(), entities.end(), &object->entity()) == entities.end();
    if (is_new) entities.push_back(&object->entity());
  }
  for (const EntityMapping* entity : entities) {
    for (const RelationshipMapping& relationship : entity->relationships) {
      if (is_wanted(relationship)) load_of_all(objects, *entity, relationship);
    }
  }
}

void SessionCore::load_of_all(const std::vector<Object*>& objects, const EntityMapping& entity,
                              const RelationshipMapping& relationship) {
  const auto is_waiting = [&](const Object& object) {
    return &object.entity() == &entity && object.state() == ObjectState::Persistent &&
           !is_loaded(object, relationship);
  };
  std::vector<Object*> owners;
  for (Object* object : objects) {
    if (!is_waiting(*object)) continue;
    const bool is_many_to_one = relationship.kind == RelationshipKind::ManyToOne;
    if (is_many_to_one && is_expired(*object)) {
      load_columns(*object);
    }
    if (!load::link_from_memory(objects_, *object, relationship)) owners.push_back(object);
  }
  if (owners.empty()) return;
  require_usable();
  autoflush();
  std::erase_if(owners, [&](const Object* owner) { return !is_waiting(*owner); });
  if (owners.empty()) return;
  load::Context context = this->context(nullptr);
  load::load_together(context, owners, relationship);
  // One may spell its key in another way than the rows.
  for (Object* owner : owners) {
    if (is_waiting(*owner)) load::load_relationship(context, *owner, relationship);
  }
}

void SessionCore::remove_cascading(Object& root) {
  if (!has_cascade(root.entity(), cascade::remove)) return remove_one(root);
  for (const Handle& object : removed_with(root)) remove_one(*object.get());
}

void SessionCore::remove_one(Object& object) {
  if (object.state() == ObjectState::Pending) {
    expunge(object);
  } else if (object.state() == ObjectState::Persistent && !is_removed(object)) {
    changes_.removed.push_back(&object);
    ObjectAccess::add(object, ObjectAccess::removed_flag);
  }
}

void SessionCore::remove_orphans() {
  std::vector<Handle> orphans;
  const EntityMapping* last = nullptr;
  bool may_be = false;
  for (Object* object : changes_.changed) {
    if (&object->entity() != last) {
      last = &object->entity();
      may_be = std::any_of(last->foreign_keys.begin(), last->foreign_keys.end(), makes_orphans);
    }
    if (may_be && !is_removed(*object) && is_orphan(*object)) orphans.emplace_back(object);
  }
  for (const Handle& orphan : orphans) remove_cascading(*orphan.get());
}

// It was added because its parent has it, and so was all that it owns.
void SessionCore::orphaned(Object& object) {
  std::vector<Handle> owned;
  for (const Handle& each : reached_by(object, cascade::remove | cascade::delete_orphan)) {
    if (each.get()->state() == ObjectState::Pending) owned.push_back(each);
  }
  take_back_added(owned);
}

// Objects that were never stored are as they were made: linked to each other, and to nothing that
// the session keeps, which would add them again.
void SessionCore::take_back_added(const std::vector<Handle>& objects) {
  for (const Handle& object : objects) {
    ObjectAccess::set_state(*object.get(), ObjectState::Transient);
  }
  for (const Handle& object : objects) {
    unlink_from_session(*object.get());
    changes_.forget(*object.get());
  }
}

// Only its initialisation has added objects since, which are linked to it.
void SessionCore::take_back_made(Object& object) {
  std::vector<Handle> made;
  for (Object* added : changes_.added) {
    if (!made.empty() || added == &object) made.emplace_back(added);
  }
  take_back_added(made);
  for (const Handle& each : made) leave_graph(*each.get());
}

// What refers to a removed object goes, too, or loses the reference before the object goes.
void SessionCore::release_dependents() {
  // More may be removed on the way.
  for (auto next = changes_.removed.begin(); next != changes_.removed.end();) {
    const std::vector<Object*> level(next, changes_.removed.end());
    next = changes_.removed.end();
    load_of_all(level, is_read_to_be_released);
    for (Object* object : level) release_dependents(*object);
    leave_one_sided_lists(level);
  }
}

void SessionCore::release_dependents(Object& object) {
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    if (relationship.viewonly) continue;
    if (relationship.kind == RelationshipKind::ManyToMany) {
      release_pairs(object, relationship);
    } else if (has_key_on_target(relationship)) {
      release_children(object, relationship);
    }
  }
}

void SessionCore::release_pairs(Object& object, const RelationshipMapping& relationship) {
  const ToMany& list = loaded_list(object, relationship);
  while (size_of(list) > 0) remove_pair(object, relationship, *list.members()->items()[0]);
}

void SessionCore::release_children(Object& object, const RelationshipMapping& relationship) {
  const ForeignKeyMapping& key = key_behind(relationship);
  const bool is_owner = cascades(relationship, cascade::remove | cascade::delete_orphan);
  const bool is_left =
      is_left_to_database(key) || relationship.passive_deletes == PassiveDeletes::All;
  std::vector<Handle> children;
  for_each_target(object, relationship, [&](Object& child) { children.emplace_back(&child); });
  for (const Handle& child : children) {
    if (is_removed(*child.get())) continue;
    if (is_owner && relationship.passive_deletes != PassiveDeletes::All) {
      remove_cascading(*child.get());
    } else if (is_left) {
      followers_.push_back(child);
    } else {
      relate(*child.get(), key, nullptr, ChangedSide::Parent);
    }
  }
}

// Lists of which a removed object knows nothing; the rows behind those that are not loaded go with
// its own.
void SessionCore::leave_one_sided_lists(const std::vector<Object*>& removed) {
  std::unordered_set<const Object*> gone;
  for (const Object* object : removed) {
    const bool is_listed = ObjectAccess::incoming(*object) > 0;
    if (is_listed && !object->entity().unlisted_links.empty()) gone.insert(object);
  }
  if (gone.empty()) return;
  struct Entry {
    Handle owner;
    const RelationshipMapping* relationship;
    Handle member;
  };
  std::vector<Entry> entries;
  const auto look = [&](Object& owner) {
    for (const RelationshipMapping& relationship : owner.entity().relationships) {
      const bool is_one_sided = relationship.kind == RelationshipKind::ManyToMany &&
                                relationship.inverse == no_position && !relationship.viewonly;
      if (!is_one_sided) continue;
      for_each_target(owner, relationship, [&](Object& member) {
        if (gone.contains(&member)) {
          entries.push_back({Handle(&owner), &relationship, Handle(&member)});
        }
      });
    }
  };
  objects_.for_each(look);
  for (Object* owner : changes_.added) look(*owner);
  for (const Entry& each : entries) {
    remove_pair(*each.owner.get(), *each.relationship, *each.member.get());
  }
}

// The object and what a cascade takes along, as far as it is loaded and belongs to this session.
std::vector<Handle> SessionCore::reached_by(Object& root, std::uint8_t cascade) {
  std::vector<Handle> found;
  found.emplace_back(&root);
  if (!has_cascade(root.entity(), cascade)) return found;
  std::unordered_set<const Object*> seen{&root};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for_each_cascaded(*found[i].get(), cascade, [&](Object& target) {
      const bool is_here = session_of(target) == this && is_known(target);
      if (is_here && seen.insert(&target).second) found.emplace_back(&target);
    });
  }
  return found;
}

}  // namespace orm::detail
