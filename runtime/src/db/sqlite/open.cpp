#include "db/sqlite/open.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "db/sqlite/connection.h"
#include "db/sqlite/errors.h"
#include "db/sqlite/functions.h"
#include "db/sqlite/lookup.h"
#include "orm/error.h"

namespace orm::db::sqlite {
namespace {

namespace fs = std::filesystem;

// What SQLite would only call "unable to open database file".
void check_path(const fs::path& path, bool read_only) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    throw ConnectionError(
        fmt::format("\"{}\" is a folder; give the path of a database file", path.string()));
  }
  if (fs::exists(path, ignored)) return;
  if (read_only) {
    throw ConnectionError(fmt::format(
        "there is no database \"{}\", and .read_only creates none; check the path", path.string()));
  }
  const fs::path folder = path.parent_path();
  if (!fs::is_directory(folder, ignored)) {
    throw ConnectionError(
        fmt::format("cannot create the database \"{}\": there is no folder \"{}\"; make it first",
                    path.string(), folder.string()));
  }
}

void open_handle(State& state) {
  const char* name = state.path.empty() ? ":memory:" : state.path.c_str();
  sqlite3* database = nullptr;
  const int access =
      state.is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(name, &database, access | SQLITE_OPEN_NOMUTEX, nullptr);
  state.database.reset(database);
  if (database == nullptr) throw ConnectionError("there is no memory for a database connection");
  sqlite3_extended_result_codes(database, 1);
  if (code != SQLITE_OK) raise(state, sqlite3_extended_errcode(database), {});
}

void set_busy_timeout(State& state) {
  using Milliseconds = std::chrono::milliseconds;
  const Milliseconds greatest(std::numeric_limits<int>::max());
  sqlite3_busy_timeout(state.database.get(),
                       static_cast<int>(std::min(state.busy_timeout, greatest).count()));
}

// A quoted name that no column has is an error, not a text.
void refuse_quoted_texts(State& state) {
#ifdef SQLITE_DBCONFIG_DQS_DML
  sqlite3_db_config(state.database.get(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(state.database.get(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
#else
  static_cast<void>(state);
#endif
}

void enforce_foreign_keys(State& state) {
  Lookup(state, "PRAGMA foreign_keys = ON").run(0);
  if (Lookup(state, "PRAGMA foreign_keys").run(0) == 1) return;
  throw ConnectionError("this SQLite library is built without foreign keys; use another build");
}

// The first look at the file: SQLite opens anything, and finds out later what it is.
void read_header(State& state) { Lookup(state, "PRAGMA schema_version").run(0); }

void check_writable(const State& state) {
  if (state.is_read_only || sqlite3_db_readonly(state.database.get(), "main") != 1) return;
  throw ConnectionError(
      fmt::format("the database \"{}\" cannot be written to; give this user the right to write, or "
                  "open it with .read_only",
                  state.path));
}

std::string_view pragma_value(JournalMode mode) {
  switch (mode) {
    case JournalMode::AsFound:
      break;
    case JournalMode::Wal:
      return "wal";
    case JournalMode::Delete:
      return "delete";
    case JournalMode::Truncate:
      return "truncate";
    case JournalMode::Persist:
      return "persist";
    case JournalMode::Memory:
      return "memory";
  }
  return {};
}

std::string_view pragma_value(Synchronous synchronous) {
  switch (synchronous) {
    case Synchronous::AsBuilt:
      break;
    case Synchronous::Off:
      return "OFF";
    case Synchronous::Normal:
      return "NORMAL";
    case Synchronous::Full:
      return "FULL";
    case Synchronous::Extra:
      return "EXTRA";
  }
  return {};
}

// SQLite does not fail when it cannot have a mode: it answers with the one that stays.
void set_journal_mode(State& state, JournalMode mode) {
  const std::string_view wanted = pragma_value(mode);
  const std::string now =
      Lookup(state, fmt::format("PRAGMA journal_mode = {}", wanted)).run_for_text();
  if (now == wanted) return;
  const std::string name = state.path.empty() ? "sqlite://" : fmt::format("\"{}\"", state.path);
  throw ConnectionError(
      fmt::format("{} cannot have the journal mode \"{}\" and stays with \"{}\"; change "
                  ".journal_mode or leave it out",
                  name, wanted, now));
}

void set_synchronous(State& state, Synchronous synchronous) {
  const std::string_view wanted = pragma_value(synchronous);
  if (wanted.empty()) return;
  Lookup(state, fmt::format("PRAGMA synchronous = {}", wanted)).run(0);
}

}  // namespace

std::unique_ptr<PooledConnection> open(const std::string& path, const EngineOptions& options,
                                       Observers& observers) {
  if (!path.empty()) check_path(path, options.read_only);
  std::error_code ignored;
  const bool is_new_file = !path.empty() && !fs::exists(path, ignored);

  State state{observers, path, options.busy_timeout, options.read_only};
  open_handle(state);
  set_busy_timeout(state);
  refuse_quoted_texts(state);
  check_writable(state);
  enforce_foreign_keys(state);
  add_functions(state, options.functions);
  read_header(state);
  if (options.journal_mode != JournalMode::AsFound) {
    set_journal_mode(state, options.journal_mode);
  } else if (is_new_file) {
    // Nobody has asked for it: where it is impossible, another mode will do.
    Lookup(state, "PRAGMA journal_mode = WAL").run(0);
  }
  set_synchronous(state, options.synchronous);
  state.number = ++observers.connections;
  return std::make_unique<SqliteConnection>(std::move(state));
}

}  // namespace orm::db::sqlite
