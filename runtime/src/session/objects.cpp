// How objects enter a session, are removed from it, and read again.
#include <algorithm>
#include <string>
#include <utility>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/slab.h"
#include "load/lazy_loader.h"
#include "orm/error.h"
#include "session/expire.h"
#include "session/session_core.h"

namespace orm::detail {

namespace {

bool is_stranger(const Object& object) {
  return object.state() == ObjectState::Transient || object.state() == ObjectState::Detached;
}

bool is_linked(const Object& object) {
  bool found = false;
  for_each_target(object, [&found](const Object& target) { found |= is_known(target); });
  return found;
}

bool is_linked(const Stranger& stranger) {
  if (stranger.refuses == nullptr) return is_linked(*stranger.object.get());
  bool found = false;
  for_each_target(*stranger.owner.get(), *stranger.refuses,
                  [&](const Object& target) { found |= &target == stranger.object.get(); });
  return found;
}

// Not so for one that is about to have another key.
bool has_key_of(const Object& other, const Object& object) {
  return std::ranges::equal(KeyView(other).values(), KeyView(object).values());
}

std::string name_of(const Object& object) { return object.entity().name; }

[[noreturn]] void not_added(const Stranger& stranger) {
  const std::string attribute = name_of(*stranger.owner.get()) + "::" + stranger.refuses->name;
  throw InvalidRequestError(attribute + " leads to an object of " +
                            name_of(*stranger.object.get()) +
                            " that was not added to the session, and does not add it, for its "
                            "cascade has no save-update; add the object, or unlink it");
}

}  // namespace

void SessionCore::require_addable(Object& object) {
  const bool is_removed = ObjectAccess::has(object, ObjectAccess::removed_flag);
  if (object.state() == ObjectState::Deleted || is_removed) {
    throw InvalidRequestError("this " + named(object) +
                              " has been deleted; make a new object instead");
  }
  if (!orm::has_key(object)) return;
  const KeyView key(object);
  const Object* other = objects_.find(object.entity(), key.data());
  const bool is_taken = other != nullptr && other != &object && has_key_of(*other, object);
  // The row of one that goes passes to the new one.
  if (is_taken && !ObjectAccess::has(*other, ObjectAccess::removed_flag) && !is_orphan(*other)) {
    throw InvalidRequestError("the session has another " + named(object) +
                              " already; change that one instead");
  }
}

// The root, if it is new here, and all new objects that it links to, nearest first.
Marked::Objects SessionCore::reachable_strangers(Object& root) const {
  Marked found;
  const auto reach = [&found](Object& object) {
    if (is_stranger(object)) found.add(object);
  };
  const auto reach_from = [&reach](const Object& object) {
    for_each_cascaded(object, cascade::save_update, reach);
    for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
      // Only the other side has a relationship, which adds in that direction.
      if (key.link == nullptr || key.relationship != no_position) continue;
      if (Object* target = (object.*key.link).target()) reach(*target);
    }
  };
  reach(root);
  if (found.objects().empty()) reach_from(root);
  for (std::size_t i = 0; i < found.objects().size(); ++i) reach_from(*found.objects()[i]);
  return found.take();
}

void SessionCore::add(Object& object) {
  const ThreadCheck check(calls_);
  require_no_plan("add");
  require_usable();
  if (const Attachment* owner = session_of(object); owner != nullptr && owner != this) {
    ObjectAccess::graph(object)->let_go(object);
  }
  if (const Attachment* owner = session_of(object); owner != nullptr && owner != this) {
    throw InvalidRequestError("this " + name_of(object) + " belongs to " + owner->name() +
                              " and cannot be added to " + name() +
                              "; expunge it, and what it is linked to, there first");
  }
  if (object.state() == ObjectState::Persistent &&
      ObjectAccess::has(object, ObjectAccess::removed_flag)) {
    take_back_removed(object);
  }
  require_addable(object);
  const Marked::Objects strangers = reachable_strangers(object);
  for (Object* stranger : strangers) require_addable(*stranger);
  graph_->adopt(object);
  for (Object* stranger : strangers) admit(*stranger);
}

// With what has been removed along with it. As in SQLAlchemy, all that is reached stays, too, if it
// was removed by itself.
void SessionCore::take_back_removed(Object& root) {
  for (const Handle& object : reached_by(root, cascade::save_update | cascade::remove)) {
    if (!ObjectAccess::has(*object.get(), ObjectAccess::removed_flag)) continue;
    ObjectAccess::drop(*object.get(), ObjectAccess::removed_flag);
    changes_.removed.erase(*object.get());
  }
}

void SessionCore::admit(Object& object) {
  if (object.state() == ObjectState::Detached) {
    objects_.cohorts().begin();
    objects_.enter(object);
    if (ObjectAccess::changed(object) != 0) changes_.list(object);
    return;
  }
  changes_.add(object);
  ObjectAccess::set_state(object, ObjectState::Pending);
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    if (relationship.viewonly) continue;
    if (relationship.kind == RelationshipKind::ManyToMany) {
      admit_pairs(object, relationship);
    } else if (has_key_on_target(relationship)) {
      admit_children(object, relationship);
    }
    if ((relationship.cascades & cascade::save_update) != 0) continue;
    for_each_target(object, relationship, [&](Object& target) {
      if (is_stranger(target)) linked_without_cascade(object, relationship, target);
    });
  }
}

