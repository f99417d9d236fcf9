#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "driver/options.h"

namespace ormgen {

// A schema whose classes another run defines: this one uses them and makes none of its own.
struct LinkedSchema {
  // Below the other run's base folder, with `/`.
  std::string display_path;
  std::string include_prefix;
  // Around the schema's own namespace, `a::b`; may be empty.
  std::string name_space;
  // The other run's name.
  std::string owner;
};

// The schemas of all runs given with `--linked`.
class LinkedRuns {
 public:
  // Reads the manifests. What is wrong with one becomes a sentence in `failures`.
  LinkedRuns(const Options& options, std::vector<std::string>& failures);

  // By identity_of() of the schema's path.
  const LinkedSchema* find(const std::filesystem::path& identity) const;

 private:
  std::map<std::filesystem::path, LinkedSchema> schemas_;
};

}  // namespace ormgen
