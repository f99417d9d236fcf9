#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "OrmParser.h"
#include "ast/ast.h"
#include "diagnostics/sink.h"
#include "parse/grammar_words.h"
#include "source/source_file.h"

namespace ormgen::parse_detail {

// Reads the small parts of a parse tree - names, literals, comments - and reports what is wrong
// within them. The contexts it is given are complete: they belong to no failed member.
class TreeReader {
 public:
  TreeReader(const SourceFile& source, antlr4::TokenStream& tokens, Sink& sink)
      : source_(source), tokens_(tokens), sink_(sink) {}

  std::string source_text(Span span) const { return std::string(source_.slice(span)); }
  Span span(const antlr4::Token* token) const;
  Span span(const antlr4::ParserRuleContext* context) const;
  Span span(antlr4::tree::TerminalNode* node) const { return span(node->getSymbol()); }
  ast::Flag flag(const antlr4::Token* token) const;
  // From `[` to `]`; not set without them.
  ast::Flag brackets(const antlr4::Token* left, const antlr4::Token* right) const;

  // Empty where the name is missing, which is reported already.
  ast::Name name(OrmParser::NameContext* context) const;
  ast::Name word(OrmParser::WordContext* context) const;
  std::vector<ast::Name> names(OrmParser::NameListContext* context) const;
  ast::QualifiedName qualified_name(OrmParser::QualifiedNameContext* context) const;

  ast::Text text(antlr4::tree::TerminalNode* string);
  std::optional<ast::Spanned<std::int64_t>> integer(antlr4::tree::TerminalNode* number);
  ast::Sql sql(OrmParser::SqlContext* context);
  ast::Value value(OrmParser::ValueContext* context);
  ast::TypeName type_name(OrmParser::TypeNameContext* context);
  std::optional<ast::Spanned<ast::CppClass>> cpp_class(OrmParser::CppClassContext* context);

  // Fills in what every declaration and member carries. `outer` begins with the annotations.
  void describe_node(ast::Node& node, const antlr4::ParserRuleContext* outer,
                     const std::vector<OrmParser::AnnotationContext*>& annotations,
                     const antlr4::ParserRuleContext* inner);

  void report(Diagnostic diagnostic) { sink_.report(std::move(diagnostic)); }

  // The choice that a word stands for; reports a word that is none of them, with the nearest.
  template <class T>
  std::optional<T> choose(std::string_view clause, const ast::Name& word,
                          std::span<const Choice<T>> choices, Code code = Code::Orm117) {
    std::vector<std::string_view> words;
    for (const Choice<T>& choice : choices) {
      if (choice.word == word.text) return choice.value;
      words.push_back(choice.word);
    }
    report_wrong_word(clause, word, words, code);
    return std::nullopt;
  }
  void report_wrong_word(std::string_view clause, const ast::Name& word,
                         const std::vector<std::string_view>& choices, Code code);

 private:
  std::string decode_string(Span span);
  std::optional<char> decode_escape(char letter) const;
  ast::SqlText sql_text(antlr4::tree::TerminalNode* node);
  ast::ValueKind value_kind(OrmParser::ValueContext* context);
  ast::Annotation annotation(OrmParser::AnnotationContext* context);
  std::string doc_before(const antlr4::Token* token) const;

  const SourceFile& source_;
  antlr4::TokenStream& tokens_;
  Sink& sink_;
};

}  // namespace ormgen::parse_detail
