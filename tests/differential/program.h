// Programs as the two sides read them: a line for each operation, its words separated by spaces.
#pragma once

#include <istream>
#include <string>
#include <vector>

namespace differential {

struct Operation {
  std::string name;
  std::vector<std::string> arguments;
  /// The word `try` stands before it: what it raises is expected, and the program goes on.
  bool may_fail = false;
};

struct Program {
  std::string number;
  std::vector<Operation> operations;
};

/// Each program begins with the line `program NUMBER`.
std::vector<Program> read_programs(std::istream& input);

}  // namespace differential
