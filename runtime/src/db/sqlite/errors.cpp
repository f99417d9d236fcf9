#include "db/sqlite/errors.h"

#include <fmt/format.h>

#include <string>

#include "db/log_line.h"
#include "orm/error.h"

namespace orm::db::sqlite {
namespace {

struct Failure {
  State& state;
  int code;
  std::string_view sql;
  std::span<const ValueView> values;
  std::string driver_text;

  int primary_code() const { return code & 0xFF; }
};

std::string database_name(const State& state) {
  return state.path.empty() ? "the database in memory" : fmt::format("\"{}\"", state.path);
}

std::string message(const Failure& failure, std::string_view what) {
  std::string text = fmt::format("{}: {}", what, failure.driver_text);
  if (!failure.sql.empty()) text += fmt::format("\n[SQL: {}]", failure.sql);
  if (!failure.values.empty()) {
    text += fmt::format("\n[bound: {}]",
                        format_values(failure.values, failure.state.observers.log.hides_values()));
  }
  failure.state.last_failure = text;
  return text;
}

template <class Error>
[[noreturn]] void raise_as(const Failure& failure, std::string_view what) {
  throw Error(message(failure, what), std::string(failure.sql), failure.code);
}

// `UNIQUE constraint failed: posts.slug` -> `posts.slug`; of an index over expressions, which is
// reported as `index 'name'`, its name.
std::string constraint_name(std::string_view driver_text) {
  constexpr std::string_view before = "constraint failed: ";
  const std::size_t start = driver_text.find(before);
  if (start == std::string_view::npos) return {};
  std::string_view name = driver_text.substr(start + before.size());
  if (name.starts_with("index '") && name.ends_with('\'')) {
    name.remove_prefix(std::string_view("index '").size());
    name.remove_suffix(1);
  }
  return std::string(name);
}

[[noreturn]] void raise_integrity(const Failure& failure, IntegrityError::Kind kind,
                                  std::string_view what) {
  const bool names_it = kind != IntegrityError::Kind::ForeignKey;
  throw IntegrityError(message(failure, what), std::string(failure.sql), failure.code, kind,
                       names_it ? constraint_name(failure.driver_text) : std::string());
}

[[noreturn]] void raise_constraint(const Failure& failure) {
  using Kind = IntegrityError::Kind;
  switch (failure.code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      raise_integrity(failure, Kind::Unique, "a value that has to be unique is there already");
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      raise_integrity(failure, Kind::ForeignKey,
                      "a foreign key would refer to a row that does not exist");
    case SQLITE_CONSTRAINT_NOTNULL:
      raise_integrity(failure, Kind::NotNull, "a column that is required has no value");
    case SQLITE_CONSTRAINT_CHECK:
      raise_integrity(failure, Kind::Check, "a check of the table does not hold");
#ifdef SQLITE_CONSTRAINT_DATATYPE
    case SQLITE_CONSTRAINT_DATATYPE:
      raise_as<DataError>(failure, "a value does not fit its column");
#endif
    default:
      raise_integrity(failure, Kind::Other, "a constraint of the database does not hold");
  }
}

[[noreturn]] void raise_busy(const Failure& failure) {
#ifdef SQLITE_BUSY_SNAPSHOT
  if (failure.code == SQLITE_BUSY_SNAPSHOT) {
    raise_as<SerializationError>(failure,
                                 "another connection has changed what this transaction read; roll "
                                 "back and run the transaction again");
  }
#endif
  raise_as<BusyError>(
      failure, fmt::format("another connection or process holds the lock of {} (waited up to {} "
                           "ms); try again, keep transactions short or raise .busy_timeout",
                           database_name(failure.state), failure.state.busy_timeout.count()));
}

// The connection, or the file behind it, cannot be used.
[[noreturn]] void raise_connection(const Failure& failure, std::string_view what) {
  failure.state.is_broken = true;
  raise_as<ConnectionError>(failure, fmt::format("{} {}", database_name(failure.state), what));
}

[[noreturn]] void raise_readonly(const Failure& failure) {
  if (failure.code == SQLITE_READONLY && failure.state.is_read_only) {
    raise_as<ReadOnlyError>(failure,
                            database_name(failure.state) +
                                " was opened with .read_only; write through an engine without it");
  }
  // The plain code is about this statement (PRAGMA query_only), all others are about the file.
  if (failure.code == SQLITE_READONLY) {
    raise_as<StatementError>(failure, database_name(failure.state) + " cannot be written to");
  }
  raise_connection(failure,
                   "cannot be written to; check the permissions of the file and of its folder");
}

}  // namespace

void raise(State& state, int code, std::string_view sql, std::span<const ValueView> values) {
  const Failure failure{state, code, sql, values, sqlite3_errmsg(state.database.get())};
  switch (failure.primary_code()) {
    case SQLITE_CONSTRAINT:
      raise_constraint(failure);
    case SQLITE_BUSY:
      raise_busy(failure);
    case SQLITE_LOCKED:
      raise_as<BusyError>(failure,
                          "another statement uses the table; end its result and try again");
    case SQLITE_TOOBIG:
      raise_as<DataError>(failure, "a text or blob is longer than the database takes");
    case SQLITE_MISMATCH:
      raise_as<DataError>(failure, "a value does not fit its column");
    case SQLITE_NOTADB:
      raise_connection(failure,
                       "is not an SQLite database; give the path of a database or of a new file");
    case SQLITE_CANTOPEN:
      raise_connection(failure,
                       "cannot be opened; check the path, its permissions and those of its folder");
    case SQLITE_CORRUPT:
      raise_connection(failure, "is damaged; restore it from a copy or use sqlite3's .recover");
    case SQLITE_IOERR:
      raise_connection(failure, "cannot be read or written; check the disk and the file");
    case SQLITE_READONLY:
      raise_readonly(failure);
    case SQLITE_FULL:
      raise_as<StatementError>(failure, "there is no room left for " + database_name(state) +
                                            "; make room, roll back and run the transaction again");
    case SQLITE_NOMEM:
      raise_as<StatementError>(failure,
                               "SQLite has no memory left for the statement; free some, roll back "
                               "and run the transaction again");
    case SQLITE_INTERRUPT:
      raise_as<StatementError>(
          failure,
          "the statement was interrupted; roll back, and run the transaction again if it "
          "is still wanted");
    case SQLITE_SCHEMA:
      raise_as<RetryableError>(failure,
                               "another connection has changed tables while the statement was "
                               "prepared; roll back and run the transaction again");
    case SQLITE_PROTOCOL:
      raise_busy(failure);
    case SQLITE_ABORT:
      raise_as<StatementError>(failure,
                               "the transaction was rolled back while the statement ran; roll back "
                               "the session and run the transaction again");
    default:
      raise_as<StatementError>(failure, "the database refuses the statement");
  }
}

}  // namespace orm::db::sqlite
