#pragma once

#include <string>

#include "driver/options.h"
#include "lint/lint.h"

namespace ormgen {

struct WantedLevels {
  LintLevels levels;
  // A sentence about what the command line gets wrong; empty where it is right.
  std::string mistake;
};

// What `--deny`, `--warn` and `--allow` say, and else `ormgen.toml`. `all` stands for those that
// are on by default; a lint that is named itself, in either, goes before it.
WantedLevels wanted_levels(const Options& options);

// A table of all lints, for `--list`.
std::string list_of_lints();

}  // namespace ormgen
