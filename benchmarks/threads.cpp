// Whether two threads read twice as much as one: from a file in WAL mode, each with a connection of
// its own, alone and beside a thread that writes. Measured in turns, for the machine may be busy.
//
//   threads_bench FILE [ROUNDS] [--no-statistics]      makes the file
//
// Prints `workload program threads writer objects_per_second ratio_to_one_thread processors
// ratio_of_work commits_per_second rounds`, separated by tabs: medians, of the ratios those within
// a round. `processors` is how many the readers had, which is fewer than there are threads where
// they wait: for a lock, or because others use the machine. `ratio_of_work` is the processor time
// of an object beside that with one thread; where threads are in each other's way, it grows. The
// writer commits a change of ten posts every two milliseconds, however many read. --no-statistics
// turns off that SQLite counts its memory, which it does for all threads together. The exit status
// is 1 when the ways disagree.
#include "threads.h"

#include <sqlite3.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "workloads.h"

namespace {

using threads::Way;
using threads::Worker;

constexpr int most_readers = 2;
constexpr std::size_t users_of_transaction = 1'000;
constexpr int posts_of_change = 10;
constexpr std::chrono::milliseconds pause_of_writer(2);
constexpr int loads = 2;

struct Workload {
  std::string name;
  /// What one reader does each time, the objects that it reads, and its checksum.
  std::uint64_t (*run)(const Worker& worker);
  double objects;
};

std::uint64_t get_users(const Worker& worker) {
  const std::span<const std::int64_t> ids(workloads::data().looked_up);
  std::uint64_t sum = 0;
  for (std::size_t first = 0; first < ids.size(); first += users_of_transaction) {
    sum += worker.get(ids.subspan(first, std::min(users_of_transaction, ids.size() - first)));
  }
  return sum;
}

std::uint64_t load_posts(const Worker& worker) {
  std::uint64_t sum = 0;
  for (int i = 0; i < loads; ++i) sum += worker.load();
  return sum;
}

/// Changes posts until it is stopped, one transaction after another.
class Writer {
 public:
  explicit Writer(const Way& way) : worker_(way.make_worker()), thread_([this] { run(); }) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { stop(); }

  /// How many transactions there were.
  int stop() {
    is_wanted_ = false;
    if (thread_.joinable()) thread_.join();
    return commits_;
  }

 private:
  void run() {
    const auto posts = static_cast<int>(workloads::data().posts.size());
    auto next = std::chrono::steady_clock::now();
    for (int first = 0; is_wanted_; first = (first + posts_of_change) % posts) {
      worker_.change(first + 1, posts_of_change);
      ++commits_;
      next += pause_of_writer;
      std::this_thread::sleep_until(next);
    }
  }

