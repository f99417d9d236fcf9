#include "session/stream_core.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "orm/error.h"
#include "session/session_core.h"
#include "sql/query_criteria.h"

namespace orm::detail {

StreamCore::StreamCore(SessionCore& session, const QuerySpec& spec)
    : session_(&session),
      spec_(spec),
      criteria_(session.criteria_for(spec_)),
      overwrite_(session.overwrite()) {
  spec_.is_streamed = !has_items(spec_);
  std::unique_ptr<QuerySpec> changed;
  if (&sql::with_criteria(spec_, criteria_.get(), changed) != &spec_) spec_ = std::move(*changed);
  session.add_stream(*this);
}

StreamCore::~StreamCore() {
  end_statement();
  pass();
  if (session_ != nullptr) session_->remove_stream(*this);
}

void StreamCore::require_going() const {
  if (stopped_by_ == nullptr) return;
  // A flush that has failed says more.
  if (session_ != nullptr) session_->require_usable();
  throw InvalidRequestError(fmt::format("this stream of {} has ended, for {}; run the query again",
                                        spec_.entity->name, stopped_by_));
}

template <class Make>
void StreamCore::begin(const Make& make) {
  load::Context context = session_->begin_stream(spec_, criteria_);
  if (spec_.populate_existing) context.overwrite = &overwrite_;
  reader_ = make(context);
  has_begun_ = true;
}

template <class Read>
void StreamCore::read(const Read& read) {
  if (reader_ == nullptr) return;
  try {
    session_->resume();
    if (!read()) end_statement();
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
  if (session_ != nullptr) session_->pass(*this);
}

ObjectStreamCore::ObjectStreamCore(SessionCore& session, const QuerySpec& given,
                                   std::size_t batch_size)
    : StreamCore(session, given),
      plan_(load::plan_in_batches(spec(), criteria())),
      batch_size_(batch_size) {}

Object* ObjectStreamCore::current() {
  require_going();
  if (!has_begun()) {
    begin([this](const load::Context& context) {
      return std::make_unique<load::BatchReader>(context, spec(), plan_);
    });
    read_batch();
  }
  return objects_.empty() ? nullptr : objects_[place_].get();
}

Object* ObjectStreamCore::advance() {
  require_going();
  if (++place_ == objects_.size()) read_batch();
  return objects_.empty() ? nullptr : objects_[place_].get();
}

void ObjectStreamCore::read_batch() {
  pass();
  place_ = 0;
  read([this] {
    return static_cast<load::BatchReader&>(reader()).read(batch_size_, batch_, objects_);
  });
}

RowStreamCore::RowStreamCore(SessionCore& session, const QuerySpec& given)
    : StreamCore(session, given) {
  const std::vector<ResultItem>& items = spec().parts.get()->items;
  const bool has_objects = std::any_of(items.begin(), items.end(),
                                       [](const ResultItem& item) { return item.is_object; });
  if (!has_objects) return;
  throw InvalidRequestError(fmt::format(
      "stream() of rows of {} would collect the objects among them; select columns, or stream the "
      "query for objects",
      spec().entity->name));
}

const ResultCell* RowStreamCore::next() {
  require_going();
  if (!has_begun()) {
    begin([this](load::Context& context) {
      return std::make_unique<load::RowReader>(context, spec());
    });
  }
  const ResultCell* cells = nullptr;
  read([&] {
    cells = static_cast<load::RowReader&>(reader()).next();
    return cells != nullptr;
  });
  return cells;
}

void end(ObjectStreamCore* stream) noexcept { delete stream; }
void end(RowStreamCore* stream) noexcept { delete stream; }

StreamOwner make_stream(SessionCore& session, const QuerySpec& spec, std::int64_t batch) {
  if (batch < 1) {
    throw InvalidRequestError(
        fmt::format("stream() was given batches of {} objects; the least is 1", batch));
  }
  return StreamOwner(new ObjectStreamCore(session, spec, static_cast<std::size_t>(batch)));
}

Object* current(ObjectStreamCore& stream) { return stream.current(); }
Object* advance(ObjectStreamCore& stream) { return stream.advance(); }

RowStreamOwner make_row_stream(SessionCore& session, const QuerySpec& spec) {
  return RowStreamOwner(new RowStreamCore(session, spec));
}

const ResultCell* next_row(RowStreamCore& stream) { return stream.next(); }

}  // namespace orm::detail
