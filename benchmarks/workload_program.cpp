#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "workloads.h"

namespace workloads {

namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

/// `VmRSS:`, what the process has in memory, or `VmHWM:`, the most that it ever had; in KiB.
long memory_in_use(std::string_view field) {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word && word != field) {
  }
  long kibibytes = 0;
  status >> kibibytes;
  return kibibytes;
}

}  // namespace

Program::Program(std::string name, int argc, char** argv) : name_(std::move(name)) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (take_switch(option)) continue;
    if (i + 1 == argc || !take_option(option, argv[i + 1])) {
      std::fprintf(stderr,
                   "usage: %s [--users N] [--only W1m,W2,...] [--reps N] [--warm N] [--file PATH] "
                   "[--tables PATH] [--memory] [--rss PATH] [--make-database PATH] "
                   "[--make-tables PATH] [--nolimit]\n",
                   argv[0]);
      std::exit(2);
    }
    ++i;
  }
  if (measures_nothing()) return;
  // Not within what is measured.
  if (tables_.empty() || !wants_rows()) data();
  if (wants("W9")) new_titles();
  memory_before_ = memory_in_use("VmRSS:");
}

bool Program::take_switch(std::string_view option) {
  prints_memory_ = prints_memory_ || option == "--memory";
  return option == "--memory" || option == "--nolimit";
}

bool Program::take_option(std::string_view option, const char* value) {
  if (option == "--users") {
    set_user_count(std::atoi(value));
  } else if (option == "--only") {
    only_ = split(value);
  } else if (option == "--reps") {
    repetitions_ = std::atoi(value);
  } else if (option == "--warm") {
    warm_up_ = std::atoi(value);
  } else if (option == "--file") {
    file_ = value;
  } else if (option == "--tables") {
    tables_ = value;
  } else if (option == "--rss") {
    memory_of_ = value;
  } else if (option == "--make-tables") {
    make_tables(value);
    made_database_ = true;
  } else if (option == "--make-database") {
    make_database(value);
    made_database_ = true;
  } else {
    return false;
  }
  return true;
}

bool Program::wants(std::string_view workload) const {
  if (only_.empty()) return workload != "graph";
  return std::find(only_.begin(), only_.end(), workload) != only_.end();
}

bool Program::wants_rows() const {
  constexpr std::array<std::string_view, 3> inserts = {"W1m", "W1f", "graph"};
  const auto needs_rows = [&](const std::string& workload) {
    return std::find(inserts.begin(), inserts.end(), workload) == inserts.end();
  };
  return only_.empty() || std::any_of(only_.begin(), only_.end(), needs_rows);
}

void Program::fill(sqlite3* database) {
  if (tables_.empty()) {
    fill_tables(database);
  } else {
    copy_tables(tables_, database);
  }
  memory_before_ = memory_in_use("VmRSS:");
}

bool Program::wants_scattered() const {
  constexpr std::array<std::string_view, 5> scattered = {"W4s", "W4sused", "W4sselect", "W5s",
                                                         "W6s"};
  return std::any_of(scattered.begin(), scattered.end(),
                     [this](std::string_view workload) { return wants(workload); });
}

void Program::print(const std::string& workload, double milliseconds, std::uint64_t checksum) {
  if (printed_[workload]++ >= warm_up_) print_once(workload, milliseconds, checksum);
}

void Program::print_once(const std::string& workload, double milliseconds,
                         std::uint64_t checksum) const {
  std::printf("%s\t%s\t%.3f\t%llu\n", workload.c_str(), name_.c_str(), milliseconds,
              static_cast<unsigned long long>(checksum));
  if (prints_memory_) {
    std::printf("RSS_%s\t%s\t%ld\t0\n", workload.c_str(), name_.c_str(),
                memory_in_use("VmHWM:") - memory_before_);
  }
  std::fflush(stdout);
}

void Program::print_peak_memory(const std::string& workload) const {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("RSS_%s\t%s\t%ld\t0\n", workload.c_str(), name_.c_str(), usage.ru_maxrss);
}

double Program::now() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(since).count();
}

}  // namespace workloads
