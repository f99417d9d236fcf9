#include "parse/tokens.h"

#include <memory>

#include "OrmLexer.h"
#include "parse/byte_stream.h"

namespace ormgen {
namespace {

ast::TokenKind kind_of(std::size_t type) {
  switch (type) {
    case OrmLexer::DOC_COMMENT:
      return ast::TokenKind::DocComment;
    case OrmLexer::LINE_COMMENT:
      return ast::TokenKind::LineComment;
    case OrmLexer::BLOCK_COMMENT:
      return ast::TokenKind::BlockComment;
    case OrmLexer::INTEGER:
    case OrmLexer::DECIMAL:
      return ast::TokenKind::Number;
    case OrmLexer::STRING:
      return ast::TokenKind::String;
    case OrmLexer::SQL:
      return ast::TokenKind::Sql;
    default:
      const bool is_punctuation = type >= OrmLexer::LEFT_BRACE && type <= OrmLexer::ARROW;
      return is_punctuation ? ast::TokenKind::Punctuation : ast::TokenKind::Word;
  }
}

}  // namespace

std::vector<ast::Token> tokens(const SourceFile& file) {
  parse_detail::ByteStream bytes(file.text());
  OrmLexer lexer(&bytes);
  lexer.removeErrorListeners();
  std::vector<ast::Token> all;
  while (true) {
    const std::unique_ptr<antlr4::Token> token = lexer.nextToken();
    if (token->getType() == antlr4::Token::EOF) return all;
    const Span span{file.id(), static_cast<std::uint32_t>(token->getStartIndex()),
                    static_cast<std::uint32_t>(token->getStopIndex() + 1)};
    all.push_back({kind_of(token->getType()), file.slice(span), span});
  }
}

}  // namespace ormgen
