#include "driver/replacements.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <system_error>

#include "driver/file_text.h"

namespace ormgen {
namespace {

namespace fs = std::filesystem;

std::string shown_path(const fs::path& folder, const fs::path& below) {
  return (folder / below).generic_string();
}

// The sentence for a failure, with the system's reason.
std::string cannot_be(std::string_view done, const std::string& shown,
                      const std::system_error& error) {
  return fmt::format("`{}` cannot be {}: {}", shown, done, error.code().message());
}

}  // namespace

Replacements::~Replacements() {
  for (std::size_t i = done_; i < steps_.size(); ++i) {
    if (steps_[i].temporary.empty()) continue;
    try {
      steps_[i].folder->remove(steps_[i].temporary);
    } catch (const std::system_error&) {  // NOLINT(bugprone-empty-catch)
      // Its folder is gone, or is another's by now.
    }
  }
}

const Folder& Replacements::open(const fs::path& folder) {
  return folders_.try_emplace(folder, folder).first->second;
}

std::string Replacements::stage(const fs::path& folder, const fs::path& below,
                                const std::string& text) {
  const std::string shown = shown_path(folder, below);
  try {
    const Folder& opened = open(folder);
    steps_.push_back({&opened, opened.write_beside(below, text), below, shown});
  } catch (const std::system_error& error) {
    return cannot_be("written", shown, error);
  }
  return "";
}

std::string Replacements::stage_removal(const fs::path& folder, const fs::path& below) {
  const std::string shown = shown_path(folder, below);
  try {
    steps_.push_back({&open(folder), "", below, shown});
  } catch (const std::system_error& error) {
    return cannot_be("removed", shown, error);
  }
  return "";
}

std::string Replacements::commit() {
  std::vector<std::string> replaced;
  for (; done_ < steps_.size(); ++done_) {
    const Step& step = steps_[done_];
    const bool is_removal = step.temporary.empty();
    try {
      if (is_removal) {
        step.folder->remove(step.below);
      } else {
        step.folder->rename(step.temporary, step.below);
        replaced.push_back("`" + step.shown + "`");
      }
    } catch (const std::system_error& error) {
      std::string failure = cannot_be(is_removal ? "removed" : "written", step.shown, error);
      if (replaced.empty()) return failure;
      return failure + fmt::format("; replaced before that: {}", fmt::join(replaced, ", "));
    }
  }
  return "";
}

std::string replace(const fs::path& path, const std::string& text) {
  Replacements one;
  const std::string failure = one.stage(path.parent_path(), path.filename(), text);
  return failure.empty() ? one.commit() : failure;
}

std::string write_if_different(const fs::path& path, const std::string& text) {
  if (file_text(path) == text) return "";
  return replace(path, text);
}

}  // namespace ormgen
