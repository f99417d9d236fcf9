#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "driver/folder.h"

namespace ormgen {

// Files to be replaced and removed together: all new texts are on the disk, each in a temporary
// file beside its place, before the first place is taken. Temporary files that were not needed go
// with the object. Nothing outside of the folders that are named is touched (see Folder).
class Replacements {
 public:
  Replacements() = default;
  Replacements(const Replacements&) = delete;
  Replacements& operator=(const Replacements&) = delete;
  ~Replacements();

  // Writes the temporary file for `folder / below`, and makes its folders. Returns a sentence when
  // that fails.
  std::string stage(const std::filesystem::path& folder, const std::filesystem::path& below,
                    const std::string& text);

  // The file is to be removed when its turn comes. Returns a sentence when the folder cannot be
  // opened.
  std::string stage_removal(const std::filesystem::path& folder,
                            const std::filesystem::path& below);

  // Moves the files to their places, and removes, in the order of staging. Returns a sentence when
  // that fails; it says what was replaced before.
  std::string commit();

 private:
  struct Step {
    const Folder* folder;
    // Empty for a removal.
    std::filesystem::path temporary;
    std::filesystem::path below;
    // As messages call it.
    std::string shown;
  };

  const Folder& open(const std::filesystem::path& folder);

  std::map<std::filesystem::path, Folder> folders_;
  // Those before `done_` have been taken.
  std::vector<Step> steps_;
  std::size_t done_ = 0;
};

// Makes the file new, with this text, whether it differs or not. Returns a sentence when that
// fails.
std::string replace(const std::filesystem::path& path, const std::string& text);

// The same if its text differs.
std::string write_if_different(const std::filesystem::path& path, const std::string& text);

}  // namespace ormgen
