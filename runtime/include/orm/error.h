// Every error the runtime raises. The names are SQLAlchemy's where it has one for the situation.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace orm {

/// Base of all runtime errors. `what()` says what happened, where and what to do about it.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, std::string sql = {}, int driver_code = 0)
      : std::runtime_error(message), sql_(std::move(sql)), driver_code_(driver_code) {}

  /// The statement that failed; empty where none was involved.
  const std::string& sql() const noexcept { return sql_; }
  /// The driver's own code (SQLite: the extended result code); 0 where none was involved.
  int driver_code() const noexcept { return driver_code_; }

 private:
  std::string sql_;
  int driver_code_;
};

/// The program asked for something that makes no sense in this state.
class InvalidRequestError : public Error {
  using Error::Error;
};

/// `->` or `*` on a null Ptr.
class NullPtrError : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// The key of an object was read before the database assigned it.
class KeyNotKnown : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// A value that the database or the session makes was read before its row was stored.
class ValueNotKnown : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// An unloaded attribute of an object whose session is gone, or that was expunged from it.
class DetachedError : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// A relationship that only a query may load (`lazy raise`, `raiseload`) was used without.
class LazyLoadError : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// The session has to be rolled back before it can be used again; carries the first failure's text.
class PendingRollbackError : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// A required key has no value when the object is about to be written. Raised before any SQL.
class RequiredKeyError : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// Rows that need each other's keys cannot be put in an order. Raised before any SQL.
class CircularDependencyError : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// The row of an expired object is no longer in the database.
class ObjectDeletedError : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// `one` or `get_one` found nothing.
class NoResultFound : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// `one` or `one_or_none` found more than one object.
class MultipleResultsFound : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// A StatementBudget was exceeded.
class StatementBudgetError : public InvalidRequestError {
  using InvalidRequestError::InvalidRequestError;
};

/// An UPDATE or DELETE matched another number of rows than the session holds.
class StaleDataError : public Error {
  using Error::Error;
};

/// A value that is stored, or is to be, does not fit the column that the schema declares; names
/// table, column and, of an object's row, its key. What an update, a removal or an insert has
/// written by then is undone; what SQL of the program has (session.execute) is not.
class DataError : public Error {
  using Error::Error;
};

/// A database table that differs from the schema; the message lists the differences.
class SchemaMismatchError : public Error {
  using Error::Error;
};

/// The database could not be opened, read or written.
class ConnectionError : public Error {
  using Error::Error;
};

/// All connections of the engine were lent out for all of `.busy_timeout`. SQLAlchemy's
/// `TimeoutError`.
class PoolTimeoutError : public ConnectionError {
  using ConnectionError::ConnectionError;
};

/// The database refused a statement.
class StatementError : public Error {
  using Error::Error;
};

/// A write through an engine that was opened with `.read_only`.
class ReadOnlyError : public StatementError {
  using StatementError::StatementError;
};

/// Base of what the same transaction may not meet again: roll back and run it once more, as
/// `Engine::run_in_transaction` does. Whatever is not a RetryableError will fail again.
class RetryableError : public StatementError {
  using StatementError::StatementError;
};

/// Somebody else held the lock that the statement needs for all of `.busy_timeout`, or waits for a
/// lock of this transaction (then at once).
class BusyError : public RetryableError {
  using RetryableError::RetryableError;
};

/// The transaction read what another one has changed since, so that it must not write.
class SerializationError : public RetryableError {
  using RetryableError::RetryableError;
};

/// A constraint of the database was violated.
class IntegrityError : public StatementError {
 public:
  enum class Kind { Unique, ForeignKey, NotNull, Check, Other };

  IntegrityError(const std::string& message, std::string sql, int driver_code, Kind kind,
                 std::string constraint)
      : StatementError(message, std::move(sql), driver_code),
        kind_(kind),
        constraint_(std::move(constraint)) {}

  Kind kind() const noexcept { return kind_; }
  /// What the database names as violated (SQLite: `posts.slug`); empty for a foreign key.
  const std::string& constraint() const noexcept { return constraint_; }

 private:
  Kind kind_;
  std::string constraint_;
};

}  // namespace orm
