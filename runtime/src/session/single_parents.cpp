// Relationships of the many side whose target has one object only: what that object lets go of is
// removed where the cascade says so, and a second object is refused.
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/error.h"
#include "session/session_core.h"

namespace orm::detail {

namespace {

bool has_single_parents(const EntityMapping& entity) {
  for (const RelationshipMapping& relationship : entity.relationships) {
    if (relationship.single_parent) return true;
  }
  return false;
}

/// The objects that have some targets, by one relationship, as far as the session knows.
class Owners {
 public:
  explicit Owners(const RelationshipMapping& relationship) : relationship_(&relationship) {}

  const RelationshipMapping& relationship() const { return *relationship_; }
  void ask_for(const Object& target) { owners_.try_emplace(&target); }

  /// Raises InvalidRequestError for the second one that has a target.
  void look_at(Object& owner) {
    if (is_removed(owner)) return;
    if (relationship_->kind == RelationshipKind::ManyToMany) {
      for_each_target(owner, *relationship_, [&](Object& target) { note(owner, target); });
    } else if (!is_expired(owner) || is_loaded(owner, *relationship_)) {
      const ForeignKeyMapping& key = owner.entity().foreign_keys[relationship_->key];
      if (const Object* target = known_parent(owner, key)) note(owner, *target);
    }
  }

  bool has_owner(const Object& target) const { return owners_.at(&target) != nullptr; }

 private:
  void note(Object& owner, const Object& target) {
    const auto place = owners_.find(&target);
    if (place == owners_.end()) return;
    if (place->second != nullptr && place->second != &owner) {
      throw InvalidRequestError(std::string(owner.entity().name) + "::" + relationship_->name +
                                " is `single_parent`, and the " + named(target) +
                                " is linked to the " + named(*place->second) + " and to the " +
                                named(owner) +
                                "; unlink it from one of them before the session flushes");
    }
    place->second = &owner;
  }

  const RelationshipMapping* relationship_;
  std::unordered_map<const Object*, const Object*> owners_;
};

/// Those of all relationships that a flush has to ask about.
class AllOwners {
 public:
  /// Of an object that has a target since the last flush.
  void ask_for(const Object& owner, const RelationshipMapping& relationship, const Object& target) {
    if (relationship.single_parent) of(owner.entity(), relationship).ask_for(target);
  }

  void look_through(identity::ObjectStore& objects, const flush::Objects& added) {
    if (all_.empty()) return;
    const auto look = [this](Object& object) {
      for (auto& [entity, owners] : all_) {
        if (&object.entity() == entity) owners.look_at(object);
      }
    };
    objects.for_each(look);
    for (Object* object : added) look(*object);
  }

  bool has_owner(const Object& owner, const RelationshipMapping& relationship,
                 const Object& target) {
    return of(owner.entity(), relationship).has_owner(target);
  }

 private:
  Owners& of(const EntityMapping& entity, const RelationshipMapping& relationship) {
    for (auto& [known, owners] : all_) {
      if (&owners.relationship() == &relationship) return owners;
    }
    return all_.emplace_back(&entity, Owners(relationship)).second;
  }

  std::vector<std::pair<const EntityMapping*, Owners>> all_;
};

// Of the keys that the program has set, and of all that a new object has.
void ask_for_targets(Object& owner, AllOwners& owners) {
  for (const RelationshipMapping& relationship : owner.entity().relationships) {
    if (!relationship.single_parent || relationship.kind != RelationshipKind::ManyToOne) continue;
    const ForeignKeyMapping& key = owner.entity().foreign_keys[relationship.key];
    const Object* target = is_set(owner, key) ? known_parent(owner, key) : nullptr;
    // A new one that nothing else links to has no other owner.
    const bool is_shared = target != nullptr && (target->state() == ObjectState::Persistent ||
                                                 ObjectAccess::incoming(*target) > 1);
    if (is_shared) owners.ask_for(owner, relationship, *target);
  }
}

void ask_for_pair(const Object& owner, const Object& target, const Pair& pair,
                  std::uint16_t near_key, AllOwners& owners) {
  for (const RelationshipMapping& relationship : owner.entity().relationships) {
    if (relationship.secondary == pair.table && relationship.near_key == near_key) {
      owners.ask_for(owner, relationship, target);
    }
  }
}

}  // namespace

void SessionCore::abandoned(Object& owner, const RelationshipMapping& relationship,
                            Object& target) {
  changes_.abandoned.push_back({Handle(&owner), &relationship, Handle(&target)});
}

// Before what is removed along with them is looked for.
void SessionCore::check_single_parents() {
  const bool may_ask = changes_.may_have(has_single_parents) || !changes_.pairs.empty() ||
                       !changes_.abandoned.empty();
  if (!may_ask) return;
  AllOwners owners;
  const EntityMapping* last = nullptr;
  bool asks = false;
  const auto ask = [&](Object& object) {
    if (&object.entity() != last) {
      last = &object.entity();
      asks = has_single_parents(*last);
    }
    if (asks && !is_removed(object)) ask_for_targets(object, owners);
  };
  for (Object* object : changes_.changed) ask(*object);
  for (Object* object : changes_.added) ask(*object);
  for (const PairChange& change : changes_.pairs.standing()) {
    if (!change.is_present) continue;
    const Pair& pair = change.pair;
    ask_for_pair(*pair.left, *pair.right, pair, pair.left_key, owners);
    ask_for_pair(*pair.right, *pair.left, pair, pair.right_key, owners);
  }
  // What expired since, or left, does not let go of anything any more.
  std::erase_if(changes_.abandoned, [this](const flush::Abandoned& each) {
    const Object& owner = *each.owner.get();
    return session_of(owner) != this || !is_known(*each.target.get()) ||
           !is_set(owner, owner.entity().foreign_keys[each.relationship->key]);
  });
  for (const flush::Abandoned& each : changes_.abandoned) {
    owners.ask_for(*each.owner.get(), *each.relationship, *each.target.get());
  }
  owners.look_through(objects_, changes_.added);
  for (const flush::Abandoned& each : std::exchange(changes_.abandoned, {})) {
    if (!owners.has_owner(*each.owner.get(), *each.relationship, *each.target.get())) {
      remove_cascading(*each.target.get());
    }
  }
}

}  // namespace orm::detail
