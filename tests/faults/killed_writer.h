// A writer that dies, and what it leaves.
#pragma once

#include <cstdint>
#include <string>

namespace faults_test {

/// How a writer works and dies.
struct Death {
  /// As the writer's arguments have them.
  std::string mode;
  std::string synchronous;
  std::string file;
  unsigned seed = 0;
  /// 0 for a writer that is killed; else at about which operation the power fails.
  unsigned long operations = 0;
};

/// Has a writer work until it dies: killed after some transactions, or without power. The number of
/// the last transaction that it has said to be stored; 0 when it came to none.
std::int64_t last_acknowledged(const Death& death);

/// Empty when each transaction of the file is whole, and none is missing up to `least`; else what
/// is wrong. Looks with SQLite alone, then with a session.
std::string damage_after_death(const std::string& file, std::int64_t least);

}  // namespace faults_test
