#include "parse/foreign_line.h"

#include "parse/explain.h"
#include "parse/look_ahead.h"
#include "source/ascii.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;

// In tokens; keeps the work small for hostile input.
constexpr std::size_t longest_line = 100;

bool opens(std::size_t token) {
  return token == Token::LEFT_PARENTHESIS || token == Token::LEFT_BRACKET;
}

bool closes(std::size_t token) {
  return token == Token::RIGHT_PARENTHESIS || token == Token::RIGHT_BRACKET;
}

// Whether a comma does; of a line, one with nothing behind it does.
bool ends_member(antlr4::TokenStream& tokens, ssize_t k, Commas commas) {
  if (tokens.LA(k) != Token::COMMA) return false;
  const std::size_t behind = tokens.LA(k + 1);
  return commas == Commas::EndMembers || behind == antlr4::Token::EOF || closes(behind) ||
         is_first_on_line(tokens, k + 1);
}

bool is_word_or_text(std::string_view part) {
  return !part.empty() && (is_word(part.front()) || part.front() == '"');
}

}  // namespace

ForeignLine read_foreign_line(antlr4::TokenStream& tokens, const SourceFile& source,
                              Commas commas) {
  ForeignLine line;
  std::size_t depth = 0;
  for (ssize_t k = 1;; ++k) {
    const std::size_t token = tokens.LA(k);
    const bool is_inside = depth > 0;
    // A declaration.
    if (token == Token::LEFT_BRACE) return {};
    const bool is_over = token == antlr4::Token::EOF || token == Token::RIGHT_BRACE ||
                         (!is_inside && (closes(token) || (k > 1 && is_first_on_line(tokens, k))));
    if (is_over) return line;
    if (line.length == longest_line) return {};
    const Span span = span_of(source, tokens.LT(k));
    line.length = static_cast<std::size_t>(k);
    line.span = cover(line.span, span);
    line.ends_with_semicolon = token == Token::SEMICOLON;
    if (line.ends_with_semicolon) return line;
    if (!is_inside && ends_member(tokens, k, commas)) return line;
    if (opens(token)) ++depth;
    if (closes(token)) --depth;
    line.parts.push_back(source.slice(span));
  }
}

std::string_view ForeignCursor::peek(std::size_t ahead) const {
  return next_ + ahead < parts_.size() ? parts_[next_ + ahead] : std::string_view();
}

std::string_view ForeignCursor::take() {
  const std::string_view part = peek();
  if (!is_at_end()) ++next_;
  return part;
}

bool ForeignCursor::accept(std::string_view word) {
  if (is_at_end() || in_lower_case(peek()) != word) return false;
  ++next_;
  return true;
}

bool ForeignCursor::accept(std::string_view first, std::string_view second) {
  if (in_lower_case(peek()) != first || in_lower_case(peek(1)) != second) return false;
  next_ += 2;
  return true;
}

std::vector<std::string_view> ForeignCursor::take_parentheses() {
  std::vector<std::string_view> inside;
  if (!accept("(")) return inside;
  for (std::size_t depth = 1; !is_at_end();) {
    const std::string_view part = take();
    if (part == "(") ++depth;
    if (part == ")" && --depth == 0) break;
    inside.push_back(part);
  }
  return inside;
}

std::string joined(const std::vector<std::string_view>& parts) {
  std::string text;
  std::string_view before;
  for (const std::string_view part : parts) {
    const bool is_apart = (is_word_or_text(before) && is_word_or_text(part)) || before == ",";
    if (is_apart) text += ' ';
    text += part;
    before = part;
  }
  return text;
}

}  // namespace ormgen::parse_detail
