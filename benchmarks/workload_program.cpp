#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

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

}  // namespace

Program::Program(std::string name, int argc, char** argv) : name_(std::move(name)) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--nolimit") continue;
    if (i + 1 == argc || !take_option(option, argv[i + 1])) {
      std::fprintf(stderr,
                   "usage: %s [--only W1m,W2,...] [--reps N] [--warm N] [--file PATH] "
                   "[--rss PATH] [--make-database PATH] [--nolimit]\n",
                   argv[0]);
      std::exit(2);
    }
    ++i;
  }
  // Not within what is measured.
  if (!measures_nothing()) data();
}

bool Program::take_option(std::string_view option, const char* value) {
  if (option == "--only") {
    only_ = split(value);
  } else if (option == "--reps") {
    repetitions_ = std::atoi(value);
  } else if (option == "--warm") {
    warm_up_ = std::atoi(value);
  } else if (option == "--file") {
    file_ = value;
  } else if (option == "--rss") {
    memory_of_ = value;
  } else if (option == "--make-database") {
    make_database(value);
    made_database_ = true;
  } else {
    return false;
  }
  return true;
}

bool Program::wants(std::string_view workload) const {
  return only_.empty() || std::find(only_.begin(), only_.end(), workload) != only_.end();
}

bool Program::wants_scattered() const {
  return wants("W4s") || wants("W4sselect") || wants("W5s") || wants("W6s");
}

void Program::print(const std::string& workload, double milliseconds, std::uint64_t checksum) {
  if (printed_[workload]++ >= warm_up_) print_once(workload, milliseconds, checksum);
}

void Program::print_once(const std::string& workload, double milliseconds,
                         std::uint64_t checksum) const {
  std::printf("%s\t%s\t%.3f\t%llu\n", workload.c_str(), name_.c_str(), milliseconds,
              static_cast<unsigned long long>(checksum));
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
