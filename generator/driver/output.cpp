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

// Absolute, and links are resolved as far as the path exists; nothing where they go in circles.
std::optional<fs::path> real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, error), error).lexically_normal();
  if (error) return std::nullopt;
  // One that ends in `/` means the same.
  return real.has_filename() ? real : real.parent_path();
}

// The first folder on the way to `below` that is a link, which then leads to nothing that exists.
bool goes_through_a_link(fs::path folder, const fs::path& below) {
  for (const fs::path& part : below.parent_path()) {
    folder /= part;
    std::error_code error;
    if (fs::is_symlink(fs::symlink_status(folder, error))) return true;
  }
  return false;
}

// Where a file of the output goes.
struct Spot {
  // Below the folder, free of links on its way.
  fs::path below;
  // Why it must not go there.
  std::string failure;
};

// A link of the user's may lead from one place in the folder to another.
Spot spot_of(const fs::path& folder, const std::string& name) {
  const std::string shown = (folder / name).generic_string();
  const auto top = real_path(folder);
  const auto parent = real_path((folder / name).parent_path());
  if (!top || !parent) {
    return {{}, fmt::format("`{}` cannot be written: a link on its way leads nowhere", shown)};
  }
  const fs::path inside = parent->lexically_relative(*top);
  const bool is_outside = inside.empty() || *inside.begin() == "..";
  if (is_outside) {
    return {{},
            fmt::format("`{}` cannot be written: a link on its way leads out of the output folder",
                        shown)};
  }
  fs::path below = (inside / fs::path(name).filename()).lexically_normal();
  if (goes_through_a_link(*top, below)) {
    return {{}, fmt::format("`{}` cannot be written: a link on its way leads nowhere", shown)};
  }
  return {std::move(below), ""};
}

// Why the file must not be written; empty when it may.
std::string objection_to(const fs::path& path, bool force) {
  const std::string shown = path.generic_string();
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (fs::is_directory(fs::status(path, error))) {
    return fmt::format("`{}` is a folder, and a file has to go there", shown);
  }
  if (!fs::exists(status)) return "";
  if (fs::is_other(status)) {
    return fmt::format("`{}` is no ordinary file, and one has to go there", shown);
  }
  if (force) return "";
  if (fs::is_symlink(status)) {
    return fmt::format(
        "`{}` is a link, and ormgen has made none; remove it, or replace it with "
        "--force",
        shown);
  }
  const std::optional<std::string> text = file_text(path);
  if (!text) return fmt::format("`{}` cannot be read", shown);
  if (is_written_by_ormgen(*text)) return "";
  return fmt::format("`{}` was not written by ormgen; move it away, or overwrite it with --force",
                     shown);
}

// What an ordinary file says, be it reached through a link.
std::optional<std::string> text_there(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) ? file_text(path) : std::nullopt;
}

void plan_file(const Change& file, bool force, OutputPlan& plan) {
  const fs::path path = file.folder / file.below;
  const std::optional<std::string> before = text_there(path);
  if (before == file.after) return;
  std::string objection = objection_to(path, force);
  if (!objection.empty()) {
    plan.failures.push_back(std::move(objection));
    return;
  }
  plan.changes.push_back(file);
  plan.changes.back().kind = before ? ChangeKind::Rewrite : ChangeKind::Add;
  plan.changes.back().before = before.value_or("");
}

// The text of a file that a former run has made: no link, and no manifest.
std::optional<std::string> text_of_ours(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return std::nullopt;
  std::optional<std::string> text = file_text(path);
  return text && is_generated_code(*text) ? text : std::nullopt;
}

// `kept`: where the output goes, which is compared instead of names, for two may mean one file.
void plan_removals(const OutputPlace& place, std::set<fs::path> kept, OutputPlan& plan) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(place.manifest, error))) return;
  const auto read = read_manifest(place.manifest);
  if (const auto* failure = std::get_if<std::string>(&read)) {
    // One that may be overwritten says nothing about what is ours.
    if (!place.force) plan.failures.push_back(*failure);
    return;
  }
  for (const std::string& listed : std::get<Manifest>(read).files) {
    if (!fs::exists(fs::symlink_status(place.folder / listed, error))) continue;
    const Spot spot = spot_of(place.folder, listed);
    if (!spot.failure.empty() || !kept.insert(spot.below).second) continue;
    const auto text = text_of_ours(place.folder / spot.below);
    if (!text) continue;
    plan.changes.push_back({ChangeKind::Remove, place.folder, spot.below, listed, *text, ""});
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
  std::set<fs::path> kept;
  const auto real_manifest = real_path(place.manifest);
  for (const OutputFile& file : files) {
    const Spot spot = spot_of(place.folder, file.path);
    if (!spot.failure.empty()) {
      plan.failures.push_back(spot.failure);
      continue;
    }
    const fs::path path = place.folder / spot.below;
    if (!place.manifest.empty() && real_path(path) == real_manifest) {
      plan.failures.push_back(fmt::format("`{}` is generated code, so the manifest cannot go there",
                                          path.generic_string()));
      continue;
    }
    kept.insert(spot.below);
    plan_file({ChangeKind::Add, place.folder, spot.below, file.path, "", file.text}, place.force,
              plan);
  }
  if (place.manifest.empty()) return plan;
  plan_removals(place, std::move(kept), plan);
  // Last, so that a run that was interrupted can be repeated.
  if (plan.failures.empty()) {
    plan_file({ChangeKind::Add, place.manifest.parent_path(), place.manifest.filename(),
               name_of_manifest(place), "", manifest_text(manifest)},
              place.force, plan);
  }
  return plan;
}

std::vector<std::string> carry_out(const OutputPlan& plan) {
  if (!plan.failures.empty()) return plan.failures;
  Replacements files;
  for (const Change& change : plan.changes) {
    std::string failure = change.kind == ChangeKind::Remove
                              ? files.stage_removal(change.folder, change.below)
                              : files.stage(change.folder, change.below, change.after);
    if (!failure.empty()) return {std::move(failure)};
  }
  if (std::string failure = files.commit(); !failure.empty()) return {std::move(failure)};
  return {};
}

}  // namespace ormgen
