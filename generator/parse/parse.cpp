#include "parse/parse.h"

#include <cstddef>
#include <memory>
#include <variant>
#include <vector>

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

// Marks what an error leaves in doubt: the declaration that it is in, and where it is in none, or
// the text ends there, the file. Of a member that the text ends in nothing is known.
class Incompleteness {
 public:
  Incompleteness(ast::File& file, std::string_view text)
      : file_(file), text_end_(text.find_last_not_of(" \t\r\n\f") + 1) {}

  void mark(Span error) {
    ast::Declaration* before = nullptr;
    Span whole;
    for (ast::Declaration& declaration : file_.declarations) {
      const Span span = std::visit([](const auto& node) { return node.span; }, declaration);
      if (span.begin > error.begin) break;
      before = &declaration;
      whole = span;
    }
    if (before != nullptr) std::visit(*this, *before);
    if (before == nullptr || error.begin > whole.end || error.end >= text_end_) {
      file_.is_incomplete = true;
    }
  }

  void operator()(ast::Entity& node) { mark(node.body); }
  void operator()(ast::Table& node) { mark(node.body); }
  void operator()(ast::Mixin& node) { mark(node.body); }
  void operator()(ast::Enum& node) { node.is_incomplete = true; }
  void operator()(ast::TypeAlias&) {}

 private:
  ast::File& file_;
  std::size_t text_end_;

  void mark(ast::Body& body) const {
    body.is_incomplete = true;
    const auto is_cut_off = [this](const ast::Node& member) {
      return member.span.end >= text_end_;
    };
    std::erase_if(body.columns, is_cut_off);
    std::erase_if(body.relationships, is_cut_off);
    std::erase_if(body.primary_keys, is_cut_off);
    std::erase_if(body.uniques, is_cut_off);
    std::erase_if(body.indexes, is_cut_off);
    std::erase_if(body.checks, is_cut_off);
    std::erase_if(body.foreign_keys, is_cut_off);
  }
};

void mark_incomplete(ast::File& file, const SourceFile& source, const Sink& sink,
                     std::size_t found_before) {
  Incompleteness incompleteness(file, source.text());
  const std::vector<Diagnostic>& found = sink.in_order_of_report();
  for (std::size_t i = found_before; i < found.size(); ++i) {
    incompleteness.mark(found[i].primary.span);
  }
}

ast::File read(const SourceFile& source, bool looks_for_other_languages, Sink& sink) {
  const std::size_t found_before = sink.in_order_of_report().size();
  ByteStream bytes(source.text());
  Lexer lexer(&bytes);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream tokens(&lexer);
  if (!has_text(source, tokens, sink)) return nothing(source);

  OrmParser parser(&tokens);
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<SyntaxErrors>(source, looks_for_other_languages, sink));
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::SLL);
  OrmParser::FileContext* tree = parser.file();
  TreeReader reader(source, tokens, sink);
  ast::File file = build_file(tree, source, reader);
  mark_incomplete(file, source, sink, found_before);
  return file;
}

}  // namespace

// What another language would write is an error in any case, so that only a file with errors is
// looked through for it.
ast::File parse(const SourceFile& source, Sink& sink) {
  if (!is_valid_text(source, sink)) return nothing(source);
  Sink found;
  ast::File file = read(source, false, found);
  return found.in_order_of_report().empty() ? file : read(source, true, sink);
}

}  // namespace ormgen
