#pragma once

#include <string>
#include <vector>

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
  // Failures to be told when all is done, in a format where nothing may stand beside them.
  std::vector<std::string>& held_back;
};

// Reads `ormgen.toml`, and takes the schemas through the phases, with a stop between them on
// errors; what was found goes to stderr. Goes on with what is in order.
ExitCode with_model(const Options& options, ExitCode (*go_on)(const Resolved& run));

// To stdout.
ExitCode print(const std::string& text);

// One sentence to stderr, as an error of the program's use.
ExitCode fail(const std::string& message);
// The same in the format of the run's messages.
ExitCode fail(const Resolved& run, const std::string& failure);
// The same of what is no failure of the program.
void say(const Resolved& run, const std::string& failure);

}  // namespace ormgen
