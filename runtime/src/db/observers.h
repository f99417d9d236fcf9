// Who wants to know what the connections of an engine do.
#pragma once

#include "db/recording.h"
#include "db/statement_log.h"
#include "db/warnings.h"
#include "orm/engine.h"

namespace orm::db {

/// Owned by the engine; its connections refer to it. Safe to use from several threads.
struct Observers {
  explicit Observers(const EngineOptions& options) : log(options), warnings(options) {}

  StatementLog log;
  Warnings warnings;
  Recordings recordings;
};

}  // namespace orm::db
