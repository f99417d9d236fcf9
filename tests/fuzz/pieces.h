#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// A schema taken apart just so far that parts of it can be moved: what is put together again is the
// text it was, whatever the text is.
namespace ormgen::fuzz {

// Words, literals, comments, single marks of punctuation, and runs of white space.
std::vector<std::string> tokens_of(std::string_view text);

std::string text_of(const std::vector<std::string>& tokens);

bool is_space(const std::string& token);
bool is_word(const std::string& token);

// A range of tokens.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Members and short declarations: what ends in `;`.
std::vector<Range> members_of(const std::vector<std::string>& tokens);

// What ends in `;` or `}` outside of braces.
std::vector<Range> declarations_of(const std::vector<std::string>& tokens);

}  // namespace ormgen::fuzz
