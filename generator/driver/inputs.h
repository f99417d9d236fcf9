#pragma once

#include "driver/command.h"

namespace ormgen {

// What all commands that read schemas take.
void add_inputs(CLI::App& command, Options& options);

// What commands take that write SQL.
void add_dialect(CLI::App& command);

}  // namespace ormgen
