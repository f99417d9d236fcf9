#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>

#include "driver/command.h"
#include "driver/declare.h"
#include "driver/file_text.h"
#include "driver/messages.h"
#include "driver/replacements.h"
#include "driver/run.h"
#include "driver/schema_files.h"
#include "driver/schema_paths.h"
#include "driver/unified_diff.h"
#include "format/format.h"
#include "parse/parse.h"
#include "parse/tokens.h"

namespace ormgen {
namespace {

// One schema on its way through the command.
struct Input {
  std::string shown_as;
  // Nothing for stdin.
  std::filesystem::path path;
  std::string before;
};

class Formatting {
 public:
  explicit Formatting(const Options& options) : options_(options) {}

  ExitCode run() {
    const FoundSchemas found = find_schemas(options_.files);
    for (const std::string& failure : found.failures) note_failure(failure);
    for (const std::string& file : found.files) format_file(file);
    fmt::print(stderr, "{}", render_messages(sink_, sources_, options_));
    if (std::fflush(stdout) != 0) note_failure("stdout cannot be written");
    summarize(found.files.size());
    return exit_code();
  }

 private:
  ExitCode exit_code() const {
    if (has_failed_) return ExitCode::BadUsage;
    if (sink_.has_errors()) return ExitCode::SchemaErrors;
    return is_asking() && changed_ > 0 ? ExitCode::Findings : ExitCode::Fine;
  }

  bool is_asking() const { return options_.check || options_.diff; }

  void note_failure(const std::string& message) {
    fail(message);
    has_failed_ = true;
  }

  void format_file(const std::string& file) {
    if (file == "-") return format_stdin();
    const LoadResult loaded = sources_.load(file, std::filesystem::path(file).generic_string());
    if (const auto* error = std::get_if<LoadError>(&loaded)) return note_failure(error->message);
    const SourceFile& source = sources_.file(std::get<FileId>(loaded));
    // As it is on the disk: a byte order mark has to go.
    format({source.path(), identity_of(file), file_text(file).value_or("")}, source);
  }

  void format_stdin() {
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    format({options_.stdin_name, {}, text}, sources_.add(options_.stdin_name, text));
  }

  void format(const Input& input, const SourceFile& source) {
    const std::size_t errors_before = sink_.error_count();
    const ast::File file = parse(source, sink_);
    if (sink_.error_count() > errors_before) return;
    const std::string after = ormgen::format(source, file, tokens(source));
    const bool changes = after != input.before;
    changed_ += changes ? 1 : 0;
    if (is_asking()) {
      if (changes) report(input, after);
    } else if (input.path.empty()) {
      to_stdout(after);
    } else if (const auto failure = write_if_different(input.path, after); !failure.empty()) {
      note_failure(failure);
    }
  }

  void report(const Input& input, const std::string& after) {
    fmt::print(stderr, "ormgen: error: `{}` is not formatted\n", input.shown_as);
    if (!options_.diff) return;
    to_stdout(unified_diff("a/" + input.shown_as, input.before, "b/" + input.shown_as, after));
  }

  void to_stdout(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
      note_failure("stdout cannot be written");
    }
  }

  void summarize(std::size_t total) const {
    if (exit_code() == ExitCode::Findings) {
      fmt::print(stderr, "Format them with `ormgen fmt`.\n");
    } else if (!is_asking() && !options_.quiet && stderr_is_a_terminal()) {
      fmt::print(stderr, "ormgen: {} of {} files formatted anew\n", changed_, total);
    }
  }

  const Options& options_;
  SourceSet sources_;
  Sink sink_;
  std::size_t changed_ = 0;
  bool has_failed_ = false;
};

ExitCode run_fmt(const Options& options) { return Formatting(options).run(); }

}  // namespace

const Command fmt_command = {"",          "fmt",   "Lay out the schemas in the one style",
                             declare_fmt, run_fmt, true};

}  // namespace ormgen
