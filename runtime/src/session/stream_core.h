// A stream without types: the objects of the present batch, and the statement that has the next.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "identity/cohorts.h"
#include "load/batch_reader.h"
#include "load/load_plan.h"
#include "load/overwrite.h"
#include "orm/query.h"

namespace orm::detail {

class SessionCore;

/// Known to its session from its making to its end, or to that of the session's objects. Holds the
/// objects of the batch, whatever the program does to them.
class StreamCore {
 public:
  /// Raises InvalidRequestError for a query that cannot be read in batches.
  StreamCore(SessionCore& session, const QuerySpec& spec, std::size_t batch_size);
  StreamCore(const StreamCore&) = delete;
  StreamCore& operator=(const StreamCore&) = delete;
  ~StreamCore();

  /// See orm/stream.h.
  Object* current();
  Object* advance();

  /// The statement has to end, for that reason; a further step raises InvalidRequestError. Nothing
  /// happens to a stream that is at its end. An earlier reason stays.
  void stop(const char* reason) noexcept;
  /// The same, and the session has let go of all objects, or ends.
  void detach(const char* reason) noexcept;

  bool is_reading() const { return reader_ != nullptr; }
  /// Those of the batch.
  const std::vector<Handle>& objects() const { return objects_; }
  identity::Batch& batch() { return batch_; }

 private:
  bool is_at_end() const { return has_begun_ && reader_ == nullptr && objects_.empty(); }
  void require_going() const;
  void begin();
  void read();
  void end_statement() noexcept;
  void pass() noexcept;

  // Null once detached.
  SessionCore* session_;
  const char* stopped_by_ = nullptr;
  QuerySpec spec_;
  std::shared_ptr<const Criteria> criteria_;
  load::LoadPlan plan_;
  load::Overwrite overwrite_;
  std::size_t batch_size_;
  bool has_begun_ = false;
  // Null before the first and behind the last row.
  std::unique_ptr<load::BatchReader> reader_;
  identity::Batch batch_;
  std::vector<Handle> objects_;
  std::size_t place_ = 0;
};

}  // namespace orm::detail
