// The objects of a query, some at a time: `for (User& user : query.stream())`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>

#include "orm/object.h"

namespace orm {

namespace detail {

class SessionCore;
class StreamCore;
struct QuerySpec;

struct DeleteStream {
  void operator()(StreamCore* stream) const noexcept;
};
using StreamOwner = std::unique_ptr<StreamCore, DeleteStream>;

StreamOwner make_stream(SessionCore& session, const QuerySpec& spec, std::int64_t batch);
/// Where the stream stands; the first call runs the statement. Null behind the last object.
Object* current(StreamCore& stream);
/// The same after the next step.
Object* advance(StreamCore& stream);

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

    Iterator(detail::StreamCore& stream, Object* object) : stream_(&stream), object_(object) {}

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
    detail::StreamCore* stream_;
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

}  // namespace orm
