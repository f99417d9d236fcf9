#pragma once

#include <map>
#include <span>
#include <vector>

#include "ast/ast.h"
#include "diagnostics/sink.h"
#include "model/model.h"
#include "source/source_set.h"

namespace ormgen {

enum class LintLevel { Off, Warn, Deny };

// Something that may be meant, and often is not.
struct Lint {
  Code code;
  // Where nobody says otherwise.
  LintLevel level = LintLevel::Warn;
  // Its findings, or most of them, can be repaired without a person.
  bool is_fixable = false;
};

// All of them, sorted by code.
std::vector<Lint> all_lints();

// What differs from the levels of `all_lints`.
using LintLevels = std::map<Code, LintLevel>;

// A file of the run. Nothing is said about one that is only imported.
struct LintedFile {
  const ast::File* file = nullptr;
  bool is_named = true;
};

// Looks through schemas that are in order, for what is legal and yet worth a second look. The files
// are in the order of the model's. A finding that its schema allows, with `// ormgen:allow ORM602`,
// is not reported; one that is denied is an error, others are warnings.
void lint(std::span<const LintedFile> files, const model::Model& model, const SourceSet& sources,
          const LintLevels& levels, Sink& sink);

}  // namespace ormgen
