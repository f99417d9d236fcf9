#include "explain/explain.h"

#include <fmt/format.h>

#include <sstream>

#include "diagnostics/diagnostic.h"

namespace ormgen {
namespace {

std::string without_fences(std::string_view page) {
  std::string text;
  std::istringstream lines{std::string(page)};
  bool is_code = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      is_code = !is_code;
      continue;
    }
    if (is_code && !line.empty()) text += "    ";
    text.append(line).append("\n");
  }
  return text;
}

}  // namespace

std::string explain(Code code) {
  constexpr std::string_view heading = "# ";
  std::string text = without_fences(page_of(code));
  if (text.starts_with(heading)) text.erase(0, heading.size());
  return text;
}

std::string list_of_codes() {
  std::string list;
  for (const Code code : all_codes()) {
    list +=
        fmt::format("{}  {:7}  {}\n", name_of(code), name_of(severity_of(code)), title_of(code));
  }
  return list;
}

}  // namespace ormgen
