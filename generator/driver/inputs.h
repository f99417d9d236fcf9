#pragma once

#include "driver/command.h"

namespace ormgen {

// What all commands that read schemas take.
void add_inputs(CLI::App& command, Options& options);

}  // namespace ormgen
