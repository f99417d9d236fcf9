#include "driver/schema_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "driver/schema_paths.h"

namespace ormgen {
namespace {

namespace fs = std::filesystem;

class Finding {
 public:
  FoundSchemas find(const std::vector<std::string>& named) {
    for (const std::string& name : named) find(name);
    return std::move(found_);
  }

 private:
  void find(const std::string& name) {
    std::error_code error;
    if (name != "-" && fs::is_directory(name, error)) return look_into(name);
    if (name != "-" && fs::path(name).extension() != ".orm") {
      found_.failures.push_back(fmt::format("`{}` does not end in .orm", name));
    } else {
      add(name);
    }
  }

  void add(const std::string& file) {
    if (known_.insert(file == "-" ? fs::path(file) : identity_of(file)).second) {
      found_.files.push_back(file);
    }
  }

  void look_into(const fs::path& folder) {
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      std::error_code other;
      const bool is_schema = entry->path().extension() == ".orm" && entry->is_regular_file(other);
      if (is_schema) files.push_back(entry->path().generic_string());
    }
    if (error) {
      found_.failures.push_back(
          fmt::format("`{}` cannot be read: {}", folder.generic_string(), error.message()));
    } else if (files.empty()) {
      found_.failures.push_back(
          fmt::format("there is no .orm file below `{}`", folder.generic_string()));
    }
    // The disk has them in no order.
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) add(file);
  }

  FoundSchemas found_;
  std::set<fs::path> known_;
};

}  // namespace

FoundSchemas find_schemas(const std::vector<std::string>& named) { return Finding().find(named); }

}  // namespace ormgen
