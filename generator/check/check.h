#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "ast/ast.h"
#include "diagnostics/sink.h"
#include "model/model.h"

namespace ormgen {

// A parsed file and its place among the files of the run.
struct SchemaFile {
  const ast::File* file = nullptr;
  // Relative to the base folder; becomes model::File::display_path.
  std::string display_path;
  // The files it imports, as positions in the span given to `check`, in the order of its imports.
  std::vector<std::size_t> imports;
};

// Every file has its version: one that has none may not even be a schema.
bool can_be_checked(std::span<const SchemaFile> files);

// Resolves every name and applies every rule of the language. All files of the run, imported ones
// included, are checked together; model::FileId is a file's position. What is wrong goes to the
// sink, once per cause; after an error the model is incomplete and must not be emitted. What could
// not be parsed is an error already, and what might depend on it is not spoken of.
model::Model check(std::span<const SchemaFile> files, Sink& sink);

}  // namespace ormgen
