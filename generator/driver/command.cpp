#include "driver/command.h"

#include <array>

namespace ormgen {

std::span<const Command* const> commands() {
  static constexpr std::array all = {&generate_command, &check_command,       &lint_command,
                                     &describe_command, &diagram_command,     &explain_command,
                                     &fmt_command,      &sql_create_command,  &sql_drop_command,
                                     &init_command,     &completions_command, &version_command};
  return all;
}

std::string_view help_of_group(std::string_view group) {
  return group == "sql" ? "Print the SQL of the schemas, for SQLite" : "";
}

}  // namespace ormgen
