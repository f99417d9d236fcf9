#include "program.h"

#include <sstream>
#include <utility>

namespace differential {

namespace {

Operation operation_of(std::istringstream words, std::string first) {
  Operation operation;
  operation.may_fail = first == "try";
  if (operation.may_fail) words >> first;
  operation.name = std::move(first);
  for (std::string word; words >> word;) operation.arguments.push_back(word);
  return operation;
}

}  // namespace

std::vector<Program> read_programs(std::istream& input) {
  std::vector<Program> programs;
  for (std::string line; std::getline(input, line);) {
    std::istringstream words(line);
    std::string first;
    if (!(words >> first)) continue;
    if (first == "program") {
      words >> programs.emplace_back().number;
    } else {
      programs.back().operations.push_back(operation_of(std::move(words), std::move(first)));
    }
  }
  return programs;
}

}  // namespace differential
