#pragma once

#include <cstddef>
#include <string>

#include "diagnostics/sink.h"
#include "source/source_set.h"

namespace ormgen {

struct HumanOptions {
  bool color = false;
  // Columns for the text of a source line; longer lines are cut around the range.
  std::size_t max_width = 100;
};

// For a terminal: headline, snippets with the range underlined, `= help:` lines, a blank line
// between two messages.
std::string render_human(const Report& report, const SourceSet& sources,
                         const HumanOptions& options = {});

// For build logs: `file:line:col: error: message [ORM504]`, then labels and helps as `note:`.
std::string render_gcc(const Report& report, const SourceSet& sources);

}  // namespace ormgen
