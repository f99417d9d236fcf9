// How objects leave a session.
#include <memory>
#include <string>
#include <vector>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/error.h"
#include "session/session_core.h"

namespace orm::detail {

namespace {

bool has_links(Object& object) {
  bool found = ObjectAccess::incoming(object) > 0;
  for_each_target(object, [&found](Object&) { found = true; });
  return found;
}

}  // namespace

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
  const ThreadCheck check(calls_);
  require_no_plan("expunge");
  if (session_of(object) != this) {
    throw InvalidRequestError("this " + named(object) +
                              " does not belong to this session, so there is nothing to let go of; "
                              "ask the session that it was read by or added to");
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
    objects_.restore_key(object);
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
  const ThreadCheck check(calls_);
  require_no_plan("expunge_all");
  auto next = std::make_unique<Graph>(this);
  let_go_of_all();
  graph_->close();
  use(std::move(next));
}

void SessionCore::use(std::unique_ptr<Graph> graph) noexcept {
  graph_ = graph.release();
  objects_.use(*graph_);
}

// All is listed in the graph then, which is to be closed.
void SessionCore::let_go_of_all() noexcept {
  detach_streams("its session has let go of all objects");
  for (Object* object : changes_.added) ObjectAccess::set_state(*object, ObjectState::Transient);
  // A rollback does not bring them back.
  detach_deleted(ObjectAccess::removed_flag);
  changes_.let_go_of_changed();
  changes_.clear();
  strangers_.clear();
  followers_.clear();
  objects_.leave_all();
}

}  // namespace orm::detail
