#include "driver/commands.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "emit/paths.h"
#include "emit/schema_sql.h"

namespace ormgen {
namespace {

ExitCode print(const std::string& text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return is_written && std::fflush(stdout) == 0 ? ExitCode::Fine : fail("stdout cannot be written");
}

}  // namespace

ExitCode fail(const std::string& message) {
  fmt::print(stderr, "ormgen: error: {}\n", message);
  return ExitCode::BadUsage;
}

ExitCode print_version(const Options& options) {
  if (!options.json) return print("ormgen " ORMGEN_VERSION "\n");
  // Those of the runtime's ORM_RUNTIME_ABI that run what this program writes.
  const nlohmann::ordered_json facts = {
      {"version", ORMGEN_VERSION},
      {"language", 1},
      {"runtime_abi", {{"first", emitting::runtime_abi}, {"last", emitting::runtime_abi}}},
      {"dialects", {"sqlite"}}};
  return print(facts.dump(2) + "\n");
}

ExitCode print_create_script(const Resolved& run) { return print(create_script(run.model)); }

ExitCode print_drop_script(const Resolved& run) { return print(drop_script(run.model)); }

}  // namespace ormgen
