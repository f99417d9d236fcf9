#include "driver/linked_runs.h"

#include "driver/manifest.h"
#include "driver/schema_paths.h"

namespace ormgen {

namespace fs = std::filesystem;

LinkedRuns::LinkedRuns(const Options& options, std::vector<std::string>& failures) {
  for (const auto& [base, path] : options.linked) {
    const auto read = read_manifest(path);
    if (const auto* failure = std::get_if<std::string>(&read)) {
      failures.push_back(*failure);
      continue;
    }
    const auto& manifest = std::get<Manifest>(read);
    for (const std::string& schema : manifest.schemas) {
      schemas_.emplace(
          identity_of(fs::path(base) / schema),
          LinkedSchema{schema, manifest.include_prefix, manifest.name_space, manifest.name});
    }
  }
}

const LinkedSchema* LinkedRuns::find(const fs::path& identity) const {
  const auto found = schemas_.find(identity);
  return found == schemas_.end() ? nullptr : &found->second;
}

}  // namespace ormgen
