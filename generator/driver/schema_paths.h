#pragma once

#include <filesystem>
#include <string>

namespace ormgen {

// What a schema is called: where it stands below the base folder, with `/`; or why it has no place.
struct SchemaPath {
  std::string name;
  // A whole sentence; empty when all is well.
  std::string failure;
};

// One that stands elsewhere is called as it was given, where it `may_be_outside`.
SchemaPath schema_path(const std::filesystem::path& file, const std::filesystem::path& base,
                       bool may_be_outside = false);

// The same for every spelling of one file: absolute, links resolved.
std::filesystem::path identity_of(const std::filesystem::path& file);

}  // namespace ormgen
