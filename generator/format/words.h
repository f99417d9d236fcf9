#pragma once

#include <string_view>
#include <vector>

#include "ast/token.h"
#include "source/source_file.h"

namespace ormgen::format_detail {

// A comment, which belongs to a word.
struct Remark {
  std::string_view text;
  // `//` or `///`, whose line can have nothing more.
  bool ends_line = false;
  // The source has nothing behind it on its line.
  bool stands_alone = false;
  bool has_blank_above = false;
};

// A token with the comments that go where it goes.
struct Word {
  // Empty for the end of the file.
  std::string_view text;
  ast::TokenKind kind = ast::TokenKind::Word;
  Span span;
  std::vector<Remark> before;
  std::vector<Remark> behind;
  bool has_blank_above = false;

  bool is(std::string_view punctuation) const { return text == punctuation; }
};

// Comments belong to the word before them on their line, else to the next word. The last word is
// the end of the file.
std::vector<Word> words_with_comments(const SourceFile& source,
                                      const std::vector<ast::Token>& tokens);

}  // namespace ormgen::format_detail
