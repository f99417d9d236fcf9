#pragma once

#include <optional>
#include <string>

#include "OrmParser.h"
#include "diagnostics/diagnostic.h"
#include "source/source_file.h"

// Words for what a parser cannot understand: the construct and what is possible there, never the
// state of the parser.
namespace ormgen::parse_detail {

// Where the parser stands when a token does not fit.
struct Situation {
  OrmParser& parser;
  const SourceFile& source;
  // The token that does not fit, and the visible one before it (null at the start of the file).
  antlr4::Token* found;
  antlr4::Token* before;
};

Situation situation_of(OrmParser& parser, const SourceFile& source, antlr4::Token* found);

Span span_of(const SourceFile& source, const antlr4::Token* token);
// "`entity`", "the end of the file"; long tokens are shortened.
std::string shown(const SourceFile& source, const antlr4::Token* token);

// Behind what should end with it.
Diagnostic missing_semicolon(Span before);

// Set for a token that is wrong wherever it stands: an open string, a stray character.
std::optional<Diagnostic> explain_broken_token(const Situation& situation);

// Set where the token stands behind an SQL text that runs over several lines, and that probably
// took in what follows because its closing backtick is missing.
std::optional<Diagnostic> explain_swallowing_sql(const Situation& situation);

// The text before was never closed and took in the rest of the file: nothing more can be said.
bool follows_unclosed_text(const Situation& situation);

Diagnostic explain(const Situation& situation);

}  // namespace ormgen::parse_detail
