#pragma once

#include <string_view>

#include "source/span.h"

namespace ormgen::ast {

enum class TokenKind {
  Word,
  Number,
  String,
  Sql,
  Punctuation,
  DocComment,
  LineComment,
  BlockComment
};

// A piece of a file as it is written, white space aside; the text is that of the source, which
// outlives it.
struct Token {
  TokenKind kind = TokenKind::Word;
  std::string_view text;
  Span span;

  bool is_comment() const { return kind >= TokenKind::DocComment; }
};

}  // namespace ormgen::ast
