#include "parse/look_ahead.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;
using Tokens = antlr4::TokenStream;

bool starts_table_member(Tokens& tokens, ssize_t k) {
  const std::size_t second = tokens.LA(k + 1);
  switch (tokens.LA(k)) {
    case Token::RELATIONSHIP:
      return is_name(second);
    case Token::PRIMARY:
    case Token::FOREIGN:
      return second == Token::KEY && tokens.LA(k + 2) == Token::LEFT_PARENTHESIS;
    case Token::UNIQUE:
    case Token::INDEX:
      return second == Token::LEFT_PARENTHESIS ||
             (is_name(second) && tokens.LA(k + 2) == Token::LEFT_PARENTHESIS);
    case Token::CHECK:
      // Without a name it may be the clause of a column, on a line of its own.
      return is_name(second) && tokens.LA(k + 2) == Token::SQL;
    case Token::AT:
      return is_name(second);
    default:
      return false;
  }
}

bool follows_declared_name(std::size_t keyword, std::size_t token) {
  switch (token) {
    case Token::LEFT_BRACE:
    case Token::WITH:
    case Token::TABLE:
    case Token::AS:
    case Token::RENAMED:
      return true;
    case Token::COLON:
      return keyword == Token::ENUM;
    default:
      return false;
  }
}

// Stands on `{`; moves past the `}` that closes it.
void skip_block(Tokens& tokens) {
  std::size_t depth = 0;
  while (tokens.LA(1) != antlr4::Token::EOF) {
    const std::size_t token = tokens.LA(1);
    tokens.consume();
    if (token == Token::LEFT_BRACE) ++depth;
    if (token == Token::RIGHT_BRACE && --depth == 0) return;
  }
}

}  // namespace

bool is_name(std::size_t token) {
  static_assert(Token::ORM < Token::JOIN_DEPTH && Token::JOIN_DEPTH < Token::TRUE,
                "keywords that can be names stand together in the grammar");
  return token == Token::IDENTIFIER || (token >= Token::ORM && token <= Token::JOIN_DEPTH);
}

bool is_first_on_line(Tokens& tokens, ssize_t k) {
  const antlr4::Token* before = k == 1 ? tokens.LT(-1) : tokens.LT(k - 1);
  return before == nullptr || tokens.LT(k)->getLine() > before->getLine();
}

bool starts_member(Tokens& tokens, ssize_t k) {
  if (is_name(tokens.LA(k)) && tokens.LA(k + 1) == Token::COLON) return true;
  return is_first_on_line(tokens, k) && starts_table_member(tokens, k);
}

bool starts_declaration(Tokens& tokens, ssize_t k) {
  const std::size_t keyword = tokens.LA(k);
  switch (keyword) {
    case Token::ENTITY:
    case Token::TABLE:
    case Token::MIXIN:
    case Token::ENUM:
      // Without its name, too: no member has a brace.
      return tokens.LA(k + 1) == Token::LEFT_BRACE ||
             (is_name(tokens.LA(k + 1)) && follows_declared_name(keyword, tokens.LA(k + 2)));
    case Token::TYPE:
      return is_name(tokens.LA(k + 1)) && tokens.LA(k + 2) == Token::EQUALS;
    case Token::IMPORT:
      return tokens.LA(k + 1) == Token::STRING;
    default:
      return false;
  }
}

void skip_member(Tokens& tokens) {
  for (bool is_first = true;; is_first = false) {
    const std::size_t token = tokens.LA(1);
    if (token == antlr4::Token::EOF || token == Token::RIGHT_BRACE) return;
    if (!is_first && (starts_member(tokens, 1) || starts_declaration(tokens, 1))) return;
    if (token == Token::LEFT_BRACE) return skip_block(tokens);
    tokens.consume();
    if (token == Token::SEMICOLON) return;
  }
}

void skip_declaration(Tokens& tokens) {
  for (bool is_first = true;; is_first = false) {
    const std::size_t token = tokens.LA(1);
    if (token == antlr4::Token::EOF) return;
    if (!is_first && starts_declaration(tokens, 1)) return;
    if (token == Token::LEFT_BRACE) return skip_block(tokens);
    tokens.consume();
    if (token == Token::SEMICOLON || token == Token::RIGHT_BRACE) return;
  }
}

}  // namespace ormgen::parse_detail
