#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "OrmParser.h"
#include "source/source_file.h"

namespace ormgen::parse_detail {

// A whole `CREATE TABLE user (...)` or `class User(Base):`.
struct ForeignDeclaration {
  std::string_view language;
  // Its first words.
  Span head;
  Span span;
  // All of it as ours, on one line.
  std::string text;
  // Each of its members could be made out.
  bool is_whole = true;
};

// Moves past one; nothing, and no move, where none begins.
std::optional<ForeignDeclaration> take_foreign_declaration(antlr4::TokenStream& tokens,
                                                           const SourceFile& source);

}  // namespace ormgen::parse_detail
