#pragma once

#include <string>
#include <vector>

namespace ormgen {

enum class ExitCode {
  Fine = 0,
  SchemaErrors = 1,
  // Wrong arguments, a file that cannot be read, a folder that cannot be written.
  BadUsage = 2,
  // A check found what it looks for: output that is not up to date.
  Findings = 4,
  Internal = 70
};

// The whole program: arguments with the program's name first -> exit code. What was asked for goes
// to stdout, everything else to stderr.
int run(const std::vector<std::string>& arguments);

}  // namespace ormgen
