#pragma once

#include "diagnostics/sink.h"
#include "driver/driver.h"
#include "driver/load.h"
#include "driver/options.h"
#include "model/model.h"

namespace ormgen {

// A run whose schemas are all in order.
struct Resolved {
  const Options& options;
  const Loaded& loaded;
  const model::Model& model;
};

ExitCode generate(const Resolved& run);
ExitCode print_version(const Options& options);
ExitCode print_create_script(const Resolved& run);
ExitCode print_drop_script(const Resolved& run);

// One sentence to stderr, as an error of the program's use.
ExitCode fail(const std::string& message);

}  // namespace ormgen
