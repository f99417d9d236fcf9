#include "driver/inputs.h"

#include <CLI/CLI.hpp>

namespace ormgen {

void add_inputs(CLI::App& command, Options& options) {
  command.add_option("FILES", options.files, "The .orm files; what they import is found")
      ->required();
  command.add_option("--base", options.base, "Root of the schemas' paths; default: here");
  command.add_option("-I", options.import_dirs, "Folder to look for imported schemas in")
      ->type_name("DIR")
      ->allow_extra_args(false);
}

}  // namespace ormgen
