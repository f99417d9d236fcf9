#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"

// The small repairs that a program can make; each is called by what it does.
namespace ormgen {

Fix write_instead(Span span, std::string text);
// The same at several places.
Fix write_at_each(const std::vector<Span>& spans, std::string_view text);
// Right behind a range.
Fix add_behind(Span span, std::string text);
Fix remove_text(Span span, std::string_view shown_as);

// The text of a file after edits of it that do not meet.
std::string with_edits(std::string text, std::vector<Edit> edits);

// "did you mean `author`?", and the fix that writes it in place of the primary range.
void suggest(Diagnostic& diagnostic, std::string_view candidate);

}  // namespace ormgen
