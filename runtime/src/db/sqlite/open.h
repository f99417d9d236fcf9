// Opening an SQLite database.
#pragma once

#include <memory>
#include <string>

#include "db/observers.h"
#include "db/pooled_connection.h"
#include "orm/engine.h"

namespace orm::db::sqlite {

/// Opens the file of that absolute path, or a database in memory for an empty one. A file that does
/// not exist is created, unless the options say `read_only`. Foreign keys are enforced. The
/// connection belongs to one thread at a time: SQLite's own mutex is off. Raises ConnectionError or
/// BusyError, naming the path.
std::unique_ptr<PooledConnection> open(const std::string& path, const EngineOptions& options,
                                       Observers& observers);

}  // namespace orm::db::sqlite
