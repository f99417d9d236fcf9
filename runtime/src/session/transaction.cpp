// Flushing, and the transaction around it.
#include <span>
#include <string>
#include <unordered_set>

#include "flush/filled_columns.h"
#include "flush/referrers.h"
#include "flush/required_keys.h"
#include "flush/value_checks.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "load/lazy_loader.h"
#include "orm/error.h"
#include "session/expire.h"
#include "session/session_core.h"

namespace orm::detail {

namespace {

// Sets a flag for the time of a scope.
class Raised {
 public:
  explicit Raised(bool& flag) : flag_(flag) { flag_ = true; }
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;
  ~Raised() { flag_ = false; }

 private:
  bool& flag_;
};

// Back to what the program made: without the key that the database had assigned.
void make_transient(Object& object, bool has_generated_key) {
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    if (relationship.viewonly) unload(object, relationship);
  }
  // What it holds is all that there is of it.
  ObjectAccess::drop(object, ObjectAccess::expired_flag);
  set_unread(object, 0);
  ObjectAccess::changed(object) = ~std::uint64_t{0};
  if (has_generated_key) {
    ObjectAccess::drop(object, ObjectAccess::key_flag);
    ObjectAccess::changed(object) &= ~ObjectAccess::column_bit(object.entity().key[0]);
  }
}

// The columns that the flush had filled with keys which are not known any more.
void forget_copied_keys(Object& object) {
  if (object.state() != ObjectState::Transient) return;
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    if (key.link == nullptr) continue;
    const Object* target = (object.*key.link).target();
    if (target != nullptr && !has_key(*target)) write_foreign_key(object, key, target);
  }
}

}  // namespace

void SessionCore::not_usable() const {
  throw PendingRollbackError("the session has to be rolled back before it can be used again; " +
                             failure_);
}

void SessionCore::begin() {
  db::ConnectionLease lease = engine_->connect(this);
  lease->execute(engine_->options().begin == Begin::Immediate ? "BEGIN IMMEDIATE" : "BEGIN");
  lease_ = std::move(lease);
}

void SessionCore::flush() {
  require_usable();
  if (is_flushing_ || !has_changes()) return;
  const Raised flushing(is_flushing_);
  add_strangers();
  if (changes_.empty()) return;
  remove_orphans();
  release_dependents();
  note_touched();
  changes_.drop_unchanged();
  read_versions();
  read_keys();
  flush::require_keys(changes_);
  flush::require_values_fit(changes_);
  const std::vector<flush::Step> plan = flush::make_plan(changes_);
  if (!plan.empty()) write(plan);
  // Deleted by now: clear() need not look at them again.
  changes_.removed.clear();
  changes_.clear();
  for (const Handle& follower : followers_) {
    if (follower.get()->state() == ObjectState::Persistent) forget_loaded(*follower.get());
  }
  followers_.clear();
}

// An UPDATE or DELETE of a versioned row names the version that it changes.
void SessionCore::read_versions() {
  const auto read = [this](Object& object) {
    const bool is_expired = ObjectAccess::has(object, ObjectAccess::expired_flag);
    if (is_expired && flush::FilledColumns(object.entity()).has_version()) load_columns(object);
  };
  for (Object* object : changes_.changed) read(*object);
  for (Object* object : changes_.removed) read(*object);
}

// A row goes before those that it refers to, whatever its object was set to refer to since.
void SessionCore::read_keys() {
  for (const flush::UnreadKeys& each : flush::unread_keys(changes_)) {
    ObjectAccess::changed(*each.object) &= ~each.columns;
    set_unread(*each.object, 0);
    ObjectAccess::add(*each.object, ObjectAccess::expired_flag);
    load::Context context = this->context();
    load::load_row(context, each.object->entity(), KeyView(*each.object).data());
  }
}

// After a failed statement nothing is known of what objects and database have in common, so the
// transaction, or its part since the last savepoint, is rolled back at once, and the session waits
// for the program to take note of it.
void SessionCore::write(const std::vector<flush::Step>& plan) {
  db::Connection& connection = this->connection();
  try {
    flush::run(plan, connection, objects_, log_);
  } catch (const std::exception& error) {
    failure_ = std::string("a flush failed: ") + error.what();
    undo_failed_flush();
    throw;
  }
}

