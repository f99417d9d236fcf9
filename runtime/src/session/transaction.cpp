// Flushing, and the transaction around it.
#include <memory>
#include <new>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>

#include "flush/filled_columns.h"
#include "flush/value_checks.h"
#include "graph/graph.h"
#include "graph/key_view.h"
#include "graph/marked.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "orm/error.h"
#include "session/expire.h"
#include "session/raised.h"
#include "session/session_core.h"
#include "sql/quote.h"

namespace orm::detail {

namespace {

// A commit flushes again while listeners change objects, but not for ever.
constexpr int most_flushes = 100;

// Back to what the program made: without the key that the database had assigned, and without the
// version that the flush had begun.
void make_transient(const flush::TransactionLog::Inserted& entry) {
  Object& object = *entry.object.get();
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    if (relationship.viewonly) unload(object, relationship);
  }
  // What it holds is all that there is of it.
  ObjectAccess::drop(object, ObjectAccess::expired_flag);
  set_unread(object, 0);
  ObjectAccess::changed(object) = ~std::uint64_t{0};
  if (entry.has_started_version) {
    const std::uint16_t version = flush::FilledColumns(object.entity()).version;
    ObjectAccess::changed(object) &= ~ObjectAccess::column_bit(version);
  }
  if (entry.has_generated_key) {
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
    if (target != nullptr && !has_key(*target)) forget_foreign_key(object, key, *target);
  }
}

}  // namespace

void SessionCore::not_usable() const {
  throw PendingRollbackError("the session has to be rolled back before it can be used again; " +
                             failure_);
}

void SessionCore::begin(Begin mode) {
  const char* statement = mode == Begin::Immediate ? "BEGIN IMMEDIATE" : "BEGIN";
  if (waiting_lease_) {
    waiting_lease_->execute(statement);
    lease_ = std::move(waiting_lease_);
  } else {
    db::ConnectionLease lease = engine_->connect(tag_.get());
    lease->execute(statement);
    lease_ = std::move(lease);
  }
  try {
    const Raised telling(is_telling_transaction_);
    tell(SessionEvent::AfterBegin);
  } catch (...) {
    stop_streams("a listener of after_begin has failed");
    give_back_connection();
    throw;
  }
}

void SessionCore::transaction_is_lost() {
  fail("the database has taken the transaction back after an error: ",
       lease_->last_failure().c_str());
  not_usable();
}

// A transaction that has begun otherwise takes the lock with its first write, be it of nothing.
void SessionCore::lock_for_writing(const EntityMapping& entity) {
  if (!lease_) return begin(Begin::Immediate);
  require_transaction();
  if (lease_->is_writing()) return;
  lease_->execute(("DELETE FROM " + sql::quote_identifier(entity.table) + " WHERE 0").c_str());
}

void SessionCore::flush() {
  const ThreadCheck check(calls_);
  require_usable();
  if (is_flushing_) require_no_listener("flush");
  if (!has_changes()) return;
  {
    const Raised flushing(is_flushing_);
    tell(SessionEvent::BeforeFlush);
    add_strangers();
    if (!changes_.empty()) write_changes();
    failing([this] { tell(SessionEvent::AfterFlush); });
  }
  tell_loaded();
}

void SessionCore::write_changes() {
  check_single_parents();
  remove_orphans();
  release_dependents();
  const std::vector<flush::Step> plan = plan_told();
  const std::vector<Told> written = to_be_told_after(plan);
  // The statements need the memory more.
  changes_.old_values.clear();
  if (!plan.empty()) write(plan);
  objects_.forget_row_keys();
  // Deleted by now: clear() need not look at them again.
  changes_.removed.clear();
  changes_.clear();
  for (const Handle& follower : followers_) {
    if (follower.get()->state() == ObjectState::Persistent) forget_loaded(*follower.get());
  }
  followers_.clear();
  failing([&] {
    for (const Told& told : written) call_listeners(told.event, *told.object.get());
  });
}

std::vector<flush::Step> SessionCore::plan_checked() {
  note_touched();
  changes_.drop_unchanged();
  hand_on_keys();
  read_versions();
  read_keys();
  read_unique_values();
  flush::require_storable(changes_);
  return flush::make_plan(changes_);
}

// The plan, when all listeners have been told what it writes. What they set is in it, and told of
// in its turn.
std::vector<flush::Step> SessionCore::plan_told() {
  std::vector<flush::Step> plan = plan_checked();
  if (plan.empty() || !hears(ListenerAccess::before_writing)) return plan;
  connection();
  std::unordered_set<const Object*> told;
  const Raised has_plan(has_plan_);
  while (true) {
    bool has_told = false;
    failing([&] { has_told = call_listeners_before(plan, told); });
    if (!has_told) return plan;
    plan = plan_checked();
  }
}

// After a failed statement nothing is known of what objects and database have in common, so the
// transaction, or its part since the last savepoint, is rolled back at once, and the session waits
// for the program to take note of it.
void SessionCore::write(const std::vector<flush::Step>& plan) {
  db::Connection& connection = connection_for_flush();
  failing([&] { flush::run(plan, connection, objects_, log_); });
}

// What a flush first asks about a table must not begin a transaction that reads, for that could not
// wait for the lock any more.
db::Connection& SessionCore::connection_for_flush() {
  try {
    return connection(Begin::Immediate);
  } catch (const RetryableError& error) {
    fail("a flush failed: ", error.what());
    throw;
  }
}

void SessionCore::fail(const char* what, const char* reason) noexcept {
  try {
    failure_ = std::string(what) + reason;
  } catch (const std::bad_alloc&) {
    // Short enough to need no memory.
    failure_ = "no memory";
  }
  undo_failed_flush();
}

