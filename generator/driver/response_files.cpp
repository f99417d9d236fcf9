#include "driver/response_files.h"

#include <fmt/format.h>

#include <sstream>

#include "driver/file_text.h"

namespace ormgen {

std::variant<std::vector<std::string>, std::string> with_response_files(
    const std::vector<std::string>& arguments) {
  std::vector<std::string> result;
  result.reserve(arguments.size());
  for (const std::string& argument : arguments) {
    if (!argument.starts_with('@')) {
      result.push_back(argument);
      continue;
    }
    const auto text = file_text(argument.substr(1));
    if (!text) return fmt::format("the file of arguments `{}` cannot be read", argument);
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with('\r')) line.pop_back();
      if (!line.empty()) result.push_back(line);
    }
  }
  return result;
}

}  // namespace ormgen
