#include "parse/foreign_declaration.h"

#include <fmt/format.h>

#include <utility>

#include "parse/explain.h"
#include "parse/foreign_member.h"
#include "parse/look_ahead.h"
#include "source/ascii.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;

class ForeignReader {
 public:
  ForeignReader(antlr4::TokenStream& tokens, const SourceFile& source)
      : tokens_(tokens), source_(source) {}

  bool begins_create_table() const { return is_word(1, "create") && is_word(2, "table"); }

  bool begins_class() const {
    const std::size_t third = tokens_.LA(3);
    return text(1) == "class" && is_name(tokens_.LA(2)) &&
           (third == Token::COLON || third == Token::LEFT_PARENTHESIS);
  }

  ForeignDeclaration take_create_table() {
    result_.language = "SQL";
    take(2);
    while (is_word(1, "if") || is_word(1, "not") || is_word(1, "exists")) take(1);
    const std::string table(text(1));
    take(1);
    while (is_inside() && tokens_.LA(1) != Token::LEFT_PARENTHESIS) take(1);
    take(1);
    while (is_inside() && tokens_.LA(1) != Token::RIGHT_PARENTHESIS) add_member(Commas::EndMembers);
    if (is_inside()) take(1);
    while (is_inside() && tokens_.LA(1) != Token::SEMICOLON && !is_first_on_line(tokens_, 1))
      take(1);
    if (tokens_.LA(1) == Token::SEMICOLON) take(1);
    const std::string name = class_name(table);
    return finish(name, name == table ? "" : fmt::format(" table \"{}\"", table));
  }

  ForeignDeclaration take_class() {
    result_.language = "Python";
    const std::string name(text(2));
    take(2);
    while (is_inside() && !is_first_on_line(tokens_, 1)) take(1);
    std::string table;
    // The block ends where a line begins without an indent.
    while (is_inside() && tokens_.LT(1)->getCharPositionInLine() != 0) {
      if (text(1) == "__tablename__" && tokens_.LA(3) == Token::STRING) {
        table = fmt::format(" table {}", text(3));
        take(3);
      } else {
        add_member(Commas::EndLines);
      }
    }
    return finish(name, table);
  }

 private:
  std::string_view text(ssize_t k) const { return source_.slice(span_of(source_, tokens_.LT(k))); }

  bool is_word(ssize_t k, std::string_view word) const { return in_lower_case(text(k)) == word; }

  bool is_inside() const {
    return tokens_.LA(1) != antlr4::Token::EOF && !starts_declaration(tokens_, 1);
  }

  void take(std::size_t count) {
    for (; count > 0 && tokens_.LA(1) != antlr4::Token::EOF; --count) {
      const Span span = span_of(source_, tokens_.LT(1));
      if (result_.head.points_nowhere() || count_ < 2) result_.head = cover(result_.head, span);
      ++count_;
      result_.span = cover(result_.span, span);
      tokens_.consume();
    }
  }

  void add_member(Commas commas) {
    const ForeignLine line = read_foreign_line(tokens_, source_, commas);
    if (const auto ours = translate_member(line)) {
      members_ += ' ' + ours->text;
    } else {
      result_.is_whole = false;
    }
    take(line.length == 0 ? 1 : line.length);
  }

  ForeignDeclaration finish(const std::string& name, const std::string& table) {
    result_.text =
        fmt::format("entity {}{} {{{}{} }}", name, table, members_, result_.is_whole ? "" : " ...");
    return std::move(result_);
  }

  antlr4::TokenStream& tokens_;
  const SourceFile& source_;
  ForeignDeclaration result_;
  std::string members_;
  std::size_t count_ = 0;
};

}  // namespace

std::optional<ForeignDeclaration> take_foreign_declaration(antlr4::TokenStream& tokens,
                                                           const SourceFile& source) {
  ForeignReader reader(tokens, source);
  if (reader.begins_create_table()) return reader.take_create_table();
  if (reader.begins_class()) return reader.take_class();
  return std::nullopt;
}

}  // namespace ormgen::parse_detail
