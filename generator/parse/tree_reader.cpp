#include "parse/tree_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "diagnostics/did_you_mean.h"
#include "diagnostics/fixes.h"
#include "parse/foreign_words.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;

std::string list_words(const std::vector<std::string_view>& words) {
  std::string list;
  for (const std::string_view word : words) {
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", word);
  }
  return list;
}

}  // namespace

Span TreeReader::span(const antlr4::Token* token) const {
  return {source_.id(), static_cast<std::uint32_t>(token->getStartIndex()),
          static_cast<std::uint32_t>(token->getStopIndex() + 1)};
}

Span TreeReader::span(const antlr4::ParserRuleContext* context) const {
  const bool is_empty = context->stop == nullptr ||
                        context->stop->getStopIndex() + 1 < context->start->getStartIndex();
  const Span first = span(context->start);
  return is_empty ? Span{first.file, first.begin, first.begin} : cover(first, span(context->stop));
}

ast::Flag TreeReader::flag(const antlr4::Token* token) const {
  return token == nullptr ? ast::Flag() : ast::Flag(span(token));
}

ast::Flag TreeReader::brackets(const antlr4::Token* left, const antlr4::Token* right) const {
  return left == nullptr ? ast::Flag() : ast::Flag(cover(span(left), span(right)));
}

ast::Name TreeReader::name(OrmParser::NameContext* context) const {
  if (context->children.empty()) return {{}, span(context)};
  const Span where = span(context->start);
  return {std::string(source_.slice(where)), where};
}

ast::Name TreeReader::word(OrmParser::WordContext* context) const {
  const Span where = span(context->start);
  return {std::string(source_.slice(where)), where};
}

std::vector<ast::Name> TreeReader::names(OrmParser::NameListContext* context) const {
  std::vector<ast::Name> result;
  for (auto* item : context->name()) result.push_back(name(item));
  return result;
}

ast::QualifiedName TreeReader::qualified_name(OrmParser::QualifiedNameContext* context) const {
  ast::QualifiedName result;
  result.span = span(context);
  for (auto* part : context->name()) result.parts.push_back(name(part));
  return result;
}

ast::Text TreeReader::text(antlr4::tree::TerminalNode* string) {
  const Span where = span(string);
  return {decode_string(where), where};
}

std::optional<char> TreeReader::decode_escape(char letter) const {
  switch (letter) {
    case '"':
    case '\\':
      return letter;
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    default:
      return std::nullopt;
  }
}

std::string TreeReader::decode_string(Span where) {
  const std::string_view quoted = source_.slice(where);
  const std::string_view raw = quoted.substr(1, quoted.size() - 2);
  std::string decoded;
  decoded.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\') {
      decoded += raw[i];
      continue;
    }
    const auto at = static_cast<std::uint32_t>(where.begin + 1 + i);
    ++i;
    const std::optional<char> escaped = decode_escape(raw[i]);
    if (escaped) {
      decoded += *escaped;
    } else {
      report(Diagnostic(Code::Orm107, {where.file, at, at + 2}, "unknown escape in a text")
                 .help("known are `\\\"`, `\\\\`, `\\n`, `\\r` and `\\t`"));
    }
  }
  return decoded;
}

std::optional<ast::Spanned<std::int64_t>> TreeReader::integer(antlr4::tree::TerminalNode* number) {
  const Span where = span(number);
  const std::string_view digits = source_.slice(where);
  std::int64_t parsed = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
  if (result.ec == std::errc()) return ast::Spanned<std::int64_t>{parsed, where};
  report(Diagnostic(Code::Orm108, where, fmt::format("`{}` does not fit into 64 bits", digits)));
  return std::nullopt;
}

ast::SqlText TreeReader::sql_text(antlr4::tree::TerminalNode* node) {
  const Span where = span(node);
  const std::string_view raw = source_.slice(where);
  const std::size_t open = raw.find('`');
  const std::string_view body = raw.substr(open + 1, raw.size() - open - 2);
  std::string decoded;
  decoded.reserve(body.size());
  for (std::size_t i = 0; i < body.size(); ++i) {
    decoded += body[i];
    if (body[i] == '`') ++i;
  }
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    report(Diagnostic(Code::Orm118, where, "the SQL between the backticks is empty"));
  }
  return {std::string(raw.substr(0, open)), std::move(decoded), where};
}

ast::Sql TreeReader::sql(OrmParser::SqlContext* context) {
  ast::Sql result;
  result.span = span(context);
  for (auto* variant : context->SQL()) result.variants.push_back(sql_text(variant));
  return result;
}

