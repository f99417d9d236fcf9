#include <CLI/CLI.hpp>

#include "diagram/diagram.h"
#include "driver/choice.h"
#include "driver/command.h"
#include "driver/inputs.h"
#include "driver/named_tables.h"
#include "driver/run.h"

namespace ormgen {
namespace {

void declare(CLI::App& command, Options& options) {
  add_inputs(command, options);
  const std::map<std::string, DiagramFormat> formats = {{"dbml", DiagramFormat::Dbml},
                                                        {"dot", DiagramFormat::Dot},
                                                        {"mermaid", DiagramFormat::Mermaid}};
  command.add_option("--format", options.diagram_format, "mermaid (default), dot or dbml")
      ->transform(one_of(formats))
      ->type_name("FORMAT");
  CLI::Option* entities =
      command.add_option("--entities", options.entities, "Only these, with commas between them")
          ->delimiter(',')
          ->type_name("NAMES")
          ->allow_extra_args(false);
  command
      .add_option("--depth", options.depth,
                  "Also what is up to so many relationships away from them; default: 0")
      ->needs(entities);
}

ExitCode draw(const Resolved& run) {
  const auto around = tables_named(run.model, run.options.entities);
  if (const auto* failure = std::get_if<std::string>(&around)) return fail(run, *failure);
  DiagramOptions options;
  options.format = run.options.diagram_format;
  options.around = std::get<std::vector<model::TableRef>>(around);
  options.depth = run.options.depth;
  return print(diagram(run.model, options));
}

ExitCode run(const Options& options) { return with_model(options, draw); }

}  // namespace

const Command diagram_command = {"", "diagram", "Print a diagram of the entities", declare, run};

}  // namespace ormgen
