#include "driver/import_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <vector>

namespace ormgen {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> places_for(const fs::path& importer, const Options& options) {
  std::vector<fs::path> places = {importer.parent_path(), options.base};
  places.insert(places.end(), options.import_dirs.begin(), options.import_dirs.end());
  return places;
}

// As a user would write the folder.
std::string shown(const fs::path& folder) {
  const std::string text = folder.lexically_normal().generic_string();
  return text.empty() ? "." : text;
}

}  // namespace

ImportSearch find_import(const std::string& import, const fs::path& importer,
                         const Options& options) {
  std::vector<std::string> looked_in;
  for (const fs::path& place : places_for(importer, options)) {
    const fs::path candidate = (place / import).lexically_normal();
    std::error_code error;
    if (fs::exists(candidate, error)) return {candidate, ""};
    const std::string words = "`" + shown(place) + "`";
    if (std::find(looked_in.begin(), looked_in.end(), words) == looked_in.end()) {
      looked_in.push_back(words);
    }
  }
  return {std::nullopt, fmt::format("{}", fmt::join(looked_in, ", "))};
}

}  // namespace ormgen
