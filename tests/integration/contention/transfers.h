// Workers that move money between accounts, so that each lost, doubled or torn write shows.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "contention.orm.hpp"
#include "orm/orm.h"

namespace contention {

inline constexpr std::int64_t accounts = 5;
inline constexpr std::int64_t first_balance = 1000;

/// How a worker comes to what it writes.
enum class Manner {
  /// Reads and writes in one transaction, which is run again when it meets another.
  InOneTransaction,
  /// Reads in one transaction and writes in a later one, and reads again when the versions say that
  /// somebody has written since.
  ByVersion,
};

struct Work {
  Manner manner = Manner::InOneTransaction;
  orm::EngineOptions options = {};
  /// So many transfers, and others until that time.
  std::int64_t transfers = 0;
  std::chrono::steady_clock::time_point until = {};
};

/// `wal deferred one-transaction 5000` and so on: the journal, the engine's options, and the
/// manner.
struct Mode {
  const char* name;
  orm::JournalMode journal;
  orm::Begin begin;
  Manner manner;
  std::chrono::milliseconds busy_timeout;
};

const Mode* find_mode(const std::string& name);

Work work_in(const Mode& mode);

/// The engine, as soon as nobody is in the way.
orm::Engine open(const std::string& url, const Work& work);

/// Accounts with what they begin with.
void make_accounts(const std::string& url, const Mode& mode);

struct Done {
  std::int64_t transfers = 0;
  /// How often their work was begun: oftener, where somebody else was in the way.
  std::int64_t runs = 0;
};

/// Does the work. In between it reads all accounts and
/// raises std::logic_error when what one transaction sees is not one state.
Done transfer(const orm::Engine& engine, const std::string& worker, const Work& work);

}  // namespace contention
