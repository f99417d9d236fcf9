#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <variant>

#include "driver/command.h"
#include "driver/declare.h"
#include "driver/depfile.h"
#include "driver/file_text.h"
#include "driver/generate_options.h"
#include "driver/messages.h"
#include "driver/output.h"
#include "driver/replacements.h"
#include "driver/run.h"
#include "driver/unified_diff.h"
#include "emit/emit.h"

namespace ormgen {
namespace {

ExitCode fail_with(const Resolved& run, const std::vector<std::string>& failures) {
  for (const std::string& failure : failures) say(run, failure);
  return ExitCode::BadUsage;
}

// A path that was mistyped may name a schema.
std::string may_be_overwritten(const std::string& path, bool (*is_one)(const std::string&),
                               std::string_view option) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return "";
  const bool is_file = std::filesystem::is_regular_file(path, error);
  const auto text = is_file ? file_text(path) : std::nullopt;
  if (text && is_one(*text)) return "";
  return fmt::format("`{}` was not written by ormgen for {}; move it away, or name another file",
                     path, option);
}

bool is_stamp(const std::string& text) { return text.empty(); }

std::string write_depfile(const Resolved& run) {
  if (run.options.depfile.empty()) return "";
  std::vector<std::string> inputs;
  inputs.reserve(run.loaded.schemas.size());
  for (const Schema& schema : run.loaded.schemas) inputs.push_back(schema.path_on_disk);
  const std::string& target = run.options.stamp.empty() ? run.options.out : run.options.stamp;
  return write_if_different(run.options.depfile, depfile_text(target, inputs));
}

void summarize(const Resolved& run, std::size_t changed, std::size_t total) {
  const bool is_heard = run.options.verbose || stderr_is_a_terminal();
  if (run.options.quiet || !is_heard || !may_be_talked_to(run.options)) return;
  fmt::print(stderr, "ormgen: {} of {} files in `{}` written\n", changed, total, run.options.out);
}

Manifest manifest_of(const Resolved& run, const EmitOptions& options,
                     const std::vector<OutputFile>& files) {
  Manifest manifest;
  manifest.name = options.name;
  manifest.include_prefix = options.include_prefix;
  manifest.name_space = run.options.name_space;
  for (const Schema& schema : run.loaded.schemas) {
    if (!schema.linked) manifest.schemas.push_back(schema.display_path);
  }
  for (const OutputFile& file : files) manifest.files.push_back(file.path);
  return manifest;
}

std::string_view words_for(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Add:
      return "is missing";
    case ChangeKind::Rewrite:
      return "is not what the schemas say";
    case ChangeKind::Remove:
      return "belongs to no schema any more";
  }
  return "";
}

std::string diff_of(const Change& change) {
  const std::string before = change.kind == ChangeKind::Add ? "/dev/null" : "a/" + change.name;
  const std::string after = change.kind == ChangeKind::Remove ? "/dev/null" : "b/" + change.name;
  return unified_diff(before, change.before, after, change.after);
}

// Nothing is written; what would be is a finding.
ExitCode report(const Resolved& run, const OutputPlan& plan) {
  if (!plan.failures.empty()) return fail_with(run, plan.failures);
  if (plan.changes.empty()) return ExitCode::Fine;
  for (const Change& change : plan.changes) {
    say(run, fmt::format("`{}` {}", (change.folder / change.below).generic_string(),
                         words_for(change.kind)));
    if (!run.options.diff) continue;
    const std::string text = diff_of(change);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
      return fail(run, "stdout cannot be written");
    }
  }
  if (std::fflush(stdout) != 0) return fail(run, "stdout cannot be written");
  if (may_be_talked_to(run.options)) {
    fmt::print(stderr, "Generate again to bring the files up to date.\n");
  }
  return ExitCode::Findings;
}

ExitCode write(const Resolved& run, const OutputPlan& plan, std::size_t total) {
  for (const std::string& failure :
       {may_be_overwritten(run.options.depfile, is_depfile, "--depfile"),
        may_be_overwritten(run.options.stamp, is_stamp, "--stamp")}) {
    if (!failure.empty()) return fail(run, failure);
  }
  const std::vector<std::string> failures = carry_out(plan);
  if (!failures.empty()) return fail_with(run, failures);
  if (const std::string failure = write_depfile(run); !failure.empty()) return fail(run, failure);
  // Last, for it says that all the rest is there.
  if (!run.options.stamp.empty()) {
    const std::string failure = replace(run.options.stamp, "");
    if (!failure.empty()) return fail(run, failure);
  }
  summarize(run, plan.changes.size(), total);
  return ExitCode::Fine;
}

ExitCode generate(const Resolved& run) {
  model::Model model = run.model;
  enclose(model, run);
  const auto options = emit_options(run, model);
  if (const auto* failure = std::get_if<std::string>(&options)) return fail(run, *failure);
  const auto& emitting = std::get<EmitOptions>(options);
  const std::vector<OutputFile> files = emit(model, emitting);
  const OutputPlan plan = plan_output({run.options.out, run.options.manifest, run.options.force},
                                      files, manifest_of(run, emitting, files));
  const bool is_asking = run.options.check || run.options.diff;
  return is_asking ? report(run, plan) : write(run, plan, files.size());
}

ExitCode run_generate(const Options& options) { return with_model(options, generate); }

}  // namespace

const Command generate_command = {"", "generate", "Write the C++ of the schemas", declare_generate,
                                  run_generate};

}  // namespace ormgen
