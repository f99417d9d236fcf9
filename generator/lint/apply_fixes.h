#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source_set.h"

namespace ormgen {

struct FixedTexts {
  // The new texts of the files that change.
  std::map<FileId, std::string> texts;
  // Findings that are repaired.
  std::size_t fixes = 0;
};

// Repairs the findings that have one way out. A fix that touches what another has changed is left
// for the next time.
FixedTexts apply_fixes(const std::vector<Diagnostic>& findings, const SourceSet& sources);

}  // namespace ormgen
