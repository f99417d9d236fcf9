#include "orm/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <string>
#include <utility>

#include "db/observed_session.h"
#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "graph/unread.h"
#include "orm/error.h"
#include "session/session_core.h"

namespace orm {

namespace detail {

namespace {

Object& required(Object* object) {
  if (object == nullptr) throw NullPtrError("a null Ptr was given to the session");
  return *object;
}

}  // namespace

namespace {

void add_all(const std::vector<LoaderCriteria>& from, Criteria& to) {
  for (const LoaderCriteria& each : from) to.add(each.entity(), each.condition());
}

std::shared_ptr<const Criteria> criteria_of(const EngineOptions& engine,
                                            const SessionOptions& session) {
  if (engine.criteria.empty() && session.criteria.empty()) return nullptr;
  const auto criteria = std::make_shared<Criteria>();
  add_all(engine.criteria, *criteria);
  add_all(session.criteria, *criteria);
  return criteria;
}

}  // namespace

SessionCore::SessionCore(std::shared_ptr<db::EngineCore> engine, SessionOptions options)
    : engine_(std::move(engine)),
      options_(std::move(options)),
      tag_(std::make_shared<SessionTag>(
          SessionTag{fmt::format("session {}", static_cast<const void*>(this))})),
      criteria_(criteria_of(engine_->options(), options_)),
      events_(engine_->options().events),
      graph_(new Graph(this)),
      objects_(*graph_) {}

SessionCore::~SessionCore() { end(); }

void end(AutoflushBlock* block) noexcept { delete block; }

void session_moved_from() {
  throw InvalidRequestError(
      "this session was moved from, so it has no objects and no engine any more; use the one that "
      "it was moved to, or assign a new session");
}

void add(SessionCore& session, Object* object) { session.add(required(object)); }
void remove(SessionCore& session, Object* object) { session.remove(required(object)); }
void expunge(SessionCore& session, Object* object) { session.expunge(required(object)); }
void expire(SessionCore& session, Object* object) { session.expire(required(object)); }
void refresh(SessionCore& session, Object* object) { session.refresh(required(object)); }

Object* merge(SessionCore& session, Object* object, bool loads) {
  return &session.merge(required(object), loads);
}

Object* get(SessionCore& session, const EntityMapping& entity, const ValueView* key) {
  return session.get(entity, key);
}

Object* get_one(SessionCore& session, const EntityMapping& entity, const ValueView* key) {
  if (Object* object = session.get(entity, key)) return object;
  throw NoResultFound("there is no " + named(entity, {key, entity.key.size()}));
}

Object& create(SessionCore& session, const EntityMapping& entity, void* init,
               void (*initialize)(Object& object, void* init)) {
  return session.create(entity, init, initialize);
}

Owner<AutoflushBlock> block_autoflush(SessionCore& session) { return session.block_autoflush(); }

Events& events(SessionCore& session) { return session.events(); }

void run_query(SessionCore& session, const QuerySpec& spec, void* result, TakeObject take) {
  session.run_query(spec, result, take);
}

namespace {

bool contains_eager(const QuerySpec& spec) {
  return std::any_of(spec.loads.begin(), spec.loads.end(), [](const std::vector<LoadStep>& path) {
    return std::any_of(path.begin(), path.end(), [](const LoadStep& step) {
      return step.strategy == LoadStrategy::Contained;
    });
  });
}

}  // namespace

Object* run_one(SessionCore& session, QuerySpec spec, bool is_required) {
  struct Found {
    Object* object = nullptr;
    std::size_t count = 0;
  } found;
  // What contains_eager fills is whole without a limit only.
  if ((!spec.limit.has_value() || *spec.limit > 2) && !contains_eager(spec)) spec.limit = 2;
  session.run_query(spec, &found, [](void* result, Object& object) {
    static_cast<Found*>(result)->object = &object;
    ++static_cast<Found*>(result)->count;
  });
  require_one(spec, found.count, is_required);
  return found.object;
}

void run_rows(SessionCore& session, const QuerySpec& spec, void* result, TakeRow take) {
  session.run_rows(spec, result, take);
}

void require_one(const QuerySpec& spec, std::size_t results, bool is_required) {
  const std::string what = (has_items(spec) ? "row of " : "") + std::string(spec.entity->name);
  if (results > 1) {
    throw MultipleResultsFound("the query found more than one " + what + "; use first() or all()");
  }
  if (results == 0 && is_required) {
    throw NoResultFound("the query found no " + what + "; use one_or_none() where that may happen");
  }
}

std::int64_t run_remove(SessionCore& session, const QuerySpec& spec, Synchronize objects,
                        const ReturnedRows* returned) {
  return session.run_remove(spec, objects, returned);
}

std::int64_t run_update(SessionCore& session, const QuerySpec& spec,
                        const std::vector<SetColumn>& columns, Synchronize objects,
                        const ReturnedRows* returned) {
  return session.run_update(spec, columns, objects, returned);
}

std::int64_t run_count(SessionCore& session, const QuerySpec& spec) {
  return session.run_count(spec);
}

double checked_real(double value) {
  if (!std::isnan(value)) return value;
  throw DataError(
      "a query is given a number that is none (NaN), which the database would take for NULL; use "
      "std::nullopt where that is meant");
}

std::int64_t checked_integer(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    throw InvalidRequestError(fmt::format("{} is greater than any integer of the database", value));
  }
  return static_cast<std::int64_t>(value);
}

}  // namespace detail

Session::Session(const Engine& engine, SessionOptions options)
    : core_(new detail::SessionCore(engine.core(), std::move(options))) {}

Session::Session(Session&& other) noexcept
    : core_(std::exchange(other.core_, nullptr)), owns_(other.owns_) {}

Session& Session::operator=(Session&& other) noexcept {
  Session taken(std::move(other));
  std::swap(core_, taken.core_);
  std::swap(owns_, taken.owns_);
  return *this;
}

Session::~Session() {
  if (owns_) delete core_;
}

void Session::flush() { core().flush(); }
void Session::commit() { core().commit(); }
void Session::rollback() { core().rollback(); }
void Session::expire_all() { core().expire_all(); }
void Session::expunge_all() { core().expunge_all(); }
void Session::close() { core().close(); }

bool is_loaded(const Object& object, unsigned relationship) {
  if (object.state() < ObjectState::Persistent) return true;
  return detail::is_loaded(object, object.entity().relationships[relationship]);
}

bool is_column_loaded(const Object& object, unsigned column) {
  return detail::is_in(object.entity().key, column) || detail::is_read(object, column);
}

namespace db {

std::pair<std::shared_ptr<EngineCore>, std::shared_ptr<const void>> observed_session(
    Session& session) {
  return {session.core().engine(), session.core().tag()};
}

}  // namespace db
}  // namespace orm
