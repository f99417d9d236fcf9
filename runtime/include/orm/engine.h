// An engine knows a database, keeps a pool of connections to it and lends them to sessions.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orm/criteria.h"
#include "orm/error.h"
#include "orm/events.h"
#include "orm/schema_difference.h"
#include "orm/value.h"

namespace orm {

namespace db {
class EngineCore;
}

struct Registry;
class Session;
struct StatementEvent;

/// How SQLite keeps a transaction until it is complete; see https://sqlite.org/pragma.html. There
/// is no OFF: without a journal nothing can be rolled back.
enum class JournalMode : std::uint8_t {
  /// WAL for a file that the engine creates; an existing file keeps what it has.
  AsFound,
  /// Readers and one writer work at the same time. Kept in the file for all later connections, and
  /// not for network file systems. The files `-wal` and `-shm` belong to the database.
  Wal,
  /// A writer shuts out readers while it commits; the file `-journal` is deleted at the end.
  Delete,
  /// Like Delete, but the journal is cut to nothing, which some file systems do faster.
  Truncate,
  /// Like Delete, but the journal's beginning is overwritten.
  Persist,
  /// Like Delete with the journal in memory: a crash during a commit may damage the file.
  Memory
};

/// How far a commit waits for the disk. What a crash of the program alone does is the same for all.
enum class Synchronous : std::uint8_t {
  /// As the SQLite library was built: `Full`, unless somebody has changed it.
  AsBuilt,
  /// Never: a power failure may damage the file.
  Off,
  /// At some moments. With WAL a power failure may take back the last commits, and damages nothing.
  Normal,
  /// At every commit. A power failure takes back nothing; with Delete, perhaps the last commit.
  Full,
  /// Also for the folder of the journal: nothing with Delete, either.
  Extra
};

/// When a session's transaction takes the lock for writing, which one connection has at a time.
enum class Begin : std::uint8_t {
  /// At its first write. Two transactions that have both read, and then both write, stand in each
  /// other's way: one of them fails with a RetryableError, at once.
  Deferred,
  /// At its first statement, for which it waits up to `busy_timeout`. For programs that mostly
  /// write: what such a transaction reads cannot change before it writes.
  Immediate
};

/// A function of the program that SQL can call; made by SqlFunction::defined_as.
struct FunctionDefinition {
  std::string name;
  std::size_t arguments = 0;
  /// Makes the result of the arguments.
  std::function<Value(const ValueView* arguments)> call;
};

struct EngineOptions {
  /// Writes every statement as a line to `log`, or to stderr when there is none.
  bool echo = false;
  /// Takes every statement as one line without a newline. May be called from any thread that uses
  /// the engine, one call at a time, and must not use the engine itself.
  std::function<void(std::string_view)> log = {};
  /// Takes warnings: what is no error and yet hardly meant, such as one statement for each object
  /// of a loop. Without it they go to stderr. To be written like `log`.
  std::function<void(std::string_view)> warn = {};
  /// Is told of every statement when it has run: its SQL, how many values and rows, what it took
  /// and on which connection; see orm/observe.h. May be called from several threads at the same
  /// time. It must not use the engine; what it throws becomes a warning.
  std::function<void(const StatementEvent&)> on_statement = {};
  /// Keeps bound values out of logs and errors.
  bool hide_values = false;
  /// Most connections open at the same time. `sqlite://` (memory) always has one.
  int pool_size = 5;
  /// How long a statement waits for another connection's lock, and a session for a connection.
  std::chrono::milliseconds busy_timeout{5000};
  /// Set for every connection that is opened. A mode that the database cannot have (WAL in memory)
  /// is a ConnectionError.
  JournalMode journal_mode = JournalMode::AsFound;
  Synchronous synchronous = Synchronous::AsBuilt;
  /// How sessions begin their transactions.
  Begin begin = Begin::Deferred;
  /// Opens an existing file for reading. Nothing is created, and what would write raises
  /// ReadOnlyError. A file that uses WAL needs a folder that can be written to, unless another
  /// program has it open.
  bool read_only = false;
  /// SQLite counts the memory that it uses, and for each piece takes a lock that all threads of the
  /// process share. `false` does without, so that threads which read do not wait for each other,
  /// and one alone is faster. SQLite then knows of no memory that it has used
  /// (`sqlite3_memory_used`) and of no limit to it (`PRAGMA soft_heap_limit`), in the whole
  /// process. The first engine decides, before anything else has used SQLite and while no other
  /// thread does; a warning says where it is too late. See sqlite3_config, SQLITE_CONFIG_MEMSTATUS,
  /// in SQLite's documentation.
  bool memory_statistics = true;
  /// Listeners of all sessions; they may be called from several threads at the same time.
  Events events = {};
  /// What all objects have to be that sessions read; see orm/criteria.h.
  std::vector<LoaderCriteria> criteria = {};
  /// What SQL can call beside its own functions, on each connection; see orm/sql_function.h.
  std::vector<FunctionDefinition> functions = {};
};

/// How often `Engine::run_in_transaction` tries.
struct RetryOptions {
  /// Runs of the work in all, the first included.
  int attempts = 8;
  /// Longest pause before the second run; it doubles with each further one, up to a second. How
  /// much of it is waited is random, at least half, so that two programs do not meet again and
  /// again.
  std::chrono::milliseconds pause{10};
};

/// A cheap handle; copies share one engine. Safe to use from several threads.
class Engine {
 public:
  explicit Engine(std::shared_ptr<db::EngineCore> core) : core_(std::move(core)) {}