ast::ValueKind TreeReader::value_kind(OrmParser::ValueContext* context) {
  switch (context->start->getType()) {
    case Token::NULL_:
      return ast::Null{};
    case Token::TRUE:
    case Token::FALSE:
      return context->start->getType() == Token::TRUE;
    case Token::INTEGER: {
      const auto number = integer(context->INTEGER());
      return number ? number->value : std::int64_t{0};
    }
    case Token::DECIMAL:
      return ast::Number{std::string(source_.slice(span(context->start)))};
    case Token::STRING:
      return text(context->STRING()).value;
    default:
      if (context->LEFT_PARENTHESIS() != nullptr) return ast::Call{name(context->name())};
      return name(context->name());
  }
}

ast::Value TreeReader::value(OrmParser::ValueContext* context) {
  return {value_kind(context), span(context)};
}

ast::TypeName TreeReader::type_name(OrmParser::TypeNameContext* context) {
  ast::TypeName result;
  result.name = qualified_name(context->qualifiedName());
  result.span = span(context);
  result.list = brackets(context->open, context->close);
  if (auto* arguments = context->typeArguments()) {
    for (auto* number : arguments->INTEGER()) {
      if (const auto parsed = integer(number)) result.arguments.push_back(*parsed);
    }
  }
  return result;
}

std::optional<ast::Spanned<ast::CppClass>> TreeReader::cpp_class(
    OrmParser::CppClassContext* context) {
  if (context == nullptr) return std::nullopt;
  return ast::Spanned<ast::CppClass>{{text(context->STRING(0)), text(context->STRING(1))},
                                     span(context)};
}

ast::Annotation TreeReader::annotation(OrmParser::AnnotationContext* context) {
  ast::Annotation result;
  result.name = name(context->name());
  result.span = span(context);
  if (const auto advice = advice_for_foreign_attribute(result.name.text); !advice.empty()) {
    report(Diagnostic(Code::Orm121, result.span,
                      fmt::format("`@{}` is an attribute of Prisma", result.name.text))
               .help(std::string(advice)));
  }
  for (auto* argument : context->annotationArgument()) {
    ast::AnnotationArgument read;
    if (argument->name() != nullptr) read.key = name(argument->name());
    read.value = value(argument->value());
    result.arguments.push_back(std::move(read));
  }
  return result;
}

void TreeReader::describe_node(ast::Node& node, const antlr4::ParserRuleContext* outer,
                               const std::vector<OrmParser::AnnotationContext*>& annotations,
                               const antlr4::ParserRuleContext* inner) {
  node.doc = doc_before(outer->start);
  // A comment may also stand between the annotations and what they belong to.
  if (inner->start != outer->start) {
    const std::string behind = doc_before(inner->start);
    if (!node.doc.empty() && !behind.empty()) node.doc += '\n';
    node.doc += behind;
  }
  for (auto* context : annotations) node.annotations.push_back(annotation(context));
  node.span = span(inner);
}

std::string TreeReader::doc_before(const antlr4::Token* token) const {
  std::size_t first = token->getTokenIndex();
  while (first > 0 && tokens_.get(first - 1)->getChannel() != antlr4::Token::DEFAULT_CHANNEL) {
    --first;
  }
  // A comment behind the previous member, on its line, is about that one.
  const std::size_t line_before = first == 0 ? 0 : tokens_.get(first - 1)->getLine();
  std::string doc;
  bool is_first = true;
  for (std::size_t i = first; i < token->getTokenIndex(); ++i) {
    const antlr4::Token* comment = tokens_.get(i);
    if (comment->getType() != Token::DOC_COMMENT || comment->getLine() == line_before) continue;
    std::string_view line = source_.slice(span(comment)).substr(3);
    if (line.starts_with(' ')) line.remove_prefix(1);
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (!is_first) doc += '\n';
    doc += line;
    is_first = false;
  }
  return doc;
}

void TreeReader::report_wrong_word(std::string_view clause, const ast::Name& word,
                                   const std::vector<std::string_view>& choices, Code code) {
  Diagnostic diagnostic(code, word.span, fmt::format("`{}` has no value `{}`", clause, word.text));
  if (const auto near = closest_to(word.text, choices)) {
    suggest(diagnostic, *near);
  } else {
    diagnostic.helps.push_back(fmt::format("it is one of {}", list_words(choices)));
  }
  report(std::move(diagnostic));
}

}  // namespace ormgen::parse_detail
