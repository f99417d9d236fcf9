#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ast/ast.h"
#include "check/check.h"
#include "diagnostics/sink.h"
#include "driver/linked_runs.h"
#include "driver/options.h"
#include "source/source_set.h"

namespace ormgen {

// A schema of the run: named on the command line, or imported by one that is.
struct Schema {
  ast::File file;
  // Below the base folder (that of the run which defines its classes), with `/`.
  std::string display_path;
  // For the depfile.
  std::string path_on_disk;
  bool is_named = false;
  // Set for one whose classes another run defines.
  std::optional<LinkedSchema> linked;
  // As positions in Loaded::schemas.
  std::vector<std::size_t> imports;
};

struct Loaded {
  // Named ones first, in the order of the command line.
  std::vector<Schema> schemas;
  // Whole sentences about files that cannot be used at all.
  std::vector<std::string> failures;
};

// Reads and parses the schemas and all they import. What is wrong inside a file goes to the sink.
Loaded load(const Options& options, SourceSet& sources, Sink& sink);

std::vector<SchemaFile> schema_files(const Loaded& loaded);

}  // namespace ormgen