void SessionCore::flush_all() {
  for (int flushes = 0; has_changes(); ++flushes) {
    if (flushes == most_flushes) {
      throw InvalidRequestError(
          "a commit has flushed 100 times, and listeners of the flush change objects each time; "
          "let them change only what is not as it should be");
    }
    flush();
  }
}

void SessionCore::commit() {
  const ThreadCheck check(calls_);
  require_no_listener("commit");
  require_usable();
  const Raised telling(is_telling_transaction_);
  tell(SessionEvent::BeforeCommit);
  flush_all();
  if (lease_) {
    require_transaction();
    lease_->execute("COMMIT");
  }
  end_savepoints(0);
  // What was deleted is gone for good, so that it cannot be added again.
  detach_deleted(ObjectAccess::removed_flag);
  log_ = {};
  if (options_.expire_on_commit) {
    forget_loaded(objects_);
    objects_.cohorts().reset_growth();
  }
  if (has_running_stream()) {
    if (lease_) waiting_lease_ = std::move(lease_);
  } else {
    lease_.give_back();
  }
  tell_after_commit();
}

void SessionCore::detach_deleted(std::uint8_t flag) noexcept {
  for (const Handle& deleted : log_.deleted) {
    Object& object = *deleted.get();
    if (object.state() != ObjectState::Deleted) continue;
    ObjectAccess::set_state(object, ObjectState::Detached);
    ObjectAccess::add(object, flag);
  }
}

void SessionCore::rollback() {
  const ThreadCheck check(calls_);
  require_no_listener("rollback");
  end_savepoints(0);
  stop_streams("its session was rolled back");
  give_back_connection();
  restore_objects();
  failure_.clear();
  const Raised telling(is_telling_transaction_);
  tell(SessionEvent::AfterRollback);
}

// What was new, and is expired, knows a new parent by a key that is soon nobody's, or another's.
void SessionCore::link_new_parents(std::size_t first) {
  const std::span inserted = std::span(log_.inserted).subspan(first);
  Marked parents;
  for (const auto& entry : inserted) parents.add(*entry.object.get());
  for (const auto& entry : inserted) {
    Object& child = *entry.object.get();
    if (session_of(child) != this) continue;
    for (const ForeignKeyMapping& key : child.entity().foreign_keys) {
      if (key.link == nullptr || (child.*key.link).is_loaded()) continue;
      Object* parent = find_referenced(*this, child, key);
      if (parent != nullptr && Marked::has(*parent)) {
        LinkAccess::set(child.*key.link, parent);
      }
    }
  }
}

// New objects are without a session again: those that were inserted behind so many others, and
// those that are still to be. `leave` ends that an object stands for its row. Where it fails, this
// can be done again.
template <class Leave>
void SessionCore::make_new_transient(std::size_t first, Leave leave) {
  const std::span inserted = std::span(log_.inserted).subspan(first);
  // Before all columns of new objects count as set.
  changes_.forget_changes();
  for (const flush::TransactionLog::Inserted& entry : inserted) {
    Object& object = *entry.object.get();
    if (session_of(object) != this) continue;
    if (object.state() == ObjectState::Persistent) {
      leave(object);
    } else if (object.state() == ObjectState::Deleted || object.state() == ObjectState::Pending) {
      // Pending: the flush that has inserted its row got no further.
      ObjectAccess::set_state(object, ObjectState::Transient);
    } else {
      continue;
    }
    make_transient(entry);
  }
  const flush::Objects added = std::exchange(changes_.added, {});
  for (Object* object : added) {
    take_handle(*object);
    // What a failed flush has inserted already was stored.
    if (object->state() == ObjectState::Pending) {
      ObjectAccess::set_state(*object, ObjectState::Transient);
    }
  }
  for (const auto& entry : inserted) forget_copied_keys(*entry.object.get());
  for (Object* object : added) forget_copied_keys(*object);
  changes_.clear();
  // What the program does not hold ends here, when no change names it any more.
  for (Object* object : added) drop_handle(*object);
}

void SessionCore::take_back_inserted(std::size_t first) {
  link_new_parents(first);
  make_new_transient(first,
                     [this](Object& object) { objects_.leave(object, ObjectState::Transient); });
  log_.inserted.erase(log_.inserted.begin() + static_cast<std::ptrdiff_t>(first),
                      log_.inserted.end());
}

// What was deleted behind so many others is stored again.
void SessionCore::restore_deleted(std::size_t first) {
  if (first == log_.deleted.size()) return;
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
  objects_.restore_keys();
  take_back_inserted(0);
  flush::move_back(objects_, log_.moved);
  restore_deleted(0);
  forget_loaded(objects_);
  objects_.cohorts().reset_growth();
  log_ = {};
  strangers_.clear();
  followers_.clear();
}

void SessionCore::close() {
  const ThreadCheck check(calls_);
  require_no_listener("close");
  auto next = std::make_unique<Graph>(this);
  end();
  use(std::move(next));
}

// Whatever memory there is.
void SessionCore::end() noexcept {
  end_savepoints(0);
  detach_streams("its session was closed, or has ended");
  give_back_connection();
  failure_.clear();
  changes_.let_go_of_changed();
  try {
    link_new_parents(0);
  } catch (const std::bad_alloc&) {  // NOLINT(bugprone-empty-catch)
    // Those that have not been found stay unknown.
  }
  make_new_transient(
      0, [this](Object& object) { objects_.leave_last(object, ObjectState::Transient); });
  detach_deleted(0);
  let_go_of_all();
  log_ = {};
  graph_->close();
}

}  // namespace orm::detail
