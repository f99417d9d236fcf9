// An engine knows a database, keeps a pool of connections to it and lends them to sessions.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "orm/error.h"

namespace orm {

namespace db {
class EngineCore;
}

struct Registry;

struct EngineOptions {
  /// Writes every statement as a line to `log`, or to stderr when there is none.
  bool echo = false;
  /// Takes every statement as one line without a newline. May be called from any thread that uses
  /// the engine, one call at a time, and must not use the engine itself.
  std::function<void(std::string_view)> log = {};
  /// Keeps bound values out of logs and errors.
  bool hide_values = false;
  /// Most connections open at the same time. `sqlite://` (memory) always has one.
  int pool_size = 5;
  /// How long a statement waits for another connection's lock, and a session for a connection.
  std::chrono::milliseconds busy_timeout{5000};
};

/// A cheap handle; copies share one engine. Safe to use from several threads.
class Engine {
 public:
  explicit Engine(std::shared_ptr<db::EngineCore> core) : core_(std::move(core)) {}

  const std::shared_ptr<db::EngineCore>& core() const { return core_; }

 private:
  std::shared_ptr<db::EngineCore> core_;
};

/// Opens a database. `sqlite://` is a private database in memory, `sqlite:///file.db` a file
/// relative to the working directory, `sqlite:////abs/file.db` an absolute one; a file that does
/// not exist is created. Foreign keys are enforced. A file that the engine creates uses WAL.
/// The first connection is opened at once, so that a wrong path is reported here.
/// Raises ConnectionError for a URL it does not understand, a backend that is not in this version
/// (`postgresql://`), a file that cannot be opened or is no database.
Engine create_engine(std::string_view url, EngineOptions options = {});

/// Creates the tables and indexes of `registry` that are missing, in one transaction; never alters.
/// Raises SchemaMismatchError for a table that exists and differs, listing the differences.
void create_all(Engine& engine, const Registry& registry);

/// Drops the tables that `registry` names where they exist, whatever refers to what.
void drop_all(Engine& engine, const Registry& registry);

}  // namespace orm