void SessionCore::commit() {
  flush();
  if (lease_) lease_->execute("COMMIT");
  end_savepoints(0);
  // What was deleted is gone for good, so that it cannot be added again.
  forget_transaction(ObjectAccess::removed_flag);
  if (options_.expire_on_commit) {
    objects_.for_each([](Object& object) { forget_loaded(object); });
    objects_.cohorts().reset_growth();
  }
  lease_.give_back();
}

// What the transaction did can no longer be taken back.
void SessionCore::forget_transaction(std::uint8_t flag_of_deleted) {
  for (const Handle& deleted : log_.deleted) {
    Object& object = *deleted.get();
    if (object.state() != ObjectState::Deleted) continue;
    ObjectAccess::set_state(object, ObjectState::Detached);
    ObjectAccess::add(object, flag_of_deleted);
  }
  log_ = {};
}

void SessionCore::rollback() {
  end_savepoints(0);
  lease_.give_back();
  restore_objects();
  failure_.clear();
}

// What was new, and is expired, knows a new parent by a key that is soon nobody's, or another's.
void SessionCore::link_new_parents(std::span<const flush::TransactionLog::Inserted> inserted) {
  std::unordered_set<const Object*> parents;
  for (const auto& entry : inserted) parents.insert(entry.object.get());
  for (const auto& entry : inserted) {
    Object& child = *entry.object.get();
    if (session_of(child) != this) continue;
    for (const ForeignKeyMapping& key : child.entity().foreign_keys) {
      if (key.link == nullptr || (child.*key.link).is_loaded()) continue;
      Object* parent = find_referenced(*this, child, key);
      if (parents.contains(parent)) LinkAccess::set(child.*key.link, parent);
    }
  }
}

// New objects are without a session again: those that were inserted behind so many others.
void SessionCore::take_back_inserted(std::size_t first) {
  // What the program holds no longer ends with these, after the changes that name it.
  const auto begin = log_.inserted.begin() + static_cast<std::ptrdiff_t>(first);
  const std::vector<flush::TransactionLog::Inserted> inserted(begin, log_.inserted.end());
  const std::vector<Handle> added(changes_.added.begin(), changes_.added.end());
  log_.inserted.erase(begin, log_.inserted.end());
  for (const Handle& object : added) {
    // What a failed flush has inserted already is stored.
    if (object.get()->state() != ObjectState::Pending) continue;
    ObjectAccess::set_state(*object.get(), ObjectState::Transient);
  }
  changes_.clear();
  link_new_parents(inserted);
  for (const flush::TransactionLog::Inserted& entry : inserted) {
    Object& object = *entry.object.get();
    if (session_of(object) != this) continue;
    if (object.state() == ObjectState::Persistent) {
      objects_.leave(object, ObjectState::Transient);
    } else if (object.state() == ObjectState::Deleted) {
      ObjectAccess::set_state(object, ObjectState::Transient);
    } else {
      continue;
    }
    make_transient(object, entry.has_generated_key);
  }
  for (const flush::TransactionLog::Inserted& entry : inserted) {
    forget_copied_keys(*entry.object.get());
  }
  for (const Handle& pending : added) forget_copied_keys(*pending.get());
}

// What was deleted behind so many others is stored again.
void SessionCore::restore_deleted(std::size_t first) {
  objects_.cohorts().begin();
  for (; first < log_.deleted.size(); ++first) {
    Object& object = *log_.deleted[first].get();
    ObjectAccess::drop(object, ObjectAccess::removed_flag);
    if (object.state() != ObjectState::Deleted) continue;
    ObjectAccess::changed(object) = 0;
    // Its row was handed on, or made anew, and read again since.
    if (Object* other = objects_.find(object.entity(), KeyView(object).data())) {
      objects_.leave(*other, ObjectState::Detached);
    }
    objects_.enter(object);
  }
}

void SessionCore::restore_objects() {
  take_back_inserted(0);
  restore_deleted(0);
  objects_.for_each([](Object& object) { forget_loaded(object); });
  objects_.cohorts().reset_growth();
  log_ = {};
  strangers_.clear();
  followers_.clear();
}

void SessionCore::close() {
  end_savepoints(0);
  lease_.give_back();
  failure_.clear();
  changes_.let_go_of_changed();
  take_back_inserted(0);
  forget_transaction(0);
  expunge_all();
}

}  // namespace orm::detail
