#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "driver/manifest.h"
#include "emit/emit.h"

namespace ormgen {

enum class ChangeKind { Add, Rewrite, Remove };

struct Change {
  ChangeKind kind = ChangeKind::Add;
  // Links are followed on the way to the folder, and none below it.
  std::filesystem::path folder;
  std::filesystem::path below;
  // What messages call it: the path below the output folder.
  std::string name;
  // Empty where there is no such text.
  std::string before;
  std::string after;
};

// What it takes to make the disk hold the output, found out before any of it is done.
struct OutputPlan {
  // In the order in which they are to be made; of a run that is up to date there are none.
  std::vector<Change> changes;
  // Whole sentences; while there is one, nothing may be changed.
  std::vector<std::string> failures;
};

// Where output goes to.
struct OutputPlace {
  std::filesystem::path folder;
  // Empty: no manifest is kept.
  std::filesystem::path manifest;
  // Overwrite files that ormgen has not written.
  bool force = false;
};

// Compares with the disk. Files that the manifest on disk lists and that are not made any more are
// removed, and nothing else ever is: only ordinary files below the folder, reached through no link
// that leads out of it, that begin as generated code does. What is in the way of a file and is not
// ours is a failure; `force` replaces files and links, yet neither folders nor devices.
OutputPlan plan_output(const OutputPlace& place, const std::vector<OutputFile>& files,
                       const Manifest& manifest);

// Makes the changes, and none after one that fails; returns whole sentences about that. Every new
// text is on the disk before the first file is replaced, and no temporary file stays.
std::vector<std::string> carry_out(const OutputPlan& plan);

}  // namespace ormgen
