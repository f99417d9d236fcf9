#include <nlohmann/json.hpp>

#include "driver/command.h"
#include "driver/declare.h"
#include "driver/run.h"
#include "emit/paths.h"

namespace ormgen {
namespace {

ExitCode run_version(const Options& options) {
  if (!options.json) return print("ormgen " ORMGEN_VERSION "\n");
  // Those of the runtime's ORM_RUNTIME_ABI that run what this program writes.
  const nlohmann::ordered_json facts = {
      {"version", ORMGEN_VERSION},
      {"language", 1},
      {"runtime_abi", {{"first", emitting::runtime_abi}, {"last", emitting::runtime_abi}}},
      {"dialects", {"sqlite"}}};
  return print(facts.dump(2) + "\n");
}

}  // namespace

const Command version_command = {"", "version", "Print what this ormgen is made for",
                                 declare_version, run_version};

}  // namespace ormgen
