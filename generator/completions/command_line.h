#pragma once

#include <string>
#include <vector>

namespace ormgen {

// What the value of an option is, or what the arguments of a command are.
enum class Value { None, Word, OneOf, File, Folder, Schema };

struct OptionWords {
  // "-q" and "--quiet".
  std::vector<std::string> names;
  std::string help;
  Value value = Value::None;
  // Of OneOf.
  std::vector<std::string> choices;
};

// A command line as it may be typed: the program, one of its commands, or a group of commands.
struct CommandWords {
  std::string name;
  std::string help;
  std::vector<OptionWords> options;
  // What stands behind the command that is no option.
  OptionWords arguments;
  std::vector<CommandWords> commands;
};

}  // namespace ormgen
