#include "parse/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "diagnostics/did_you_mean.h"
#include "diagnostics/fixes.h"
#include "parse/describe_expected.h"
#include "parse/foreign_words.h"
#include "parse/grammar_words.h"
#include "parse/look_ahead.h"
#include "source/utf8.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;
using antlr4::ParserRuleContext;

constexpr std::size_t longest_shown = 40;

bool is_end(const antlr4::Token* token) { return token->getType() == antlr4::Token::EOF; }

bool is_on_later_line(const Situation& s) {
  return s.before != nullptr && (is_end(s.found) || s.found->getLine() > s.before->getLine());
}

// What is missing is missing right behind the token before.
Span end_of_previous(const Situation& s) {
  const Span before = span_of(s.source, s.before);
  return {before.file, before.end, before.end};
}

Span place_of_missing(const Situation& s) {
  return is_on_later_line(s) ? end_of_previous(s) : span_of(s.source, s.found);
}

Span opening_of(const Situation& s, std::uint32_t length) {
  const Span whole = span_of(s.source, s.found);
  return {whole.file, whole.begin, whole.begin + length};
}

Diagnostic explain_character(const Situation& s) {
  const Span whole = span_of(s.source, s.found);
  const std::string_view text = s.source.slice(whole);
  const auto length =
      static_cast<std::uint32_t>(std::max<std::size_t>(1, utf8_character_length(text)));
  const std::string_view character = text.substr(0, length);
  const bool is_control = static_cast<unsigned char>(character.front()) < 0x20;
  Diagnostic diagnostic(Code::Orm103, opening_of(s, length),
                        is_control
                            ? fmt::format("the control character U+{:04X} has no meaning here",
                                          static_cast<unsigned>(character.front()))
                            : fmt::format("`{}` has no meaning here", character));
  if (character == "'" || character == "\u201C" || character == "\u201D") {
    diagnostic.helps.emplace_back("texts stand in double quotes: \"...\"");
  } else if (character == "#") {
    diagnostic.helps.emplace_back("comments begin with `//`");
    diagnostic.fixes.push_back(write_instead(opening_of(s, length), "//"));
  } else if (static_cast<unsigned char>(character.front()) >= 0x80) {
    diagnostic.helps.emplace_back(
        "names are made of the letters a-z and A-Z, digits and `_`; "
        "write other names as a text: `table \"...\"`, `column \"...\"`");
  }
  return diagnostic;
}

// A construct around the place of the error.
const ParserRuleContext* enclosing(const Situation& s, std::size_t rule) {
  const auto* context = s.parser.getContext();
  while (context != nullptr && context->getRuleIndex() != rule) {
    context = dynamic_cast<const ParserRuleContext*>(context->parent);
  }
  return context;
}

std::optional<Diagnostic> explain_missing_brace(const Situation& s, const Expected& expected) {
  const auto* block = s.parser.getContext();
  const std::size_t rule = block->getRuleIndex();
  const bool is_block = rule == Token::RuleBody || rule == Token::RuleEnumBody;
  if (!is_block || !expected.contains(Token::RIGHT_BRACE) || s.before == nullptr) {
    return std::nullopt;
  }
  return Diagnostic(Code::Orm110, end_of_previous(s), "expected `}`")
      .label(is_end(s.found) ? "the file ends here" : "another declaration begins after this")
      .also(span_of(s.source, block->start), "this `{` is never closed")
      .fix(add_behind(end_of_previous(s), "\n}"));
}

// `lazy="joined"`, as Python has it.
void add_advice_for_equals(Diagnostic& diagnostic, const Situation& s) {
  const antlr4::Token* value = s.parser.getTokenStream()->LT(2);
  std::string_view text = s.source.slice(span_of(s.source, value));
  if (value->getType() == Token::STRING) text = text.substr(1, text.size() - 2);
  diagnostic.helps.push_back(
      fmt::format("write `{} {}`", s.source.slice(span_of(s.source, s.before)), text));
}

