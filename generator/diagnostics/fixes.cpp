#include "diagnostics/fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "diagnostics/did_you_mean.h"

namespace ormgen {
namespace {

// Without the space or line break that only sets it apart.
std::string_view bare(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \n");
  if (first == std::string_view::npos) return text;
  return text.substr(first, text.find_last_not_of(" \n") + 1 - first);
}

}  // namespace

Fix write_instead(Span span, std::string text) {
  std::string title = fmt::format("write `{}`", bare(text));
  return {std::move(title), {{span, std::move(text)}}};
}

Fix write_at_each(const std::vector<Span>& spans, std::string_view text) {
  Fix fix{fmt::format("write `{}`", text), {}};
  fix.edits.reserve(spans.size());
  for (const Span span : spans) fix.edits.push_back({span, std::string(text)});
  return fix;
}

Fix add_behind(Span span, std::string text) {
  std::string title = fmt::format("add `{}`", bare(text));
  return {std::move(title), {{{span.file, span.end, span.end}, std::move(text)}}};
}

Fix remove_text(Span span, std::string_view shown_as) {
  return {fmt::format("remove `{}`", shown_as), {{span, ""}}};
}

std::string with_edits(std::string text, std::vector<Edit> edits) {
  // From the end to the beginning, so that the places of the others stay right.
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits) {
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  }
  return text;
}

void suggest(Diagnostic& diagnostic, std::string_view candidate) {
  diagnostic.helps.push_back(did_you_mean(candidate));
  diagnostic.fixes.push_back(write_instead(diagnostic.primary.span, std::string(candidate)));
}

}  // namespace ormgen
