#include "lint/apply_fixes.h"

#include <algorithm>
#include <utility>

#include "diagnostics/fixes.h"

namespace ormgen {
namespace {

// Edits of nothing meet where they only touch, for their order would matter.
bool meet(Span a, Span b) {
  const bool is_point = a.begin == a.end || b.begin == b.end;
  return is_point ? a.begin <= b.end && b.begin <= a.end : a.begin < b.end && b.begin < a.end;
}

using Edits = std::map<FileId, std::vector<Edit>>;

bool has_room(const Edits& taken, const Fix& fix) {
  return std::none_of(fix.edits.begin(), fix.edits.end(), [&taken](const Edit& edit) {
    const auto here = taken.find(edit.span.file);
    return here != taken.end() &&
           std::any_of(here->second.begin(), here->second.end(),
                       [&edit](const Edit& other) { return meet(edit.span, other.span); });
  });
}

}  // namespace

FixedTexts apply_fixes(const std::vector<Diagnostic>& findings, const SourceSet& sources) {
  FixedTexts result;
  Edits taken;
  for (const Diagnostic& finding : findings) {
    if (finding.fixes.size() != 1 || !has_room(taken, finding.fixes.front())) continue;
    for (const Edit& edit : finding.fixes.front().edits) {
      taken[edit.span.file].push_back(edit);
    }
    ++result.fixes;
  }
  for (auto& [file, edits] : taken) {
    result.texts.emplace(file,
                         with_edits(std::string(sources.file(file).text()), std::move(edits)));
  }
  return result;
}

}  // namespace ormgen
