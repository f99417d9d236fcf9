#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "emit/emit.h"

namespace ormgen::golden {

// A schema with all that formatting it must leave alone.
struct Formatted {
  // Of the parser; the rest is empty where there are some.
  std::string messages;
  std::string formatted;
  // What the text itself says, before it is formatted:
  // the syntax tree in one fixed form, without places and comments;
  std::string printed;
  // the comments, sorted, without trailing blanks;
  std::vector<std::string> comments;
  // each statement, its words sorted, for clauses may move within it;
  std::vector<std::vector<std::string>> statements;
  // and the C++ of a schema that checks clean.
  std::vector<OutputFile> output;
};

// `path` says where its imports are found.
Formatted format_text(const std::filesystem::path& path, const std::string& text);

}  // namespace ormgen::golden
