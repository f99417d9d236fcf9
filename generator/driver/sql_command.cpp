#include "driver/command.h"
#include "driver/declare.h"
#include "driver/run.h"
#include "emit/schema_sql.h"

namespace ormgen {
namespace {

ExitCode create(const Options& options) {
  return with_model(options, [](const Resolved& run) { return print(create_script(run.model)); });
}

ExitCode drop(const Options& options) {
  return with_model(options, [](const Resolved& run) { return print(drop_script(run.model)); });
}

}  // namespace

const Command sql_create_command = {"sql", "create", "Statements which create the tables",
                                    declare_sql, create};
const Command sql_drop_command = {"sql", "drop", "Statements which drop the tables", declare_sql,
                                  drop};

}  // namespace ormgen
