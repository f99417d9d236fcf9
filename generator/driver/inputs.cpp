#include "driver/inputs.h"

#include <CLI/CLI.hpp>

namespace ormgen {
namespace {

std::string only_sqlite(const std::string& dialect) {
  return dialect == "sqlite" ? "" : "this version of ormgen knows no dialect but sqlite";
}

}  // namespace

void add_inputs(CLI::App& command, Options& options) {
  command.add_option("FILES", options.files, "The .orm files; what they import is found")
      ->required();
  command.add_option("--base", options.base, "Root of the schemas' paths; default: here")
      ->type_name("DIR");
  command.add_option("-I", options.import_dirs, "Folder to look for imported schemas in")
      ->type_name("DIR")
      ->allow_extra_args(false);
}

void add_dialect(CLI::App& command) {
  command.add_option("--dialect", "sqlite")
      ->check(CLI::Validator(only_sqlite, "", "sqlite"))
      ->type_name("NAME");
}

}  // namespace ormgen