// Right behind the first words of a clause: its value is missing or of another kind.
std::optional<Diagnostic> explain_clause_value(const Situation& s) {
  const auto* clause = enclosing(s, Token::RuleClause);
  if (clause == nullptr || s.before == nullptr) return std::nullopt;
  const ClauseSpec* spec = find_clause(clause->start->getType());
  if (spec == nullptr || spec->needs.empty()) return std::nullopt;
  const std::size_t before = s.before->getType();
  const bool is_first_value = s.before == clause->start || before == Token::FROM ||
                              before == Token::DELETE || before == Token::UPDATE;
  if (!is_first_value) return std::nullopt;
  Diagnostic diagnostic(Code::Orm118, place_of_missing(s), std::string(spec->needs));
  if (spec->token == Token::EQUALS && s.found->getType() == Token::SQL) {
    diagnostic.helps.emplace_back("for SQL that the database runs write `server_default`");
  }
  if (s.found->getType() == Token::EQUALS) add_advice_for_equals(diagnostic, s);
  return diagnostic;
}

// ``check`length(x) > 0` ``: glued to the backtick, the word became a dialect tag.
void add_advice_for_glued_tag(Diagnostic& diagnostic, const Situation& s) {
  if (s.found->getType() != Token::SQL) return;
  const Span whole = span_of(s.source, s.found);
  const std::string_view text = s.source.slice(whole);
  const std::string_view tag = text.substr(0, text.find('`'));
  for (const std::string_view word : {"check", "computed", "server_default", "where"}) {
    if (tag != word) continue;
    const auto backtick = static_cast<std::uint32_t>(whole.begin + tag.size());
    diagnostic.helps.push_back(fmt::format("write a space between `{}` and the SQL", word));
    diagnostic.fixes.push_back(
        {"write a space before the SQL", {{{whole.file, backtick, backtick}, " "}}});
  }
}

std::string_view form_of_member(std::size_t token) {
  switch (token) {
    case Token::RELATIONSHIP:
      return "`relationship NAME: ENTITY;`";
    case Token::PRIMARY:
      return "`primary key (a, b);`";
    case Token::UNIQUE:
      return "`unique (a, b);`";
    case Token::INDEX:
      return "`index (a, b);`";
    case Token::CHECK:
      return "the word `check`, perhaps a name, then SQL in backticks";
    case Token::FOREIGN:
      return "`foreign key (a, b) references ENTITY (x, y);`";
    default:
      return {};
  }
}

void add_advice(Diagnostic& diagnostic, const Situation& s, const Expected& expected) {
  const std::string_view word = s.source.slice(span_of(s.source, s.found));
  add_advice_for_glued_tag(diagnostic, s);
  if (const auto advice = advice_for_foreign_word(word); !advice.empty()) {
    diagnostic.helps.emplace_back(advice);
  } else if (s.found->getType() == Token::IDENTIFIER) {
    if (const auto near = closest_to(word, expected.keywords())) {
      suggest(diagnostic, *near);
    }
  }
  if (const auto* member = enclosing(s, Token::RuleMember)) {
    const std::string_view form = form_of_member(member->start->getType());
    if (!form.empty() && !is_on_later_line(s))
      diagnostic.helps.push_back(fmt::format("the form is {}", form));
  }
}

Diagnostic explain_missing(const Situation& s, const Expected& expected) {
  const std::string what = expected.describe();
  if (is_on_later_line(s) && expected.contains(Token::SEMICOLON)) {
    return missing_semicolon(span_of(s.source, s.before));
  }
  // Which member it would become is open, so what may follow is not known.
  const bool is_undecided = s.parser.getContext()->getRuleIndex() == Token::RuleMember;
  if ((is_undecided || what.empty()) && s.before != nullptr) {
    return Diagnostic(Code::Orm111, span_of(s.source, s.found),
                      fmt::format("{} does not fit behind {}", shown(s.source, s.found),
                                  shown(s.source, s.before)));
  }
  const std::string found =
      is_on_later_line(s) ? std::string() : fmt::format(", found {}", shown(s.source, s.found));
  return Diagnostic(Code::Orm110, place_of_missing(s), fmt::format("expected {}{}", what, found));
}

}  // namespace

Situation situation_of(OrmParser& parser, const SourceFile& source, antlr4::Token* found) {
  auto* tokens = parser.getTokenStream();
  antlr4::Token* before = nullptr;
  for (std::size_t i = found->getTokenIndex(); i > 0 && before == nullptr; --i) {
    antlr4::Token* candidate = tokens->get(i - 1);
    if (candidate->getChannel() == antlr4::Token::DEFAULT_CHANNEL) before = candidate;
  }
  return {parser, source, found, before};
}

