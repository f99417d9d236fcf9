// What the copies of an Engine share: options, pool, observers.
#pragma once

#include <memory>
#include <string_view>

#include "db/connection.h"
#include "db/observers.h"
#include "db/pool.h"
#include "orm/engine.h"

namespace orm::db {

class EngineCore;
struct DatabaseUrl;

/// A connection of the pool for as long as the lease lives. Giving it back rolls back a transaction
/// that is still open. The lease keeps the engine alive. Belongs to one thread at a time.
class ConnectionLease {
 public:
  /// Holds nothing.
  ConnectionLease() = default;
  ConnectionLease(std::shared_ptr<EngineCore> core, std::unique_ptr<PooledConnection> connection)
      : core_(std::move(core)), connection_(std::move(connection)) {}
  ConnectionLease(ConnectionLease&& other) noexcept = default;
  ConnectionLease& operator=(ConnectionLease&& other) noexcept;
  ~ConnectionLease() { give_back(); }

  explicit operator bool() const noexcept { return connection_ != nullptr; }
  Connection* operator->() const noexcept { return connection_.get(); }
  Connection& operator*() const noexcept { return *connection_; }

  /// Ends the lease; all statements of the connection have to be released before. Never fails.
  void give_back() noexcept;
  /// Ends the lease and closes the connection, which must not be used by anybody again.
  void discard() noexcept;

 private:
  std::shared_ptr<EngineCore> core_;
  std::unique_ptr<PooledConnection> connection_;
};

/// Safe to use from several threads. Connections that are handed out belong to one thread each and
/// keep the core alive through the lease that holds them.
class EngineCore : public std::enable_shared_from_this<EngineCore> {
  struct OpenOnly {};

 public:
  /// See orm::create_engine.
  static std::shared_ptr<EngineCore> open(std::string_view url, EngineOptions options);

  EngineCore(OpenOnly, const DatabaseUrl& url, EngineOptions options);

  /// Lends a connection: an idle one, or a new one while fewer than `pool_size` are open, or the
  /// first that is given back within `busy_timeout`; then raises ConnectionError. `user` is what
  /// recorders of one session compare with; null for nobody in particular.
  ConnectionLease connect(const void* user);

  const EngineOptions& options() const noexcept { return options_; }
  Observers& observers() noexcept { return observers_; }

 private:
  friend class ConnectionLease;

  EngineOptions options_;
  Observers observers_;
  Pool pool_;
};

}  // namespace orm::db
