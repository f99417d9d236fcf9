#include "pieces.h"

#include <algorithm>

namespace ormgen::fuzz {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_space_character(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// The end of what begins with a quote; that of the text if it is never closed.
std::size_t end_of_quoted(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[0] == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == text[0]) {
      return i + 1;
    }
  }
  return text.size();
}

std::size_t length_of_token(std::string_view text) {
  const auto run_of = [&](auto is_part) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_part) -
                                    text.begin());
  };
  if (is_word_character(text[0])) return run_of(is_word_character);
  if (is_space_character(text[0])) return run_of(is_space_character);
  if (text[0] == '"' || text[0] == '`') return end_of_quoted(text);
  if (text.starts_with("//")) return std::min(text.find('\n'), text.size());
  return 1;
}

template <class IsEnd>
std::vector<Range> ranges_of(const std::vector<std::string>& tokens, IsEnd is_end) {
  std::vector<Range> ranges;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_end(tokens[i])) continue;
    ranges.push_back({begin, i + 1});
    begin = i + 1;
  }
  return ranges;
}

}  // namespace

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  while (!text.empty()) {
    const std::size_t length = length_of_token(text);
    tokens.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return tokens;
}

std::string text_of(const std::vector<std::string>& tokens) {
  std::string text;
  for (const std::string& token : tokens) text += token;
  return text;
}

bool is_space(const std::string& token) { return is_space_character(token[0]); }
bool is_word(const std::string& token) { return is_word_character(token[0]); }

std::vector<Range> members_of(const std::vector<std::string>& tokens) {
  std::vector<Range> members;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i] == ";") members.push_back({begin, i + 1});
    if (tokens[i] == ";" || tokens[i] == "{" || tokens[i] == "}") begin = i + 1;
  }
  return members;
}

std::vector<Range> declarations_of(const std::vector<std::string>& tokens) {
  int depth = 0;
  return ranges_of(tokens, [&depth](const std::string& token) {
    if (token == "{") ++depth;
    if (token == "}" && depth > 0) --depth;
    return depth == 0 && (token == "}" || token == ";");
  });
}

}  // namespace ormgen::fuzz