  Worker worker_;
  std::atomic<bool> is_wanted_{true};
  int commits_ = 0;
  std::thread thread_;
};

double processor_seconds_of_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

struct Measured {
  double objects_per_second = 0;
  double processors = 0;
  /// Processor seconds of an object.
  double work = 0;
  double commits_per_second = 0;
  std::uint64_t sum = 0;
};

Measured measure(const Way& way, const Workload& workload, int readers, bool has_writer) {
  std::array<std::uint64_t, most_readers> sums{};
  std::array<double, most_readers> worked{};
  std::barrier start(readers + 1);
  std::vector<std::thread> running;
  running.reserve(static_cast<std::size_t>(readers));
  for (int i = 0; i < readers; ++i) {
    running.emplace_back([&, i = static_cast<std::size_t>(i)] {
      const Worker worker = way.make_worker();
      worker.get(workloads::data().visited);
      start.arrive_and_wait();
      const double before = processor_seconds_of_thread();
      sums[i] = workload.run(worker);
      worked[i] = processor_seconds_of_thread() - before;
    });
  }
  std::unique_ptr<Writer> writer = has_writer ? std::make_unique<Writer>(way) : nullptr;
  start.arrive_and_wait();
  const double began = workloads::Program::now();
  for (std::thread& each : running) each.join();
  const double seconds = (workloads::Program::now() - began) / 1000;
  Measured measured;
  const double processor_seconds = std::accumulate(worked.begin(), worked.end(), 0.0);
  measured.objects_per_second = workload.objects * readers / seconds;
  measured.processors = processor_seconds / seconds;
  measured.work = processor_seconds / (workload.objects * readers);
  if (writer) measured.commits_per_second = writer->stop() / seconds;
  // Where all come to the same, each does.
  for (const std::uint64_t sum : sums) measured.sum += sum;
  measured.sum /= static_cast<std::uint64_t>(readers);
  return measured;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// One workload with or without a writer: all ways, by one thread and by two, in turns.
class Comparison {
 public:
  Comparison(const Workload& workload, bool has_writer)
      : workload_(workload), has_writer_(has_writer) {}

  void run_round(const std::vector<Way>& ways) {
    for (const Way& way : ways) {
      Measured alone;
      for (int readers = 1; readers <= most_readers; ++readers) {
        const Measured measured = measure(way, workload_, readers, has_writer_);
        if (readers == 1) alone = measured;
        Series& series = series_[{way.name, readers}];
        series.speeds.push_back(measured.objects_per_second);
        series.ratios.push_back(measured.objects_per_second / alone.objects_per_second);
        series.processors.push_back(measured.processors);
        series.work_ratios.push_back(measured.work / alone.work);
        series.commits.push_back(measured.commits_per_second);
        sums_.push_back(measured.sum);
      }
    }
  }

  void print() const {
    for (const auto& [which, series] : series_) {
      std::printf("%s\t%s\t%d\t%s\t%.0f\t%.3f\t%.2f\t%.3f\t%.0f\t%zu\n", workload_.name.c_str(),
                  which.first.c_str(), which.second, has_writer_ ? "yes" : "no",
                  median(series.speeds), median(series.ratios), median(series.processors),
                  median(series.work_ratios), median(series.commits), series.speeds.size());
    }
    std::fflush(stdout);
  }

  bool agrees() const {
    return std::all_of(sums_.begin(), sums_.end(),
                       [&](std::uint64_t sum) { return sum == sums_.front(); });
  }

 private:
  struct Series {
    std::vector<double> speeds;
    std::vector<double> ratios;
    std::vector<double> processors;
    std::vector<double> work_ratios;
    std::vector<double> commits;
  };

  Workload workload_;
  bool has_writer_;
  std::map<std::pair<std::string, int>, Series> series_;
  std::vector<std::uint64_t> sums_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FILE [ROUNDS] [--no-statistics]\n", argv[0]);
    return 2;
  }
  int rounds = 7;
  std::string ending;
  for (int i = 2; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--no-statistics") {
      // For both, and before SQLite is used: what EngineOptions::memory_statistics does.
      sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
      ending = "_uncounted";
    } else {
      rounds = std::max(1, std::atoi(argv[i]));
    }
  }
  workloads::make_tables(argv[1]);
  workloads::new_titles();
  const std::vector<Way> ways = {threads::hand_written(argv[1]), threads::ormgen(argv[1])};
  const std::array workloads = {
      Workload{"get" + ending, get_users, static_cast<double>(workloads::data().looked_up.size())},
      Workload{"load" + ending, load_posts,
               loads * static_cast<double>(workloads::data().posts.size())}};
  std::printf(
      "workload\tprogram\tthreads\twriter\tobjects_per_second\tratio_to_one_thread\t"
      "processors\tratio_of_work\tcommits_per_second\trounds\n");
  bool agree = true;
  for (const Workload& workload : workloads) {
    for (const bool has_writer : {false, true}) {
      Comparison comparison(workload, has_writer);
      for (int i = 0; i < rounds; ++i) comparison.run_round(ways);
      comparison.print();
      agree = agree && comparison.agrees();
    }
  }
  if (!agree) std::fprintf(stderr, "threads_bench: the ways disagree\n");
  return agree ? 0 : 1;
}
