// Streams without types: the statement of one, and the objects of its present batch.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "identity/cohorts.h"
#include "load/batch_reader.h"
#include "load/load_plan.h"
#include "load/overwrite.h"
#include "load/row_loader.h"
#include "orm/query.h"

namespace orm::detail {

class SessionCore;

/// What streams of objects and of rows have in common. Known to its session from its making to its
/// end, or to that of the session's objects. Holds the objects of the batch, whatever the program
/// does to them.
class StreamCore {
 public:
  StreamCore(const StreamCore&) = delete;
  StreamCore& operator=(const StreamCore&) = delete;

  /// The statement has to end, for that reason; a further step raises InvalidRequestError. Nothing
  /// happens to a stream that is at its end. An earlier reason stays.
  void stop(const char* reason) noexcept;
  /// The same, and the session has let go of all objects, or ends.
  void detach(const char* reason) noexcept;

  bool is_reading() const { return reader_ != nullptr; }
  /// Those of the batch.
  const std::vector<Handle>& objects() const { return objects_; }
  identity::Batch& batch() { return batch_; }

 protected:
  StreamCore(SessionCore& session, const QuerySpec& spec);
  ~StreamCore();

  const QuerySpec& spec() const { return spec_; }
  const Criteria* criteria() const { return criteria_.get(); }
  bool has_begun() const { return has_begun_; }
  load::OpenRows& reader() { return *reader_; }

  void require_going() const;
  /// Begins the statement, by `make(context)`.
  template <class Make>
  void begin(const Make& make);
  /// Goes on with it, by `read()`, which returns false behind the last row.
  template <class Read>
  void read(const Read& read);
  void pass() noexcept;

  std::vector<Handle> objects_;
  identity::Batch batch_;

 private:
  bool is_at_end() const { return has_begun_ && reader_ == nullptr && objects_.empty(); }
  void end_statement() noexcept;

  // Null once detached.
  SessionCore* session_;
  const char* stopped_by_ = nullptr;
  QuerySpec spec_;
  std::shared_ptr<const Criteria> criteria_;
  load::Overwrite overwrite_;
  bool has_begun_ = false;
  // Null before the first and behind the last row.
  std::unique_ptr<load::OpenRows> reader_;
};

class ObjectStreamCore final : public StreamCore {
 public:
  /// Raises InvalidRequestError for a query that cannot be read in batches.
  ObjectStreamCore(SessionCore& session, const QuerySpec& spec, std::size_t batch_size);

  /// See orm/stream.h.
  Object* current();
  Object* advance();

 private:
  void read_batch();

  load::LoadPlan plan_;
  std::size_t batch_size_;
  std::size_t place_ = 0;
};

class RowStreamCore final : public StreamCore {
 public:
  /// Raises InvalidRequestError for a query with objects among its items.
  RowStreamCore(SessionCore& session, const QuerySpec& spec);

  const ResultCell* next();
};

}  // namespace orm::detail
