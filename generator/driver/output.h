#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "emit/emit.h"

namespace ormgen {

struct Written {
  std::size_t changed = 0;
  // Whole sentences; after one, nothing more was written.
  std::vector<std::string> failures;
};

// Writes what differs from the disk, each file through a temporary one beside it. Looks at all
// files first: while one of them is not ours (and not `force`) or cannot be, nothing is written.
Written write_output(const std::filesystem::path& folder, const std::vector<OutputFile>& files,
                     bool force);

// Writes one file if its text differs; returns a sentence when that fails.
std::string write_if_different(const std::filesystem::path& path, const std::string& text);

// Makes the file new, with this text, whether it differs or not.
std::string touch(const std::filesystem::path& path, const std::string& text);

}  // namespace ormgen
