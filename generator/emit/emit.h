#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/model.h"

namespace ormgen {

// A file to write: its path below the output folder, with `/`, and its whole text.
struct OutputFile {
  std::string path;
  std::string text;

  friend bool operator==(const OutputFile&, const OutputFile&) = default;
};

struct EmitOptions {
  // Stem of the files that speak of all schemas: `<name>_models.hpp`, `<name>_fwd.hpp`, ...
  std::string name;
  // What generated files put before each other's paths in #include; may be empty.
  std::string include_prefix;
  // The schemas that get a source of their own. What is only imported gets a header, and its
  // definitions stand in `<name>_models.cpp`.
  std::vector<model::FileId> schemas;
  // The schemas whose classes another run has made, with what stands before their headers' paths in
  // #include. They get no output.
  std::map<model::FileId, std::string> elsewhere;
  // Marks what a shared library exports; may be empty.
  std::string export_macro;
  // The header that defines the macro, as it stands between the quotes; may be empty.
  std::string export_header;
};

// The C++ of a whole run, sorted by path. The model comes from a `check` without errors. Throws
// std::logic_error when the emitter itself is broken.
std::vector<OutputFile> emit(const model::Model& model, const EmitOptions& options);

}  // namespace ormgen
