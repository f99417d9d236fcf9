// What a session does for the streams of its queries.
#include <algorithm>
#include <new>

#include "graph/marked.h"
#include "graph/object_access.h"
#include "identity/unneeded.h"
#include "session/session_core.h"
#include "session/stream_core.h"

namespace orm::detail {

void SessionCore::add_stream(StreamCore& stream) { streams_.push_back(&stream); }

void SessionCore::remove_stream(StreamCore& stream) noexcept { std::erase(streams_, &stream); }

load::Context SessionCore::begin_stream(const QuerySpec& spec,
                                        const std::shared_ptr<const Criteria>& criteria) {
  require_usable();
  autoflush();
  if (spec.for_update) lock_for_writing(*spec.entity);
  return context(criteria);
}

// A commit in the loop's body has ended the transaction that the statement began in.
void SessionCore::resume() {
  require_usable();
  connection();
}

bool SessionCore::has_running_stream() const {
  return std::any_of(streams_.begin(), streams_.end(),
                     [](const StreamCore* stream) { return stream->is_reading(); });
}

void SessionCore::give_back_connection() noexcept {
  lease_.give_back();
  waiting_lease_.give_back();
}

void SessionCore::end_statement() noexcept {
  if (!has_running_stream()) waiting_lease_.give_back();
}

void SessionCore::stop_streams(const char* reason) noexcept {
  for (StreamCore* stream : streams_) stream->stop(reason);
}

void SessionCore::detach_streams(const char* reason) noexcept {
  for (StreamCore* stream : streams_) stream->detach(reason);
  streams_.clear();
}

// The objects of the present batch of another stream, and what they link to, go with that one.
void SessionCore::hand_over(StreamCore& from, StreamCore& to) {
  identity::Cohorts& cohorts = objects_.cohorts();
  Marked reached;
  const auto reach = [&](Object& object) {
    const bool is_here = object.state() == ObjectState::Persistent && session_of(object) == this;
    if (is_here) reached.add(object);
  };
  for (const Handle& handle : to.objects()) reach(*handle.get());
  for (std::size_t i = 0; i < reached.objects().size(); ++i) {
    for_each_target(*reached.objects()[i], [&](Object& target) {
      const bool is_stored = target.state() == ObjectState::Persistent;
      if (is_stored && cohorts.is_in(from.batch(), target)) reach(target);
    });
  }
  cohorts.hand_over(reached.objects(), from.batch(), to.batch());
}

// Without the memory to find out who may leave, all stay.
void SessionCore::pass(StreamCore& stream) noexcept {
  identity::Cohorts& cohorts = objects_.cohorts();
  try {
    for (StreamCore* other : streams_) {
      if (other != &stream && !stream.batch().cohorts.empty()) hand_over(stream, *other);
    }
    std::vector<Object*> objects;
    cohorts.for_each_of(stream.batch(), [&objects](Object& object) { objects.push_back(&object); });
    cohorts.end_batch(stream.batch());
    identity::end_unneeded(objects_, objects, changes_.pairs);
  } catch (const std::bad_alloc&) {
    cohorts.end_batch(stream.batch());
  }
}

}  // namespace orm::detail
