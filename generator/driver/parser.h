#pragma once

#include "driver/options.h"

namespace CLI {
class App;
}  // namespace CLI

namespace ormgen {

// Tells the parser all that ormgen takes: its commands, and the options that stand anywhere.
void declare_all(CLI::App& app, Options& options);

}  // namespace ormgen
