#include "db/engine_core.h"

#include <fmt/format.h>

#include <utility>

#include "db/sqlite/memory_statistics.h"
#include "db/sqlite/one_thread.h"
#include "db/sqlite/open.h"
#include "db/url.h"

namespace orm::db {
namespace {

std::string exhausted_message(const DatabaseUrl& url, const EngineOptions& options) {
  const auto waited = options.busy_timeout.count();
  if (url.is_memory()) {
    return fmt::format(
        "no connection became free within {} ms: sqlite:// has one connection; another session "
        "holds it: end it first or use a file",
        waited);
  }
  return fmt::format(
      "no connection to \"{}\" became free within {} ms: all {} are held by sessions; end a "
      "session first, or raise .pool_size or .busy_timeout",
      url.path, waited, options.pool_size);
}

void check_read_only(const DatabaseUrl& url, const EngineOptions& options) {
  if (!options.read_only) return;
  if (url.is_memory()) {
    throw InvalidRequestError(
        "sqlite:// with .read_only would be empty for ever; name a file, or leave .read_only out");
  }
  if (options.journal_mode != JournalMode::AsFound) {
    throw InvalidRequestError(
        ".journal_mode would change a file that is opened with .read_only; leave one of them out");
  }
}

void check_options(const DatabaseUrl& url, const EngineOptions& options) {
  if (options.pool_size < 1) {
    throw InvalidRequestError(
        fmt::format("EngineOptions::pool_size is {}; it has to be at least 1", options.pool_size));
  }
  if (options.busy_timeout.count() < 0) {
    throw InvalidRequestError(
        fmt::format("EngineOptions::busy_timeout is {} ms; it has to be 0 or more",
                    options.busy_timeout.count()));
  }
  check_read_only(url, options);
}

}  // namespace

ConnectionLease& ConnectionLease::operator=(ConnectionLease&& other) noexcept {
  if (this != &other) {
    give_back();
    core_ = std::move(other.core_);
    connection_ = std::move(other.connection_);
  }
  return *this;
}

void ConnectionLease::give_back() noexcept {
  if (connection_ == nullptr) return;
  if (connection_->recycle()) {
    core_->pool_.give_back(std::move(connection_));
  } else {
    core_->pool_.discard(std::move(connection_));
  }
  core_.reset();
}

void ConnectionLease::discard() noexcept {
  if (connection_ == nullptr) return;
  core_->pool_.discard(std::move(connection_));
  core_.reset();
}

std::shared_ptr<EngineCore> EngineCore::open(std::string_view url, EngineOptions options) {
  const DatabaseUrl database = parse_url(url);
  check_options(database, options);
  auto core = std::make_shared<EngineCore>(OpenOnly(), database, std::move(options));
  if (!core->options_.memory_statistics && !sqlite::stop_memory_statistics()) {
    core->observers_.warnings.say(
        "SQLite has been used before this engine, and so goes on counting its memory; set "
        ".memory_statistics for the first engine of the program, or leave it out");
  }
  // A wrong path is reported now and not by the first session.
  core->connect(nullptr);
  return core;
}

EngineCore::EngineCore(OpenOnly, const DatabaseUrl& url, EngineOptions options)
    : options_(std::move(options)),
      observers_(options_),
      pool_([this, path = url.path] { return sqlite::open(path, options_, observers_); },
            url.is_memory() ? 1 : static_cast<std::size_t>(options_.pool_size),
            options_.busy_timeout, exhausted_message(url, options_)) {}

ConnectionLease EngineCore::connect(const void* user) {
  sqlite::require_one_thread();
  std::unique_ptr<PooledConnection> connection = pool_.take();
  PooledConnection& lent = *connection;
  ConnectionLease lease(shared_from_this(), std::move(connection));
  lent.lend_to(user);
  return lease;
}

}  // namespace orm::db
