#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "diagnostics/sink.h"
#include "source/source_set.h"

namespace ormgen {

struct HumanOptions {
  bool color = false;
  // Columns for the text of a source line; longer lines are cut around the range.
  std::size_t max_width = 100;
};

// For a terminal: headline, snippets with the range underlined, `= help:` lines, at the first of
// each code where it is explained; a blank line between two messages.
std::string render_human(const Report& report, const SourceSet& sources,
                         const HumanOptions& options = {});

// For build logs: `file:line:col: error: message [ORM504]`, then labels and helps as `note:`.
std::string render_gcc(const Report& report, const SourceSet& sources);

// The same for Visual Studio and MSBuild: `file(line,col): error ORM504: message`.
std::string render_msvc(const Report& report, const SourceSet& sources);

// One line each: `file:line:col: error[ORM504]: message`.
std::string render_short(const Report& report, const SourceSet& sources);

// Workflow commands, which GitHub shows at the lines of a pull request.
std::string render_github(const Report& report, const SourceSet& sources);

// For programs, one object a line. Columns count characters from 1, `byte` counts from 0; what a
// message does not have is null or an empty list.
std::string render_json(const Report& report, const SourceSet& sources);

// SARIF 2.1.0: one document a run, also when nothing was found.
std::string render_sarif(const Report& report, const SourceSet& sources, std::string_view version);

}  // namespace ormgen
