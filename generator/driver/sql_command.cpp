#include "driver/command.h"
#include "driver/inputs.h"
#include "driver/run.h"
#include "emit/schema_sql.h"

namespace ormgen {
namespace {

void declare(CLI::App& command, Options& options) {
  add_inputs(command, options);
  add_dialect(command);
}

ExitCode create(const Options& options) {
  return with_model(options, [](const Resolved& run) { return print(create_script(run.model)); });
}

ExitCode drop(const Options& options) {
  return with_model(options, [](const Resolved& run) { return print(drop_script(run.model)); });
}

}  // namespace

const Command sql_create_command = {"sql", "create", "Statements which create the tables", declare,
                                    create};
const Command sql_drop_command = {"sql", "drop", "Statements which drop the tables", declare, drop};

}  // namespace ormgen
