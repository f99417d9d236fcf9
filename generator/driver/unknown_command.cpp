#include "driver/unknown_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "diagnostics/did_you_mean.h"

namespace ormgen {
namespace {

const std::vector<std::string_view> commands = {"check", "generate", "sql", "version"};
const std::vector<std::string_view> sql_commands = {"create", "drop"};
const std::vector<std::string_view> later_commands = {
    "completions", "db",   "describe", "diagram", "explain", "fmt",
    "init",        "lint", "lsp",      "migrate", "pull"};

bool contains(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string explain(std::string_view word, const std::vector<std::string_view>& known,
                    const std::string& what, const std::string& list) {
  const auto near = closest_to(word, known);
  const std::string hint = near ? "; " + did_you_mean(*near) : "";
  return fmt::format("there is no {} `{}`{}\nThere are: {}.", what, word, hint, list);
}

}  // namespace

std::string explain_unknown_command(const std::vector<std::string>& arguments) {
  const auto is_word = [](const std::string& argument) { return !argument.starts_with('-'); };
  const auto end = arguments.end();
  if (arguments.empty()) return "";
  const auto command = std::find_if(arguments.begin() + 1, end, is_word);
  if (command == end) return "";
  if (contains(later_commands, *command)) {
    return fmt::format(
        "`{}` is not in this version of ormgen\nThere are: check, generate, sql, version.",
        *command);
  }
  if (!contains(commands, *command)) {
    return explain(*command, commands, "command", "check, generate, sql, version");
  }
  if (*command != "sql") return "";
  const auto sql_command = std::find_if(command + 1, end, is_word);
  if (sql_command == end || contains(sql_commands, *sql_command)) return "";
  return explain(*sql_command, sql_commands, "command `sql`", "sql create, sql drop");
}

}  // namespace ormgen