  /// Makes a session, runs `work(session)`, commits, and returns what the work returned. When work
  /// or commit raise a RetryableError, the session is rolled back and all is done again with a new
  /// one, after a pause that grows; the last attempt's error passes on. Any other exception rolls
  /// back and passes on at once.
  ///
  /// The work may therefore run several times: it should not commit, and change nothing but what
  /// its session writes. Objects that it returns keep the values they were read with; they are
  /// without a session. Raises InvalidRequestError for options that allow no attempt.
  /// Defined in `orm/session.h`.
  template <class Work>
  auto run_in_transaction(Work work, RetryOptions options = {}) const;

  /// In which respects the database is not what the schema says; empty when a program with this
  /// schema can work with it. Reads only, and changes nothing.
  ///
  /// A difference is what breaks a program: a row that it could not read or write, or a promise of
  /// the schema (unique sets, foreign keys, indexes) that the database does not keep. Further
  /// tables, columns that may stay empty, and indexes that are not unique break nothing. Nor do
  /// names of constraints, the order of columns, and other words for a type that stores the same:
  /// `NVARCHAR(160)` for a text, `NUMERIC(10,2)` for a number. CHECKs are not compared.
  std::vector<SchemaDifference> verify(const Registry& registry) const;

  const std::shared_ptr<db::EngineCore>& core() const { return core_; }

 private:
  std::shared_ptr<db::EngineCore> core_;
};

/// Opens a database. `sqlite://` is a private database in memory, `sqlite:///file.db` a file
/// relative to the working directory, `sqlite:////abs/file.db` an absolute one; a file that does
/// not exist is created. Foreign keys are enforced. A file that the engine creates uses WAL, an
/// existing one stays as it is, unless `.journal_mode` says otherwise.
/// The first connection is opened at once, so that a wrong path is reported here.
/// Raises ConnectionError for a URL it does not understand, a backend that is not in this version
/// (`postgresql://`), a file that cannot be opened or is no database, and a journal mode that the
/// database refuses, and in a second thread for an SQLite library that is built without mutexes
/// (then also where a session takes a connection); BusyError when somebody has locked the file;
/// InvalidRequestError for options that contradict each other.
Engine create_engine(std::string_view url, EngineOptions options = {});

/// Creates the tables and indexes of `registry` that are missing, in one transaction; never alters.
/// Raises SchemaMismatchError for a table that exists and differs, listing the differences: those
/// that `Engine::verify` finds, and all columns that the schema does not know.
void create_all(Engine& engine, const Registry& registry);

/// Drops the tables that `registry` names where they exist, whatever refers to what.
void drop_all(Engine& engine, const Registry& registry);

}  // namespace orm
