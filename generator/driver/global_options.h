#pragma once

#include "driver/options.h"

namespace CLI {
class App;
}  // namespace CLI

namespace ormgen {

// The options that every command takes.
void add_globals(CLI::App& app, Options& options);

}  // namespace ormgen