Diagnostic missing_semicolon(Span before) {
  return Diagnostic(Code::Orm110, {before.file, before.end, before.end}, "expected `;`")
      .fix(add_behind(before, ";"));
}

Span span_of(const SourceFile& source, const antlr4::Token* token) {
  const auto begin = static_cast<std::uint32_t>(token->getStartIndex());
  if (is_end(token)) return {source.id(), begin, begin};
  return {source.id(), begin, static_cast<std::uint32_t>(token->getStopIndex()) + 1};
}

std::string shown(const SourceFile& source, const antlr4::Token* token) {
  if (is_end(token)) return "the end of the file";
  if (token->getType() == Token::SQL) return "SQL in backticks";
  const std::string_view text = source.slice(span_of(source, token));
  if (text.size() <= longest_shown) return fmt::format("`{}`", text);
  std::size_t length = 0;
  while (length < longest_shown) {
    length += std::max<std::size_t>(1, utf8_character_length(text.substr(length)));
  }
  return fmt::format("`{}...`", text.substr(0, length));
}

std::optional<Diagnostic> explain_broken_token(const Situation& s) {
  switch (s.found->getType()) {
    case Token::INVALID:
      return explain_character(s);
    case Token::UNTERMINATED_STRING:
      return Diagnostic(Code::Orm104, opening_of(s, 1), "this text is not closed on its line")
          .help("close it with `\"`; a line break in it is written `\\n`");
    case Token::UNTERMINATED_SQL:
      return Diagnostic(Code::Orm104, opening_of(s, 1), "this SQL text is never closed")
          .help("close it with a backtick; a backtick in the SQL is doubled");
    case Token::UNTERMINATED_COMMENT:
      return Diagnostic(Code::Orm104, opening_of(s, 2), "this comment is never closed")
          .help("close it with `*/`");
    case Token::BAD_NUMBER:
      return Diagnostic(Code::Orm103, span_of(s.source, s.found),
                        fmt::format("{} is neither a number nor a name", shown(s.source, s.found)));
    case Token::HYPHENATED:
      return Diagnostic(Code::Orm103, span_of(s.source, s.found),
                        fmt::format("{} is not a name", shown(s.source, s.found)))
          .help("names are made of letters, digits and `_`");
    default:
      return std::nullopt;
  }
}

std::optional<Diagnostic> explain_swallowing_sql(const Situation& s) {
  if (s.before == nullptr || s.before->getType() != Token::SQL || is_end(s.found)) {
    return std::nullopt;
  }
  const Span sql = span_of(s.source, s.before);
  const bool has_several_lines = s.source.slice(sql).find('\n') != std::string_view::npos;
  const Span found = span_of(s.source, s.found);
  const bool is_on_its_line =
      s.source.position(sql.end).line == s.source.position(found.begin).line;
  if (!has_several_lines || !is_on_its_line) return std::nullopt;
  return Diagnostic(Code::Orm104, {sql.file, sql.begin, sql.begin + 1},
                    "this SQL text runs over several lines, and what follows it makes no sense")
      .label("is the closing backtick missing?")
      .also({sql.file, sql.end - 1, sql.end}, "it ends here");
}

bool follows_unclosed_text(const Situation& s) {
  if (s.before == nullptr) return false;
  const std::size_t before = s.before->getType();
  return before == Token::UNTERMINATED_SQL || before == Token::UNTERMINATED_COMMENT;
}

Diagnostic explain(const Situation& s) {
  if (auto swallowing = explain_swallowing_sql(s)) return *swallowing;
  if (auto broken = explain_broken_token(s)) return *broken;
  const Expected expected(s.parser);
  if (auto brace = explain_missing_brace(s, expected)) return *brace;
  const std::size_t found = s.found->getType();
  const bool is_literal_word =
      found == Token::TRUE || found == Token::FALSE || found == Token::NULL_;
  if (is_literal_word && expected.contains(Token::IDENTIFIER) && !expected.contains(found)) {
    return Diagnostic(Code::Orm119, span_of(s.source, s.found),
                      fmt::format("{} cannot be a name", shown(s.source, s.found)));
  }
  if (auto value = explain_clause_value(s)) return *value;
  Diagnostic diagnostic = explain_missing(s, expected);
  add_advice(diagnostic, s, expected);
  return diagnostic;
}

}  // namespace ormgen::parse_detail
