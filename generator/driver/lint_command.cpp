#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <utility>

#include "check/check.h"
#include "driver/command.h"
#include "driver/config.h"
#include "driver/declare.h"
#include "driver/file_text.h"
#include "driver/lint_levels.h"
#include "driver/load.h"
#include "driver/messages.h"
#include "driver/replacements.h"
#include "driver/run.h"
#include "driver/schema_paths.h"
#include "lint/apply_fixes.h"
#include "lint/lint.h"

namespace ormgen {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// A fix may make room for another; more often than that they would chase each other.
constexpr int most_rounds = 10;

// The texts of repaired files, by the paths that messages show.
using Texts = std::map<std::string, std::string>;

// One look at the schemas.
struct Look {
  explicit Look(const Options& options) : sink(options.warnings_as_errors) {}

  SourceSet sources;
  Sink sink;
  Loaded loaded;
  // Nothing is known about the lints where this is false.
  bool is_in_order = false;
};

void look(Look& here, const Options& options, const LintLevels& levels, const Texts& repaired) {
  for (const auto& [path, text] : repaired) here.sources.replace(path, text);
  here.loaded = load(options, here.sources, here.sink);
  const std::vector<SchemaFile> schemas = schema_files(here.loaded);
  if (!here.loaded.failures.empty() || !can_be_checked(schemas)) return;
  const model::Model model = check(schemas, here.sink);
  if (here.sink.has_errors()) return;
  here.is_in_order = true;
  std::vector<LintedFile> files;
  files.reserve(here.loaded.schemas.size());
  for (const Schema& schema : here.loaded.schemas) files.push_back({&schema.file, schema.is_named});
  lint(files, model, here.sources, levels, here.sink);
}

ExitCode tell(const Look& here, const Options& options) {
  fmt::print(stderr, "{}", render_messages(here.sink, here.sources, options, here.loaded.failures));
  if (!here.loaded.failures.empty()) return ExitCode::BadUsage;
  if (!here.is_in_order) return ExitCode::SchemaErrors;
  return here.sink.has_errors() ? ExitCode::Findings : ExitCode::Fine;
}

// Looks and repairs until nothing is left that it can repair; all in memory.
class Repair {
 public:
  Repair(const Options& options, const LintLevels& levels) : options_(options), levels_(levels) {}

  ExitCode run() {
    for (int round = 0; round < most_rounds; ++round) {
      Look here(options_);
      look(here, options_, levels_, repaired_);
      if (!here.is_in_order && round > 0) throw std::logic_error("a fix has broken a schema");
      if (!here.is_in_order || !repair(here)) return finish(here);
    }
    throw std::logic_error("fixes do not come to an end");
  }

 private:
  const Options& options_;
  const LintLevels& levels_;
  Texts repaired_;
  std::size_t fixes_ = 0;

  bool repair(const Look& here) {
    const FixedTexts fixed = apply_fixes(here.sink.in_order_of_report(), here.sources);
    for (const auto& [file, text] : fixed.texts) {
      repaired_[here.sources.file(file).path()] = text;
    }
    fixes_ += fixed.fixes;
    return fixed.fixes != 0;
  }

  ExitCode finish(const Look& here) {
    const std::string failure = write();
    if (!failure.empty()) return fail(failure);
    const ExitCode code = tell(here, options_);
    if (!options_.quiet && stderr_is_a_terminal() && here.is_in_order) {
      fmt::print(stderr, "ormgen: {} repaired, in {} files\n", fixes_, repaired_.size());
    }
    return code;
  }

  std::string write() const {
    Replacements files;
    for (const auto& [path, text] : repaired_) {
      // No part of what a phase sees.
      const bool has_mark = file_text(path).value_or("").starts_with(byte_order_mark);
      // The file, where the path is a link to it.
      const std::filesystem::path file = identity_of(path);
      std::string failure = files.stage(file.parent_path(), file.filename(),
                                        has_mark ? std::string(byte_order_mark) + text : text);
      if (!failure.empty()) return failure;
    }
    return files.commit();
  }
};

ExitCode run_lint(const Options& given) {
  if (given.list) return print(list_of_lints());
  if (given.files.empty()) return fail("FILES is required");
  const auto configured = with_config(given);
  if (const auto* mistake = std::get_if<std::string>(&configured)) return fail(*mistake);
  const Options& options = std::get<Options>(configured);
  const WantedLevels wanted = wanted_levels(options);
  if (!wanted.mistake.empty()) return fail(wanted.mistake);
  const bool reads_stdin =
      std::find(options.files.begin(), options.files.end(), "-") != options.files.end();
  if (options.fix && reads_stdin) return fail("`--fix` needs a file to write, and `-` is none");
  if (options.fix) return Repair(options, wanted.levels).run();
  Look here(options);
  look(here, options, wanted.levels, {});
  return tell(here, options);
}

}  // namespace

const Command lint_command = {
    "",           "lint",   "Say what is legal in the schemas and yet worth a second look",
    declare_lint, run_lint, true};

}  // namespace ormgen
