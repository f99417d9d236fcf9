
#include "describe/describe.h"
#include "driver/command.h"
#include "driver/declare.h"
#include "driver/named_tables.h"
#include "driver/run.h"

namespace ormgen {
namespace {

ExitCode describe_model(const Resolved& run) {
  if (run.options.json) return print(describe_json(run.model));
  if (run.options.entities.empty()) return print(describe(run.model));
  const auto tables = tables_named(run.model, run.options.entities);
  if (const auto* failure = std::get_if<std::string>(&tables)) return fail(run, *failure);
  return print(describe(run.model, std::get<std::vector<model::TableRef>>(tables)));
}

ExitCode run_describe(const Options& options) { return with_model(options, describe_model); }

}  // namespace

const Command describe_command = {"", "describe",
                                  "Say what the schemas mean: keys, relationships, names",
                                  declare_describe, run_describe};

}  // namespace ormgen
