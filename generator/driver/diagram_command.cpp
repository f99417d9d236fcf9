
#include "diagram/diagram.h"
#include "driver/command.h"
#include "driver/declare.h"
#include "driver/named_tables.h"
#include "driver/run.h"

namespace ormgen {
namespace {

ExitCode draw(const Resolved& run) {
  const auto around = tables_named(run.model, run.options.entities);
  if (const auto* failure = std::get_if<std::string>(&around)) return fail(run, *failure);
  DiagramOptions options;
  options.format = run.options.diagram_format;
  options.around = std::get<std::vector<model::TableRef>>(around);
  options.depth = run.options.depth;
  return print(diagram(run.model, options));
}

ExitCode run_diagram(const Options& options) { return with_model(options, draw); }

}  // namespace

const Command diagram_command = {"", "diagram", "Print a diagram of the entities", declare_diagram,
                                 run_diagram};

}  // namespace ormgen