// After a rollback an object that is added again still lists what is back with other parents.
void SessionCore::admit_children(Object& object, const RelationshipMapping& relationship) {
  const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
  std::vector<Handle> lost;
  for_each_target(object, relationship, [&](Object& member) {
    if ((member.*key.link).target() != &object) lost.emplace_back(&member);
  });
  for (const Handle& member : lost) {
    if (relationship.to_many == nullptr) {
      LinkAccess::set(object.*relationship.to_one, nullptr);
    } else {
      ToMany& list = object.*relationship.to_many;
      LinkAccess::erase(list, position_in(list, member.get()));
    }
    relate(*member.get(), key, &object, ChangedSide::Parent);
  }
}

void SessionCore::admit_pairs(Object& object, const RelationshipMapping& relationship) {
  for_each_target(object, relationship, [&](Object& member) {
    changes_.pairs.add(make_pair(object, relationship, member));
  });
}

void SessionCore::linked_from_stranger(Object& stranger) { note({Handle(&stranger)}); }

void SessionCore::linked_without_cascade(Object& owner, const RelationshipMapping& relationship,
                                         Object& stranger) {
  note({Handle(&stranger), Handle(&owner), &relationship});
}

// Many objects may be linked and unlinked again before the next flush.
void SessionCore::note(Stranger stranger) {
  const ThreadCheck check(calls_);
  if (strangers_.size() >= most_strangers_) {
    std::erase_if(strangers_, [](const Stranger& noted) { return !is_linked(noted); });
    most_strangers_ = std::max(fewest_strangers, 2 * strangers_.size());
  }
  strangers_.push_back(std::move(stranger));
}

void SessionCore::add_strangers() {
  std::vector<Stranger> strangers = std::move(strangers_);
  strangers_.clear();
  for (std::size_t i = 0; i < strangers.size(); ++i) {
    Object& stranger = *strangers[i].object.get();
    if (!is_stranger(stranger) || session_of(stranger) != this || !is_linked(strangers[i]))
      continue;
    try {
      if (strangers[i].refuses != nullptr) not_added(strangers[i]);
      add(stranger);
    } catch (...) {
      // Whoever repairs it must not lose the others.
      strangers.erase(strangers.begin(), strangers.begin() + static_cast<std::ptrdiff_t>(i));
      strangers_ = std::move(strangers);
      throw;
    }
  }
}

Object& SessionCore::make_pending(const EntityMapping& entity) {
  const ThreadCheck check(calls_);
  require_no_plan("create");
  require_usable();
  Object& object = objects_.make(entity);
  try {
    changes_.add(object);
  } catch (...) {
    graph_->remove(object);
    free_memory(object, entity);
    throw;
  }
  ObjectAccess::set_state(object, ObjectState::Pending);
  return object;
}

// What is read on the way must not write the object, which does not have all its values yet.
Object& SessionCore::create(const EntityMapping& entity, void* init,
                            void (*initialize)(Object& object, void* init)) {
  Object& object = make_pending(entity);
  const Handle keep(&object);
  const FlushesBlocked guard(this);
  try {
    initialize(object, init);
  } catch (...) {
    take_back_made(object);
    throw;
  }
  return object;
}

void SessionCore::remove(Object& object) {
  const ThreadCheck check(calls_);
  require_no_plan("remove");
  require_usable();
  if (object.state() != ObjectState::Persistent || session_of(object) != this) {
    throw InvalidRequestError(
        "this " + name_of(object) + " is not stored by this session, so it cannot be removed" +
        (object.state() == ObjectState::Pending ? "; expunge it to take back that it was added"
                                                : ""));
  }
  remove_cascading(object);
  tell_loaded();
}

void SessionCore::expire(Object& object) {
  const ThreadCheck check(calls_);
  require_no_plan("expire");
  require_usable();
  if (object.state() != ObjectState::Persistent || session_of(object) != this) {
    throw InvalidRequestError("this " + name_of(object) +
                              " is not stored by this session, so it cannot be read again");
  }
  for (const Handle& each : reached_by(object, cascade::refresh_expire)) {
    if (each.get()->state() == ObjectState::Persistent) forget(*each.get());
  }
}

void SessionCore::forget(Object& object) {
  objects_.restore_key(object);
  changes_.forget_columns(object);
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    // A pair that the other side lists, too, stands; a view has none.
    if (relationship.secondary != nullptr && relationship.inverse == no_position &&
        !relationship.viewonly) {
      changes_.pairs.forget(object, relationship);
    }
  }
  ObjectAccess::changed(object) = 0;
  forget_loaded(object);
}

void SessionCore::expire_all() {
  const ThreadCheck check(calls_);
  require_no_plan("expire_all");
  require_usable();
  objects_.restore_keys();
  changes_.forget_changes();
  for (Object* object : changes_.added) {
    for (const RelationshipMapping& relationship : object->entity().relationships) {
      const bool has_pairs = relationship.kind == RelationshipKind::ManyToMany;
      if (has_pairs && !relationship.viewonly) admit_pairs(*object, relationship);
    }
  }
  forget_loaded(objects_);
  objects_.cohorts().reset_growth();
}

void SessionCore::refresh(Object& object) {
  const ThreadCheck check(calls_);
  expire(object);
  autoflush();
  load::Context context = this->context();
  load::load_columns(context, object);
}

}  // namespace orm::detail
