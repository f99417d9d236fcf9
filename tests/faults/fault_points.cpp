#include "fault_points.h"

#include <sqlite3.h>

namespace faults_test {

namespace {

struct Watch {
  Fault fault;
  Counts counts{};
  bool is_on = false;
  bool has_struck = false;
};

// SQLite's hooks are plain functions, and so is `new`.
Watch current;

constexpr const char* kind_names[kind_count] = {
    "read",   "write",   "sync", "lock",      "open",          "delete",    "memory of SQLite",
    "memory", "prepare", "step", "interrupt", "schema change", "contention"};

}  // namespace

std::string describe(const Fault& fault) {
  if (fault.kind == Kind::Count) return "no fault";
  return std::string(kind_names[static_cast<std::size_t>(fault.kind)]) + " " +
         std::to_string(fault.number) + ": " + sqlite3_errstr(fault.code) + " (" +
         std::to_string(fault.code) + ")" + (fault.lasts ? ", and all that follow" : "") +
         (fault.ends_session ? " until the session has ended" : "");
}

void watch(const Fault& fault) { current = {.fault = fault, .is_on = true}; }

void end_watch() noexcept { current.is_on = false; }

bool has_struck() noexcept { return current.has_struck; }

Counts counted() noexcept { return current.counts; }

int strike(Kind kind) noexcept {
  if (!current.is_on) return 0;
  const std::uint64_t number = ++current.counts[static_cast<std::size_t>(kind)];
  const Fault& fault = current.fault;
  if (kind != fault.kind || number < fault.number) return 0;
  if (number > fault.number && !fault.lasts) return 0;
  current.has_struck = true;
  return fault.code;
}

Pause::Pause() noexcept : was_watching_(current.is_on) { current.is_on = false; }

Pause::~Pause() { current.is_on = was_watching_; }

}  // namespace faults_test
