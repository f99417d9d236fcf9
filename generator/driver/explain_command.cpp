#include <fmt/format.h>

#include <vector>

#include "diagnostics/did_you_mean.h"
#include "driver/command.h"
#include "driver/declare.h"
#include "driver/run.h"
#include "explain/explain.h"

namespace ormgen {
namespace {

constexpr std::string_view all_of_them = "`ormgen explain --list` prints all";

ExitCode fail_without(const std::string& word) {
  std::vector<std::string> names;
  for (const Code code : all_codes()) names.push_back(name_of(code));
  const auto near = closest_to(word, {names.begin(), names.end()});
  return fail(fmt::format("there is no code `{}`{}; {}", word,
                          near ? ", " + did_you_mean(*near) : "", all_of_them));
}

ExitCode run_explain(const Options& options) {
  if (options.list) return print(list_of_codes());
  if (options.codes.empty()) {
    return fail(fmt::format("name a code: `ormgen explain ORM504`; {}", all_of_them));
  }
  std::string text;
  for (const std::string& word : options.codes) {
    const std::optional<Code> code = code_of(word);
    if (!code) return fail_without(word);
    text.append(text.empty() ? "" : "\n\n").append(explain(*code));
  }
  return print(text);
}

}  // namespace

const Command explain_command = {"", "explain", "Say more about the code of a message",
                                 declare_explain, run_explain};

}  // namespace ormgen
