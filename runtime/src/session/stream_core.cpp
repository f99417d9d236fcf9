#include "session/stream_core.h"

#include <fmt/format.h>

#include <string>

#include "orm/error.h"
#include "session/session_core.h"
#include "sql/query_criteria.h"

namespace orm::detail {

StreamCore::StreamCore(SessionCore& session, const QuerySpec& spec, std::size_t batch_size)
    : session_(&session),
      spec_(spec),
      criteria_(session.criteria_for(spec_)),
      plan_(load::plan_in_batches(spec_, criteria_.get())),
      overwrite_(session.overwrite()),
      batch_size_(batch_size) {
  spec_.is_streamed = true;
  std::optional<QuerySpec> changed;
  if (&sql::with_criteria(spec_, criteria_.get(), changed) != &spec_) spec_ = *std::move(changed);
  session.add_stream(*this);
}

StreamCore::~StreamCore() {
  end_statement();
  pass();
  if (session_ != nullptr) session_->remove_stream(*this);
}

Object* StreamCore::current() {
  require_going();
  if (!has_begun_) begin();
  return objects_.empty() ? nullptr : objects_[place_].get();
}

Object* StreamCore::advance() {
  require_going();
  if (++place_ == objects_.size()) read();
  return objects_.empty() ? nullptr : objects_[place_].get();
}

void StreamCore::require_going() const {
  if (stopped_by_ == nullptr) return;
  // A flush that has failed says more.
  if (session_ != nullptr) session_->require_usable();
  throw InvalidRequestError(fmt::format("this stream of {} has ended, for {}; run the query again",
                                        spec_.entity->name, stopped_by_));
}

void StreamCore::begin() {
  load::Context context = session_->begin_stream(criteria_);
  if (spec_.populate_existing) context.overwrite = &overwrite_;
  reader_ = std::make_unique<load::BatchReader>(context, spec_, plan_);
  has_begun_ = true;
  read();
}

void StreamCore::read() {
  pass();
  if (reader_ == nullptr) return;
  try {
    session_->resume();
    if (!reader_->read(batch_size_, batch_, objects_)) end_statement();
  } catch (...) {
    stop("reading its rows has failed");
    pass();
    throw;
  }
}

void StreamCore::stop(const char* reason) noexcept {
  if (stopped_by_ == nullptr && !is_at_end()) stopped_by_ = reason;
  end_statement();
}

void StreamCore::detach(const char* reason) noexcept {
  stop(reason);
  session_ = nullptr;
}

void StreamCore::end_statement() noexcept {
  if (reader_ == nullptr) return;
  reader_.reset();
  session_->end_statement();
}

void StreamCore::pass() noexcept {
  objects_.clear();
  place_ = 0;
  if (session_ != nullptr) session_->pass(*this);
}

void DeleteStream::operator()(StreamCore* stream) const noexcept { delete stream; }

StreamOwner make_stream(SessionCore& session, const QuerySpec& spec, std::int64_t batch) {
  if (batch < 1) {
    throw InvalidRequestError(
        fmt::format("stream() was given batches of {} objects; the least is 1", batch));
  }
  return StreamOwner(new StreamCore(session, spec, static_cast<std::size_t>(batch)));
}

Object* current(StreamCore& stream) { return stream.current(); }
Object* advance(StreamCore& stream) { return stream.advance(); }

}  // namespace orm::detail
