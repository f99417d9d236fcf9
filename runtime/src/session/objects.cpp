// How objects enter a session, are expired, and leave it.
#include <algorithm>
#include <string>
#include <utility>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "load/lazy_loader.h"
#include "orm/error.h"
#include "session/expire.h"
#include "session/session_core.h"
#include "value/describe.h"

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

bool has_links(Object& object) {
  bool found = ObjectAccess::incoming(object) > 0;
  for_each_target(object, [&found](Object&) { found = true; });
  return found;
}

bool is_linked(const Stranger& stranger) {
  if (stranger.refuses == nullptr) return is_linked(*stranger.object.get());
  bool found = false;
  for_each_target(*stranger.owner.get(), *stranger.refuses,
                  [&](const Object& target) { found |= &target == stranger.object.get(); });
  return found;
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
    throw InvalidRequestError("this " + name_of(object) +
                              " has been deleted; make a new object instead");
  }
  if (!orm::has_key(object)) return;
  const KeyView key(object);
  const Object* other = objects_.find(object.entity(), key.data());
  const bool is_taken = other != nullptr && other != &object;
  // The row of one that goes passes to the new one.
  if (is_taken && !ObjectAccess::has(*other, ObjectAccess::removed_flag) && !is_orphan(*other)) {
    throw InvalidRequestError("the session has another " + name_of(object) + " with the key " +
                              describe_key(key.values()) + " already; change that one instead");
  }
}

// The root, if it is new here, and all new objects that it links to, nearest first.
std::vector<Object*> SessionCore::reachable_strangers(Object& root) const {
  std::vector<Object*> found;
  const auto reach = [&found](Object& object) {
    if (!is_stranger(object) || ObjectAccess::has(object, ObjectAccess::seen_flag)) return;
    ObjectAccess::add(object, ObjectAccess::seen_flag);
    found.push_back(&object);
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
  if (found.empty()) reach_from(root);
  for (std::size_t i = 0; i < found.size(); ++i) reach_from(*found[i]);
  for (Object* object : found) ObjectAccess::drop(*object, ObjectAccess::seen_flag);
  return found;
}

void SessionCore::add(Object& object) {
  require_usable();
  if (const Attachment* owner = session_of(object); owner != nullptr && owner != this) {
    ObjectAccess::graph(object)->let_go(object);
  }
  if (const Attachment* owner = session_of(object); owner != nullptr && owner != this) {
    throw InvalidRequestError("this " + name_of(object) + " belongs to " + owner->name() +
                              " and cannot be added to " + name_ +
                              "; expunge it, and what it is linked to, there first");
  }
  if (object.state() == ObjectState::Persistent &&
      ObjectAccess::has(object, ObjectAccess::removed_flag)) {
    take_back_removed(object);
  }
  require_addable(object);
  const std::vector<Object*> strangers = reachable_strangers(object);
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
    if (ObjectAccess::changed(object) != 0) {
      ObjectAccess::add(object, ObjectAccess::listed_flag);
      changes_.changed.push_back(&object);
    }
    return;
  }
  ObjectAccess::set_state(object, ObjectState::Pending);
  changes_.added.push_back(&object);
  admit_pairs(object);
  admit_children(object);
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    if (relationship.viewonly || (relationship.cascades & cascade::save_update) != 0) continue;
    for_each_target(object, relationship, [&](Object& target) {
      if (is_stranger(target)) linked_without_cascade(object, relationship, target);
    });
  }
}

// After a rollback an object that is added again still lists what is back with other parents.
void SessionCore::admit_children(Object& object) {
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    const bool has_key_on_target = relationship.kind == RelationshipKind::OneToMany ||
                                   relationship.kind == RelationshipKind::OneToOne;
    if (!has_key_on_target || relationship.viewonly) continue;
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
}

void SessionCore::admit_pairs(Object& object) {
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    if (relationship.kind != RelationshipKind::ManyToMany || relationship.viewonly) continue;
    Members* members = (object.*relationship.to_many).members();
    for (std::uint32_t i = 0; members != nullptr && i < members->size; ++i) {
      changes_.pairs.add(make_pair(object, relationship, *members->items()[i]));
    }
  }
}

void SessionCore::linked_from_stranger(Object& stranger) { note({Handle(&stranger)}); }

void SessionCore::linked_without_cascade(Object& owner, const RelationshipMapping& relationship,
                                         Object& stranger) {
  note({Handle(&stranger), Handle(&owner), &relationship});
}

// Many objects may be linked and unlinked again before the next flush.
void SessionCore::note(Stranger stranger) {
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
  require_usable();
  Object& object = objects_.make(entity);
  ObjectAccess::set_state(object, ObjectState::Pending);
  changes_.added.push_back(&object);
  return object;
}

