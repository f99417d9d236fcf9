#pragma once

#include <string>
#include <variant>

#include "driver/options.h"

namespace ormgen {

// The options with what `ormgen.toml` adds to them: the file of `--config`, or else the nearest one
// in the current folder and those around it. What the command line says goes first. A sentence
// about the file where it cannot be used.
std::variant<Options, std::string> with_config(const Options& options);

}  // namespace ormgen
