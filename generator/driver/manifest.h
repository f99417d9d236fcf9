#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace ormgen {

// What a run of `ormgen generate` has made, as a file beside its output. The next run removes what
// is not made any more; a run whose schemas import some of these learns where their classes are.
struct Manifest {
  // As in NAME_models.hpp.
  std::string name;
  std::string include_prefix;
  // The C++ namespace around those of the schemas, `a::b`; may be empty.
  std::string name_space;
  // Below the base folder, with `/`: schemas whose classes this run defines.
  std::vector<std::string> schemas;
  // Below the output folder, with `/`.
  std::vector<std::string> files;
};

std::string manifest_text(const Manifest& manifest);

// The manifest in a file, or a sentence about what is wrong with it. A path that leads out of its
// folder is wrong.
std::variant<Manifest, std::string> read_manifest(const std::filesystem::path& path);

}  // namespace ormgen
