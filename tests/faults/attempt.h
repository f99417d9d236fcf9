// The program from its beginning to its end, with one fault on the way.
#pragma once

#include <string>
#include <vector>

#include "database.h"
#include "fault_points.h"
#include "orm/orm.h"

namespace faults_test {

/// Where the program writes to.
struct Place {
  const char* name;
  /// False for a database in memory.
  bool is_file;
  orm::JournalMode mode;
};

/// What the program says and leaves where nothing fails.
struct Undisturbed {
  /// For each stage.
  std::vector<std::string> said;
  std::vector<std::string> rows;
  Counts points{};
};

/// Runs the program again and again, each time with an empty database.
class Attempts {
 public:
  explicit Attempts(const Place& place);

  const Undisturbed& undisturbed() const { return undisturbed_; }
  /// Empty when the program has taken the fault as it should; what is wrong otherwise.
  std::string failure_of(const Fault& fault);

 private:
  std::string url() const;
  void remove_files() const;
  std::string run(const Fault& fault, Undisturbed* record);

  Place place_;
  orm_test::TemporaryFolder folder_;
  Undisturbed undisturbed_;
};

}  // namespace faults_test
