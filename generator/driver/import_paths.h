#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "driver/options.h"

namespace ormgen {

struct ImportSearch {
  std::optional<std::filesystem::path> path;
  // Where it was looked for, in words: "`a`, `b`".
  std::string places;
};

// An imported file: beside the importing one, else below the base folder, else below a `-I` folder.
ImportSearch find_import(const std::string& import, const std::filesystem::path& importer,
                         const Options& options);

}  // namespace ormgen
