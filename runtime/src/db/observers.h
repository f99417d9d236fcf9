// Who wants to know what the connections of an engine do.
#pragma once

#include <atomic>
#include <cstdint>

#include "db/recording.h"
#include "db/statement_listener.h"
#include "db/statement_log.h"
#include "db/warnings.h"
#include "orm/engine.h"

namespace orm::db {

/// Owned by the engine; its connections refer to it. Safe to use from several threads.
struct Observers {
  explicit Observers(const EngineOptions& options)
      : log(options), warnings(options), listener(options, warnings) {}

  StatementLog log;
  Warnings warnings;
  StatementListener listener;
  Recordings recordings;
  /// Connections that were opened so far.
  std::atomic<std::uint64_t> connections{0};
};

}  // namespace orm::db
