// Calling the listeners of a session.
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "session/raised.h"
#include "session/session_core.h"

namespace orm::detail {

namespace {

using flush::Step;

// For the time of a scope: a listener is being called.
class Called {
 public:
  explicit Called(int& depth) : depth_(depth) { ++depth_; }
  Called(const Called&) = delete;
  Called& operator=(const Called&) = delete;
  ~Called() { --depth_; }

 private:
  int& depth_;
};

// What a step is for its objects: before it and after it. A row that passes to a new object is, for
// that one, inserted.
struct EventsOfStep {
  ObjectEvent before;
  ObjectEvent after;
};

std::optional<EventsOfStep> events_of(const Step& step) {
  switch (step.kind) {
    case Step::Kind::Insert:
    case Step::Kind::Switch:
      return EventsOfStep{ObjectEvent::BeforeInsert, ObjectEvent::AfterInsert};
    case Step::Kind::Update:
      return EventsOfStep{ObjectEvent::BeforeUpdate, ObjectEvent::AfterUpdate};
    case Step::Kind::Delete:
      return EventsOfStep{ObjectEvent::BeforeDelete, ObjectEvent::AfterDelete};
    // The insert, or the update that follows, is told.
    case Step::Kind::Complete:
    case Step::Kind::Vacate:
    case Step::Kind::DeleteLinks:
    case Step::Kind::DeferKeys:
    case Step::Kind::InsertPairs:
    case Step::Kind::DeletePairs:
      return std::nullopt;
  }
  return std::nullopt;
}

using OldByObject = std::unordered_map<const Object*, std::vector<flush::OldValue>>;

// As they are before listeners add to them. Columns that share a bit are not told apart.
OldByObject by_object(const flush::OldValues& all) {
  OldByObject grouped;
  for (const flush::OldValue& old : all) {
    if (old.column < first_shared_column) grouped[old.object].push_back(old);
  }
  return grouped;
}

}  // namespace

Events& SessionCore::events() {
  const ThreadCheck check(calls_);
  if (listeners_called_ == 0) ListenerAccess::forget_ended(events_);
  return events_;
}

bool SessionCore::hears_changes_of(const EntityMapping& entity) const {
  const std::uint32_t event = ListenerAccess::bit(ColumnEvent::Change);
  bool is_heard = false;
  if (!hears(event)) return is_heard;
  ListenerAccess::for_each(events_, event, &entity, [&](const ListenerEntry&) { is_heard = true; });
  return is_heard;
}

void SessionCore::call_listeners(SessionEvent event) {
  const Called called(listeners_called_);
  Session session(*this);
  ListenerAccess::for_each(events_, ListenerAccess::bit(event), nullptr,
                           [&](const ListenerEntry& entry) { entry.on_session(session); });
}

void SessionCore::call_listeners(ObjectEvent event, Object& object) {
  const Called called(listeners_called_);
  ListenerAccess::for_each(events_, ListenerAccess::bit(event), &object.entity(),
                           [&](const ListenerEntry& entry) { entry.on_object(object); });
}

void SessionCore::call_listeners_of_changes(Object& object,
                                            const std::vector<flush::OldValue>& old_values) {
  const Called called(listeners_called_);
  const EntityMapping& entity = object.entity();
  for (const flush::OldValue& old : old_values) {
    const auto tell = [&](const ListenerEntry& entry) {
      if (entry.column != old.column && entry.column != ListenerAccess::all_columns) return;
      entry.on_change(object, {old.column, entity.columns[old.column].name, old.value,
                               Value(column_value(object, old.column))});
    };
    ListenerAccess::for_each(events_, ListenerAccess::bit(ColumnEvent::Change), &entity, tell);
  }
}

// Tells of the objects of a plan that have not been told of yet. True when there were any, which
// may have changed what is to be written.
bool SessionCore::call_listeners_before(const std::vector<Step>& plan,
                                        std::unordered_set<const Object*>& told) {
  const bool hears_changes = hears(ListenerAccess::bit(ColumnEvent::Change));
  OldByObject old_values;
  if (hears_changes) old_values = by_object(changes_.old_values);
  bool has_told = false;
  for (const Step& step : plan) {
    const std::optional<EventsOfStep> events = events_of(step);
    if (!events.has_value()) continue;
    const bool tells_changes = hears_changes && events->before == ObjectEvent::BeforeUpdate;
    if (!tells_changes && !hears(events->before)) continue;
    for (Object* object : step.objects) {
      if (!told.insert(object).second) continue;
      has_told = true;
      if (tells_changes) call_listeners_of_changes(*object, old_values[object]);
      call_listeners(events->before, *object);
    }
  }
  return has_told;
}

std::vector<SessionCore::Told> SessionCore::to_be_told_after(const std::vector<Step>& plan) const {
  std::vector<Told> told;
  for (const Step& step : plan) {
    const std::optional<EventsOfStep> events = events_of(step);
    if (!events.has_value() || !hears(events->after)) continue;
    for (Object* object : step.objects) told.push_back({events->after, Handle(object)});
  }
  return told;
}

// Nobody may take it for a reason to do the transaction again.
void SessionCore::tell_after_commit() {
  try {
    tell(SessionEvent::AfterCommit);
  } catch (const RetryableError& error) {
    throw StatementError(std::string("a listener of after_commit failed, and the transaction is "
                                     "committed: ") +
                             error.what(),
                         error.sql(), error.driver_code());
  }
}

void SessionCore::call_listeners_of_loads() {
  for (const Handle& object : objects_.take_noted()) {
    const bool is_here =
        object.get()->state() == ObjectState::Persistent && session_of(*object.get()) == this;
    if (is_here) call_listeners(ObjectEvent::AfterLoad, *object.get());
  }
}

void SessionCore::require_no_plan(const char* call) const {
  if (!has_plan_) return;
  throw InvalidRequestError(
      std::string(call) +
      " was called by a listener of before_insert, before_update, before_delete or column_change, "
      "when what the flush writes is settled; such a listener may set columns: do it in "
      "before_flush, "
      "or in a listener that is called after the flush");
}

void SessionCore::require_no_listener(const char* call) const {
  if (lease_ && lease_->is_giving_rows()) {
    throw InvalidRequestError(
        std::string(call) +
        " was called while a row is read, by the conversion of a type or by a "
        "function of the query; do it when the query has ended");
  }
  if (!is_flushing_ && !is_telling_transaction_) return;
  throw InvalidRequestError(
      std::string(call) + " was called by a listener of " +
      (is_flushing_ ? "a flush" : "a commit, a rollback, or the begin of a transaction") +
      ", which has not ended yet; do it after the call that the listener is told of, or throw an "
      "exception to make that fail");
}

}  // namespace orm::detail
