// Eight threads of this process and four other processes write the same rows of one file.
// ORM_CONTENTION_TRANSFERS says how many each of them makes at least, 100 unless it is set, and
// ORM_CONTENTION_SECONDS for how long each mode goes on at least.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "database.h"
#include "plain_connection.h"
#include "transfers.h"

namespace contention {
namespace {

constexpr int threads = 8;
constexpr int processes = 4;

std::int64_t number_of(const char* variable, std::int64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::atoll(text);
}

std::int64_t wanted_seconds() { return number_of("ORM_CONTENTION_SECONDS", 0); }
std::int64_t wanted_transfers() { return number_of("ORM_CONTENTION_TRANSFERS", 100); }

struct ClosePipe {
  void operator()(std::FILE* pipe) const { pclose(pipe); }
};
using Pipe = std::unique_ptr<std::FILE, ClosePipe>;

Pipe start(const std::string& mode, const std::string& url, int number) {
  const std::string command = std::string(CONTENDER) + " " + mode + " " + url + " process" +
                              std::to_string(number) + " " + std::to_string(wanted_transfers()) +
                              " " + std::to_string(wanted_seconds());
  return Pipe(popen(command.c_str(), "r"));
}

// What it says, when it has done; nothing when it has failed.
Done done_by(Pipe pipe) {
  long long made = 0;
  long long runs = 0;
  const bool has_said = std::fscanf(pipe.get(), "%lld %lld", &made, &runs) == 2;
  const bool is_well = pclose(pipe.release()) == 0;
  return has_said && is_well ? Done{made, runs} : Done{};
}

class Contention : public testing::TestWithParam<const char*> {};

TEST_P(Contention, LosesNothingAndStopsNobody) {
  const Mode& mode = *find_mode(GetParam());
  const orm_test::TemporaryFolder folder;
  const std::string url = "sqlite:///" + folder.file("a.db");
  make_accounts(url, mode);

  std::vector<Pipe> others;
  others.reserve(processes);
  for (int i = 0; i < processes; ++i) others.push_back(start(mode.name, url, i));
  Work work = work_in(mode);
  // Some threads wait for a connection, too; for as long as it takes.
  work.options.pool_size = mode.busy_timeout > std::chrono::seconds(1) ? 5 : threads;
  work.transfers = wanted_transfers();
  work.until = std::chrono::steady_clock::now() + std::chrono::seconds(wanted_seconds());
  const orm::Engine engine = open(url, work);
  std::vector<Done> done(threads);
  std::vector<std::thread> workers;
  workers.reserve(threads);
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&engine, &work, &done, i] {
      try {
        done.at(static_cast<std::size_t>(i)) = transfer(engine, "thread" + std::to_string(i), work);
      } catch (const std::exception& error) {
        ADD_FAILURE() << "thread " << i << ": " << error.what();
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  for (Pipe& other : others) done.push_back(done_by(std::move(other)));

  std::int64_t sum = 0;
  std::int64_t runs = 0;
  for (const Done& each : done) {
    EXPECT_GE(each.transfers, wanted_transfers());
    sum += each.transfers;
    runs += each.runs;
  }
  const auto rows = [&folder](const std::string& sql) {
    return orm_test::rows_of(folder.file("a.db"), sql);
  };
  EXPECT_THAT(
      rows("SELECT sum(balance), sum(writes), sum(version) FROM accounts"),
      testing::ElementsAre(std::to_string(accounts * first_balance) + "|" +
                           std::to_string(2 * sum) + "|" + std::to_string(accounts + 2 * sum)));
  EXPECT_THAT(rows("SELECT count(*) FROM transfers"), testing::ElementsAre(std::to_string(sum)));
  EXPECT_THAT(rows("PRAGMA integrity_check"), testing::ElementsAre("ok"));
  if (HasFailure()) return;
  std::printf("note: %s: %lld transfers of %d threads and %d processes in %lld runs, none lost\n",
              mode.name, static_cast<long long>(sum), threads, processes,
              static_cast<long long>(runs));
}

INSTANTIATE_TEST_SUITE_P(Modes, Contention,
                         testing::Values("wal_immediate", "wal_deferred", "journal_immediate",
                                         "journal_deferred", "wal_impatient", "wal_versions",
                                         "journal_versions"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace contention
