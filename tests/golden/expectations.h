#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "diagnostics/sink.h"
#include "source/source_set.h"

// A case of tests/golden: a schema, and below it the messages it provokes, one a line behind
// `// expect: `, in the gcc form without the name of the case's own file.
namespace ormgen::golden {

struct Case {
  std::filesystem::path path;
  // What the schema is without the expectations.
  std::string input;
  std::vector<std::string> expected;
};

Case read_case(const std::filesystem::path& path);
// Writes the case back with other expectations.
void write_case(const Case& old, const std::vector<std::string>& messages);

// What was found, one message a line, without the name of the case's own file.
std::vector<std::string> messages_in(const Sink& sink, const SourceSet& sources,
                                     const std::filesystem::path& path);

// All .orm files below a folder of tests/golden, sorted.
std::vector<std::filesystem::path> schemas_below(const std::string& folder);
std::filesystem::path golden_folder();
std::string bytes_of(const std::filesystem::path& path);

// Names the tests of cases by their places below a folder of tests/golden.
class CaseNames {
 public:
  explicit CaseNames(const std::string& folder) : folder_(golden_folder() / folder) {}

  template <class Info>
  std::string operator()(const Info& info) const {
    return name_of(info.param);
  }

 private:
  std::string name_of(const std::filesystem::path& path) const;

  std::filesystem::path folder_;
};

// The switch that rewrites expectations: ORMGEN_UPDATE_GOLDEN=1.
bool is_update_wanted();

}  // namespace ormgen::golden
