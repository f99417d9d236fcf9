#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ormgen {

// Files to be replaced together: all new texts are on the disk, each in a temporary file beside its
// place, before the first place is taken. Temporary files that were not needed go with the object.
class Replacements {
 public:
  Replacements() = default;
  Replacements(const Replacements&) = delete;
  Replacements& operator=(const Replacements&) = delete;
  ~Replacements();

  // Writes the temporary file, and makes its folder. Returns a sentence when that fails.
  std::string stage(const std::filesystem::path& path, const std::string& text);

  // Moves the files to their places in the order of staging. Returns a sentence when that fails;
  // it says which files were replaced before.
  std::string commit();

 private:
  struct Staged {
    std::filesystem::path temporary;
    std::filesystem::path path;
  };
  // Those before `committed_` are in their places.
  std::vector<Staged> staged_;
  std::size_t committed_ = 0;
};

// Writes one file if its text differs; returns a sentence when that fails.
std::string write_if_different(const std::filesystem::path& path, const std::string& text);

// Makes the file new, with this text, whether it differs or not.
std::string touch(const std::filesystem::path& path, const std::string& text);

}  // namespace ormgen
