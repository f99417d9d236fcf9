#include "transfers.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <random>
#include <stdexcept>
#include <thread>

namespace contention {

namespace {

using std::chrono::milliseconds;

// Whoever does not get on within that many runs never will.
constexpr orm::RetryOptions retries{.attempts = 10'000, .pause = milliseconds(1)};

constexpr std::array modes{
    Mode{"wal_immediate", orm::JournalMode::Wal, orm::Begin::Immediate, Manner::InOneTransaction,
         milliseconds(60'000)},
    Mode{"wal_deferred", orm::JournalMode::Wal, orm::Begin::Deferred, Manner::InOneTransaction,
         milliseconds(60'000)},
    Mode{"journal_immediate", orm::JournalMode::Delete, orm::Begin::Immediate,
         Manner::InOneTransaction, milliseconds(60'000)},
    Mode{"journal_deferred", orm::JournalMode::Delete, orm::Begin::Deferred,
         Manner::InOneTransaction, milliseconds(60'000)},
    Mode{"wal_impatient", orm::JournalMode::Wal, orm::Begin::Immediate, Manner::InOneTransaction,
         milliseconds(1)},
    Mode{"wal_versions", orm::JournalMode::Wal, orm::Begin::Deferred, Manner::ByVersion,
         milliseconds(60'000)},
    Mode{"journal_versions", orm::JournalMode::Delete, orm::Begin::Immediate, Manner::ByVersion,
         milliseconds(60'000)},
};

struct Step {
  std::int64_t from;
  std::int64_t to;
  std::int64_t amount;
};

Step random_step(std::mt19937& random) {
  const auto from = static_cast<std::int64_t>(random() % accounts);
  const auto distance = 1 + static_cast<std::int64_t>(random() % (accounts - 1));
  return {1 + from, 1 + (from + distance) % accounts, static_cast<std::int64_t>(random() % 100)};
}

void move(Account& from, Account& to, std::int64_t amount) {
  from.set_balance(from.balance() - amount);
  from.set_writes(from.writes() + 1);
  to.set_balance(to.balance() + amount);
  to.set_writes(to.writes() + 1);
}

void note(orm::Session& session, const std::string& worker, std::int64_t number, const Step& step) {
  session.create<Transfer>({.worker = worker, .number = number, .amount = step.amount});
}

// Runs it again as long as somebody else is in the way.
void until_done(const std::function<void()>& run) {
  for (int attempts = 1;; ++attempts) {
    try {
      return run();
    } catch (const orm::RetryableError&) {
      if (attempts == retries.attempts) throw;
    } catch (const orm::StaleDataError&) {
      if (attempts == retries.attempts) throw;
    }
    std::this_thread::sleep_for(retries.pause);
  }
}

void transfer_by_version(const orm::Engine& engine, const std::string& worker, Done& done,
                         const Step& step) {
  until_done([&] {
    ++done.runs;
    orm::Session session(engine, {.expire_on_commit = false});
    const auto from = session.get_one<Account>(step.from);
    const auto to = session.get_one<Account>(step.to);
    session.commit();
    // Others come in between.
    move(*from, *to, step.amount);
    note(session, worker, done.transfers, step);
    session.commit();
  });
}

void transfer_in_one(const orm::Engine& engine, const std::string& worker, Done& done,
                     const Step& step) {
  engine.run_in_transaction(
      [&](orm::Session& session) {
        ++done.runs;
        const auto from = session.get_one<Account>(step.from);
        const auto to = session.get_one<Account>(step.to);
        move(*from, *to, step.amount);
        note(session, worker, done.transfers, step);
      },
      retries);
}

std::int64_t all_money(orm::Session& session) {
  std::int64_t sum = 0;
  for (const auto& account : session.query<Account>().populate_existing().all()) {
    sum += account->balance();
  }
  return sum;
}

void look(const orm::Engine& engine) {
  until_done([&] {
    orm::Session session(engine);
    const std::int64_t once = all_money(session);
    const auto transfers = session.query<Transfer>().count();
    const auto writes =
        session.query<Account>().select(orm::func::sum(Account::fields.writes)).scalar();
    const std::int64_t again = all_money(session);
    if (once != accounts * first_balance || again != once || writes != 2 * transfers) {
      throw std::logic_error("a transaction has seen more than one state");
    }
  });
}

}  // namespace

const Mode* find_mode(const std::string& name) {
  const auto found = std::find_if(modes.begin(), modes.end(),
                                  [&name](const Mode& mode) { return mode.name == name; });
  return found == modes.end() ? nullptr : &*found;
}

Work work_in(const Mode& mode) {
  Work work;
  work.manner = mode.manner;
  work.options.busy_timeout = mode.busy_timeout;
  work.options.begin = mode.begin;
  work.options.synchronous = orm::Synchronous::Off;
  return work;
}

void make_accounts(const std::string& url, const Mode& mode) {
  orm::Engine engine = orm::create_engine(url, {.journal_mode = mode.journal});
  contention::create_all(engine);
  engine.run_in_transaction([](orm::Session& session) {
    for (std::int64_t id = 1; id <= accounts; ++id) {
      session.create<Account>({.id = id, .balance = first_balance});
    }
  });
}

orm::Engine open(const std::string& url, const Work& work) {
  std::optional<orm::Engine> engine;
  until_done([&] { engine = orm::create_engine(url, work.options); });
  return *engine;
}

Done transfer(const orm::Engine& engine, const std::string& worker, const Work& work) {
  std::seed_seq seeds(worker.begin(), worker.end());
  std::mt19937 random(seeds);
  const auto transfer_once =
      work.manner == Manner::ByVersion ? &transfer_by_version : &transfer_in_one;
  Done done;
  while (done.transfers < work.transfers || std::chrono::steady_clock::now() < work.until) {
    ++done.transfers;
    transfer_once(engine, worker, done, random_step(random));
    if (done.transfers % 4 == 0) look(engine);
  }
  return done;
}

}  // namespace contention
