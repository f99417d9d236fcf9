// The objects of a query, some at a time: `for (User& user : query.stream())`, and its rows, one at
// a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "orm/object.h"
#include "orm/owner.h"
#include "orm/rows.h"

namespace orm {

namespace detail {

class SessionCore;
class ObjectStreamCore;
class RowStreamCore;
struct QuerySpec;

void end(ObjectStreamCore* stream) noexcept;
void end(RowStreamCore* stream) noexcept;
using StreamOwner = Owner<ObjectStreamCore>;
using RowStreamOwner = Owner<RowStreamCore>;

StreamOwner make_stream(SessionCore& session, const QuerySpec& spec, std::int64_t batch);
/// Where the stream stands; the first call runs the statement. Null behind the last object.
Object* current(ObjectStreamCore& stream);
/// The same after the next step.
Object* advance(ObjectStreamCore& stream);

RowStreamOwner make_row_stream(SessionCore& session, const QuerySpec& spec);
/// The cells of the next row, until the next call; the first call runs the statement. Null behind
/// the last row.
const ResultCell* next_row(RowStreamCore& stream);

}  // namespace detail

/// The objects of a query in the order asked for, read a batch at a time. Made by Query::stream:
///
///     for (User& user : session.query<User>().order_by(User::fields.id).stream()) ...
///
/// One statement runs as long as the loop; a batch of objects is read at a time, and what the
/// options load by statements of their own is read for each batch. When its batch has passed, or
/// the stream has ended, an object leaves the session, and its memory is used again: a `T&` is good
/// until then. So do the objects that relationships led to from it, by the options or at their
/// first use. There remains what a Ptr holds, what has changes that are not flushed or is to be
/// removed, what an object that remains is linked to, and what the session had before.
///
/// The body may do what it likes with the session. A commit, also of a savepoint, or the rollback
/// of one leaves the stream as it is. A rollback of the transaction, `close`, `expunge_all` and the
/// end of the session end it: the next step raises InvalidRequestError. Rows that are written while
/// the statement runs may come or not, and a row whose place in the order changes may come twice.
/// Until the last batch is read the session keeps its connection.
///
/// A range for one pass: a second loop goes on where the first one has ended. Moving it does not
/// disturb its iterators; the end of its life ends the statement.
template <class T>
class [[nodiscard]] Stream {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = T*;
    using reference = T&;

    Iterator(detail::ObjectStreamCore& stream, Object* object)
        : stream_(&stream), object_(object) {}

    T& operator*() const { return *static_cast<T*>(object_); }
    T* operator->() const { return &**this; }
    /// Reads the next batch behind the last object of one. Raises what the query's other terminal
    /// steps may raise, and InvalidRequestError after a rollback, or when its session has let go
    /// of the objects or has ended.
    Iterator& operator++() {
      object_ = detail::advance(*stream_);
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& iterator, std::default_sentinel_t) {
      return iterator.object_ == nullptr;
    }

   private:
    detail::ObjectStreamCore* stream_;
    Object* object_;
  };

  /// Made by Query::stream.
  explicit Stream(detail::StreamOwner core) : core_(std::move(core)) {}

  /// The first call runs the statement. Raises as the iterator's `++` does.
  Iterator begin() { return Iterator(*core_, detail::current(*core_)); }
  std::default_sentinel_t end() const { return {}; }

 private:
  detail::StreamOwner core_;
};

/// The rows of a query in the order asked for, each read when it is asked for: memory has one of
/// them. Made by Query::stream:
///
///     for (const auto& [name, count] : query.select(...).stream()) ...
///
/// One statement runs as long as the loop; what the session does meanwhile is as with Stream.
/// A range for one pass: a second loop goes on behind the row where the first one has ended. Not to
/// be moved while an iterator is used.
template <class Row>
class [[nodiscard]] RowStream {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = Row*;
    using reference = Row&;

    explicit Iterator(RowStream& stream) : stream_(&stream) {}

    Row& operator*() const { return *stream_->row_; }
    Row* operator->() const { return &**this; }
    /// Reads the next row. Raises as that of Stream.
    Iterator& operator++() {
      stream_->read();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& iterator, std::default_sentinel_t) {
      return iterator.is_at_end();
    }

   private:
    bool is_at_end() const { return !stream_->row_.has_value(); }

    RowStream* stream_;
  };

  /// Made by Query::stream.
  RowStream(detail::RowStreamOwner core, const detail::RowMaker<Row>& maker)
      : core_(std::move(core)), maker_(&maker) {}

  /// Reads a row; the first call runs the statement. Raises as the iterator's `++` does.
  Iterator begin() {
    read();
    return Iterator(*this);
  }
  std::default_sentinel_t end() const { return {}; }

 private:
  void read() {
    const detail::ResultCell* cells = detail::next_row(*core_);
    if (cells == nullptr) {
      row_.reset();
    } else {
      row_.emplace(maker_->make(cells));
    }
  }

  detail::RowStreamOwner core_;
  const detail::RowMaker<Row>* maker_;
  std::optional<Row> row_;
};

}  // namespace orm
