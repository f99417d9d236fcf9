#include "parse/parse.h"

#include <memory>

#include "OrmLexer.h"
#include "OrmParser.h"
#include "parse/build.h"
#include "parse/byte_stream.h"
#include "parse/syntax_errors.h"
#include "parse/tree_reader.h"

namespace ormgen {
namespace {

using namespace parse_detail;

// The lexer, which steps over white space by itself: ANTLR makes and drops a token of each.
class Lexer : public OrmLexer {
 public:
  using OrmLexer::OrmLexer;

  std::unique_ptr<antlr4::Token> nextToken() override {
    auto* const interpreter = getInterpreter<antlr4::atn::LexerATNSimulator>();
    while (is_white_space(_input->LA(1))) interpreter->consume(_input);
    return OrmLexer::nextToken();
  }

 private:
  // WHITESPACE of the grammar.
  static bool is_white_space(std::size_t c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
  }
};

ast::File nothing(const SourceFile& source) {
  ast::File file;
  file.id = source.id();
  return file;
}

bool is_valid_text(const SourceFile& source, Sink& sink) {
  const auto invalid = source.first_invalid_byte();
  if (!invalid) return true;
  sink.report(Diagnostic(Code::Orm102, {source.id(), *invalid, *invalid + 1},
                         "this byte is not part of valid UTF-8")
                  .help("save the file with the encoding UTF-8"));
  return false;
}

bool has_text(const SourceFile& source, antlr4::CommonTokenStream& tokens, Sink& sink) {
  if (tokens.LA(1) != antlr4::Token::EOF) return true;
  sink.report(Diagnostic(Code::Orm101, {source.id(), 0, 0}, "the file is empty")
                  .help("a schema begins with `orm 1;`, then `namespace NAME;` and its entities"));
  return false;
}

}  // namespace

ast::File parse(const SourceFile& source, Sink& sink) {
  if (!is_valid_text(source, sink)) return nothing(source);
  ByteStream bytes(source.text());
  Lexer lexer(&bytes);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream tokens(&lexer);
  if (!has_text(source, tokens, sink)) return nothing(source);

  OrmParser parser(&tokens);
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<SyntaxErrors>(source, sink));
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::SLL);
  OrmParser::FileContext* tree = parser.file();
  TreeReader reader(source, tokens, sink);
  return build_file(tree, source, reader);
}

}  // namespace ormgen
