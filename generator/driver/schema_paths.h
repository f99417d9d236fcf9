#pragma once

#include <filesystem>
#include <string>

namespace ormgen {

// Where a schema stands below the base folder, with `/`; or why it has no such place.
struct SchemaPath {
  std::string below_base;
  // A whole sentence; empty when all is well.
  std::string failure;
};

SchemaPath schema_path(const std::filesystem::path& file, const std::filesystem::path& base);

// The same for every spelling of one file: absolute, links resolved.
std::filesystem::path identity_of(const std::filesystem::path& file);

}  // namespace ormgen
