#include "driver/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <system_error>

#include "driver/file_text.h"
#include "driver/replacements.h"

namespace ormgen {
namespace {

namespace fs = std::filesystem;

// A link on the way to the file leads to another place than below the folder.
bool leads_out_of(const fs::path& folder, const fs::path& path) {
  std::error_code error;
  const fs::path inside = fs::weakly_canonical(folder / ".", error);
  const fs::path parent = fs::weakly_canonical(path.parent_path() / ".", error);
  if (error) return true;
  const auto [end, unused] =
      std::mismatch(inside.begin(), inside.end(), parent.begin(), parent.end());
  // A folder's path may end in an empty part.
  return end != inside.end() && !end->empty();
}

// Why the file must not be written; empty when it may.
std::string objection_to(const fs::path& path, bool force) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) {
    return fmt::format("`{}` is a folder, and a file has to go there", path.generic_string());
  }
  if (!fs::exists(status) || force) return "";
  const std::optional<std::string> text = file_text(path);
  if (!text) return fmt::format("`{}` cannot be read", path.generic_string());
  if (is_written_by_ormgen(*text)) return "";
  return fmt::format("`{}` was not written by ormgen; move it away, or overwrite it with --force",
                     path.generic_string());
}

void plan_file(const fs::path& path, const std::string& name, const std::string& text, bool force,
               OutputPlan& plan) {
  std::string objection = objection_to(path, force);
  if (!objection.empty()) {
    plan.failures.push_back(std::move(objection));
    return;
  }
  const std::optional<std::string> before = file_text(path);
  if (before == text) return;
  const ChangeKind kind = before ? ChangeKind::Rewrite : ChangeKind::Add;
  plan.changes.push_back({kind, path, name, before.value_or(""), text});
}

bool is_ours(const fs::path& path) {
  std::error_code error;
  // Not that of a link's target: a link is not a file of ours.
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return false;
  const std::optional<std::string> text = file_text(path);
  return text && is_written_by_ormgen(*text);
}

void plan_removals(const OutputPlace& place, const std::vector<OutputFile>& files,
                   OutputPlan& plan) {
  std::error_code error;
  if (!fs::exists(place.manifest, error)) return;
  const auto read = read_manifest(place.manifest);
  if (const auto* failure = std::get_if<std::string>(&read)) {
    // One that may be overwritten says nothing about what is ours.
    if (!place.force) plan.failures.push_back(*failure);
    return;
  }
  std::set<std::string> made;
  for (const OutputFile& file : files) made.insert(file.path);
  for (const std::string& listed : std::get<Manifest>(read).files) {
    const fs::path path = place.folder / listed;
    if (!made.insert(listed).second || path == place.manifest) continue;
    if (leads_out_of(place.folder, path) || !is_ours(path)) continue;
    plan.changes.push_back({ChangeKind::Remove, path, listed, file_text(path).value_or(""), ""});
  }
}

// The manifest's name in messages: as the output's where it lies among it.
std::string name_of_manifest(const OutputPlace& place) {
  const std::string below = place.manifest.lexically_relative(place.folder).generic_string();
  const bool is_outside = below.empty() || below == ".." || below.starts_with("../");
  return is_outside ? place.manifest.generic_string() : below;
}

}  // namespace

OutputPlan plan_output(const OutputPlace& place, const std::vector<OutputFile>& files,
                       const Manifest& manifest) {
  OutputPlan plan;
  for (const OutputFile& file : files) {
    const fs::path path = place.folder / file.path;
    if (leads_out_of(place.folder, path)) {
      plan.failures.push_back(
          fmt::format("`{}` cannot be written: a link on its way leads out of the output folder",
                      path.generic_string()));
      continue;
    }
    if (path.lexically_normal() == place.manifest.lexically_normal()) {
      plan.failures.push_back(fmt::format("`{}` is generated code, so the manifest cannot go there",
                                          path.generic_string()));
      continue;
    }
    plan_file(path, file.path, file.text, place.force, plan);
  }
  if (place.manifest.empty()) return plan;
  plan_removals(place, files, plan);
  // Last, so that a run that was interrupted can be repeated.
  if (plan.failures.empty()) {
    plan_file(place.manifest, name_of_manifest(place), manifest_text(manifest), place.force, plan);
  }
  return plan;
}

std::vector<std::string> carry_out(const OutputPlan& plan) {
  if (!plan.failures.empty()) return plan.failures;
  Replacements files;
  // The manifest must not forget a file before it is removed.
  Replacements behind_removals;
  bool is_behind = false;
  for (const Change& change : plan.changes) {
    is_behind = is_behind || change.kind == ChangeKind::Remove;
    if (change.kind == ChangeKind::Remove) continue;
    Replacements& group = is_behind ? behind_removals : files;
    std::string failure = group.stage(change.path, change.after);
    if (!failure.empty()) return {std::move(failure)};
  }
  if (std::string failure = files.commit(); !failure.empty()) return {std::move(failure)};
  std::vector<std::string> failures;
  for (const Change& change : plan.changes) {
    std::error_code error;
    if (change.kind != ChangeKind::Remove || fs::remove(change.path, error) || !error) continue;
    failures.push_back(
        fmt::format("`{}` cannot be removed: {}", change.path.generic_string(), error.message()));
  }
  if (!failures.empty()) return failures;
  if (std::string failure = behind_removals.commit(); !failure.empty()) failures = {failure};
  return failures;
}

}  // namespace ormgen
