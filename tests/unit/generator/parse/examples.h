#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace ormgen {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A schema of tests/golden/accept/examples.
inline std::string read_example(const std::string& name) {
  return read_file(std::filesystem::path(ORM_SOURCE_DIR) / "tests/golden/accept/examples" / name);
}

}  // namespace ormgen