void SessionCore::remove(Object& object) {
  require_usable();
  if (object.state() != ObjectState::Persistent || session_of(object) != this) {
    throw InvalidRequestError(
        "this " + name_of(object) + " is not stored by this session, so it cannot be removed" +
        (object.state() == ObjectState::Pending ? "; expunge it to take back that it was added"
                                                : ""));
  }
  remove_cascading(object);
}

// Cuts the links of an object to those that the session knows, on both sides.
void SessionCore::unlink_from_session(Object& object) {
  const EntityMapping& entity = object.entity();
  for (const ForeignKeyMapping& key : entity.foreign_keys) {
    const Object* target = key.link == nullptr ? nullptr : (object.*key.link).target();
    if (target != nullptr && is_known(*target)) relate(object, key, nullptr, ChangedSide::Child);
  }
  for (const RelationshipMapping& relationship : entity.relationships) {
    if (relationship.viewonly || relationship.kind == RelationshipKind::ManyToOne) continue;
    std::vector<Handle> known;
    for_each_target(object, relationship, [&known](Object& target) {
      if (is_known(target)) known.emplace_back(&target);
    });
    for (const Handle& target : known) unlink_from(object, relationship, *target.get());
  }
}

void SessionCore::unlink_from(Object& owner, const RelationshipMapping& relationship,
                              Object& member) {
  if (relationship.kind == RelationshipKind::ManyToMany) {
    remove_pair(owner, relationship, member);
  } else if (relationship.to_many != nullptr) {
    remove_child(owner, relationship, member);
  } else {
    unlink_only_child(owner, relationship);
  }
}

// A rollback does not bring it back to a session that has let go of it.
void SessionCore::let_go_of_deleted(Object& object) {
  ObjectAccess::set_state(object, ObjectState::Detached);
  ObjectAccess::add(object, ObjectAccess::removed_flag);
}

void SessionCore::expunge(Object& object) {
  if (session_of(object) != this) {
    throw InvalidRequestError("this " + name_of(object) + " does not belong to this session");
  }
  const Handle keep(&object);
  if (object.state() == ObjectState::Pending || has_cascade(object.entity(), cascade::expunge)) {
    expunge_together(reached_by(object, cascade::expunge));
  } else {
    let_go(object);
    leave_graph(object);
  }
}

void SessionCore::expunge_together(const std::vector<Handle>& objects) {
  std::vector<Handle> added;
  for (const Handle& each : objects) {
    if (each.get()->state() == ObjectState::Pending) {
      added.push_back(each);
    } else {
      let_go(*each.get());
    }
  }
  // After the stored ones, which they may stay linked to.
  take_back_added(added);
  for (const Handle& each : objects) leave_graph(*each.get());
}

void SessionCore::let_go(Object& object) {
  if (object.state() == ObjectState::Persistent) {
    changes_.forget(object);
    // Its graph knows which of its columns have not been read.
    if (has_links(object) || ObjectAccess::has(object, ObjectAccess::partial_flag)) {
      objects_.leave(object, ObjectState::Detached);
    } else {
      objects_.let_go(object);
    }
  } else if (object.state() == ObjectState::Deleted) {
    let_go_of_deleted(object);
  }
}

void SessionCore::leave_graph(Object& object) {
  if (session_of(object) != this || has_links(object)) return;
  if (ObjectAccess::has(object, ObjectAccess::partial_flag)) return graph_->let_go(object);
  graph_->remove(object);
}

void SessionCore::expunge_all() {
  for (Object* object : changes_.added) ObjectAccess::set_state(*object, ObjectState::Transient);
  for (const Handle& deleted : log_.deleted) {
    if (deleted.get()->state() == ObjectState::Deleted) let_go_of_deleted(*deleted.get());
  }
  changes_.let_go_of_changed();
  changes_.clear();
  strangers_.clear();
  followers_.clear();
  objects_.leave_all();
  graph_->close();
  graph_ = new Graph(this);
  objects_.use(*graph_);
}

void SessionCore::expire(Object& object) {
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
  require_usable();
  flush::Objects added = std::exchange(changes_.added, {});
  flush::Objects removed = std::exchange(changes_.removed, {});
  changes_.clear();
  changes_.added = std::move(added);
  changes_.removed = std::move(removed);
  for (Object* object : changes_.added) admit_pairs(*object);
  objects_.for_each([](Object& object) { forget_loaded(object); });
  objects_.cohorts().reset_growth();
}

void SessionCore::refresh(Object& object) {
  expire(object);
  autoflush();
  load::Context context = this->context();
  load::load_columns(context, object);
}

}  // namespace orm::detail
