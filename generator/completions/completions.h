#pragma once

#include <string>

#include "completions/command_line.h"

namespace ormgen {

// A script of the shell that completes commands, options, their values and names of files. Options
// of the program itself are completed behind every command too. Groups hold commands only.
std::string bash_completions(const CommandWords& program);
std::string zsh_completions(const CommandWords& program);
std::string fish_completions(const CommandWords& program);

}  // namespace ormgen
