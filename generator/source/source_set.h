#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "source/source_file.h"

namespace ormgen {

enum class LoadFailure { Missing, Folder, Unreadable, TooLarge };

// Why a file could not be read; `message` is a whole sentence that names the path.
struct LoadError {
  LoadFailure failure = LoadFailure::Unreadable;
  std::string message;
};

using LoadResult = std::variant<FileId, LoadError>;

// Owns the files of one run. References to files stay valid while the set lives.
class SourceSet {
 public:
  // Adds text that is in memory already, shown under `path`.
  const SourceFile& add(std::string path, std::string text);

  // From now on a file shown under `path` has this text, whatever is on the disk.
  void replace(std::string path, std::string text) { replaced_[std::move(path)] = std::move(text); }

  // Reads a file from disk. `shown_as` is the path for messages; empty means `path` itself.
  // Does not look whether the file was loaded before.
  LoadResult load(const std::filesystem::path& path, std::string shown_as = {});

  const SourceFile& file(FileId id) const { return *files_[static_cast<std::size_t>(id)]; }
  std::size_t size() const { return files_.size(); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
  std::map<std::string, std::string> replaced_;
};

}  // namespace ormgen
