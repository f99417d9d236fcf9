#include "parse/syntax_errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/did_you_mean.h"
#include "diagnostics/fixes.h"
#include "parse/explain.h"
#include "parse/foreign_words.h"
#include "parse/look_ahead.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;

OrmParser& orm(antlr4::Parser* parser) { return static_cast<OrmParser&>(*parser); }

std::vector<std::string_view> words_of(std::span<const WordToken> words) {
  std::vector<std::string_view> result;
  for (const WordToken& word : words) result.push_back(word.first);
  return result;
}

}  // namespace

void SyntaxErrors::report(Diagnostic diagnostic) {
  if (!is_reported_) sink_.report(std::move(diagnostic));
  is_reported_ = true;
}

void SyntaxErrors::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
  report_unfit(orm(parser), error.getOffendingToken());
}

void SyntaxErrors::report_unfit(OrmParser& parser, antlr4::Token* found) {
  if (is_reported_) return;
  const Situation situation = situation_of(parser, source_, found);
  if (!follows_unclosed_text(situation)) report(explain(situation));
  is_reported_ = true;
}

// Whether the token the parser waits for can be taken as written: what follows it is there.
bool SyntaxErrors::can_be_left_out(OrmParser& parser, std::size_t rule) const {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  const antlr4::misc::IntervalSet expected = parser.getExpectedTokens();
  const std::size_t found = next(parser);
  const auto is_expected = [&](std::size_t token) { return expected.contains(token); };
  if (is_expected(Token::SEMICOLON)) {
    return is_end_of_file(parser) || found == Token::RIGHT_BRACE || is_first_on_line(tokens, 1);
  }
  switch (rule) {
    case Token::RuleColumn:
    case Token::RuleRelationship:
      return is_expected(Token::COLON) && is_name(found);
    case Token::RuleBody:
    case Token::RuleEnumBody:
      return is_expected(Token::RIGHT_BRACE) ? is_end_of_file(parser) : starts_member(tokens, 1);
    case Token::RuleName:
      return found == Token::LEFT_BRACE;
    default:
      return false;
  }
}

antlr4::Token* SyntaxErrors::recoverInline(antlr4::Parser* parser) {
  report_unfit(orm(parser), parser->getCurrentToken());
  const std::size_t rule = parser->getContext()->getRuleIndex();
  if (can_be_left_out(orm(parser), rule)) return getMissingSymbol(parser);
  throw antlr4::InputMismatchException(parser);
}

void SyntaxErrors::recover(antlr4::Parser* parser, std::exception_ptr error) {
  antlr4::ParserRuleContext* context = parser->getContext();
  antlr4::TokenStream& tokens = *parser->getTokenStream();
  switch (context->getRuleIndex()) {
    case Token::RuleHeaderClause:
    case Token::RuleFile:
      return;
    case Token::RuleMember:
    case Token::RuleEnumerator: {
      const bool is_at_start = tokens.LT(1) == context->start;
      const bool is_new = starts_member(tokens, 1) || starts_declaration(tokens, 1);
      if (is_at_start || !is_new) skip_member(tokens);
      return;
    }
    case Token::RuleBody:
    case Token::RuleEnumBody:
      // Left for the next declaration, or never opened.
      if (!starts_declaration(tokens, 1)) skip_declaration(tokens);
      return;
    case Token::RuleItem: {
      const bool is_at_start = tokens.LT(1) == context->start;
      if (is_at_start || !starts_declaration(tokens, 1)) skip_declaration(tokens);
      return;
    }
    default:
      std::rethrow_exception(error);
  }
}

void SyntaxErrors::sync(antlr4::Parser* parser) {
  switch (parser->getContext()->getRuleIndex()) {
    case Token::RuleFile:
      return sync_file(orm(parser));
    case Token::RuleBody:
      return sync_members(orm(parser));
    case Token::RuleEnumBody:
      return sync_enumerators(orm(parser));
    case Token::RuleEntity:
    case Token::RuleLinkTable:
    case Token::RuleMixin:
      return sync_header(orm(parser));
    case Token::RuleColumn:
      return sync_clauses(orm(parser), Place::Column);
    case Token::RuleRelationship:
      return sync_clauses(orm(parser), Place::Relationship);
    case Token::RuleForeignKey:
      return sync_clauses(orm(parser), Place::ForeignKey);
    default:
      return;
  }
}

bool SyntaxErrors::read_as_near(OrmParser& parser, std::span<const WordToken> words,
                                Diagnostic diagnostic) {
  antlr4::Token* token = parser.getCurrentToken();
  const std::string_view text = source_.slice(span_of(source_, token));
  auto found = std::find_if(words.begin(), words.end(),
                            [&](const WordToken& word) { return word.first == text; });
  if (found == words.end()) {
    const auto near = closest_to(text, words_of(words));
    if (!near) return false;
    found = std::find_if(words.begin(), words.end(),
                         [&](const WordToken& word) { return word.first == *near; });
  }
  // A word of another language stands for the first word with its meaning.
  const auto ours = std::find_if(words.begin(), words.end(), [&](const WordToken& word) {
    return word.second == found->second;
  });
  suggest(diagnostic, ours->first);
  report(std::move(diagnostic));
  if (auto* writable = dynamic_cast<antlr4::WritableToken*>(token)) {
    writable->setType(ours->second);
  }
  return true;
}

void SyntaxErrors::sync_clauses(OrmParser& parser, Place place) {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  const std::size_t token = next(parser);
  if (!is_name(token)) return;
  if (second(parser) == Token::COLON || starts_member(tokens, 1)) {
    const Situation here = situation_of(parser, source_, parser.getCurrentToken());
    report(missing_semicolon(span_of(source_, here.before)));
    throw antlr4::InputMismatchException(&parser);
  }
  if (find_clause(token) != nullptr) return;
  report_unknown_clause(parser, place);
}

void SyntaxErrors::report_unknown_clause(OrmParser& parser, Place place) {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  std::vector<WordToken> words;
  for (const ClauseSpec& clause : clause_specs()) {
    const std::string_view first = clause.words.substr(0, clause.words.find(' '));
    if (is_allowed(clause, place)) words.emplace_back(first, clause.token);
  }
  const Situation here = situation_of(parser, source_, parser.getCurrentToken());
  if (auto swallowing = explain_swallowing_sql(here)) report(std::move(*swallowing));
  const Span span = span_of(source_, here.found);
  const std::string_view text = source_.slice(span);
  Diagnostic unknown(Code::Orm114, span, fmt::format("unknown clause `{}`", text));
  const std::string_view advice = advice_for_foreign_word(text);
  if (advice.empty() && read_as_near(parser, words, unknown)) return;
  unknown.helps.emplace_back(
      advice.empty() ? fmt::format("{} takes {}", describe(place), list_clauses(place)) : advice);
  report(std::move(unknown));
  // What belongs to the unknown word ends where a known clause begins.
  do {
    tokens.consume();
  } while (find_clause(next(parser)) == nullptr && next(parser) != Token::SEMICOLON &&
           next(parser) != Token::RIGHT_BRACE && !is_end_of_file(parser) &&
           !starts_member(tokens, 1));
}

void SyntaxErrors::sync_header(OrmParser& parser) {
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  while (true) {
    const std::size_t token = next(parser);
    const bool is_known = std::any_of(header_words().begin(), header_words().end(),
                                      [&](const WordToken& word) { return word.second == token; });
    const bool is_end = token == Token::LEFT_BRACE || token == Token::RIGHT_BRACE ||
                        token == Token::SEMICOLON || is_end_of_file(parser);
    if (is_known || is_end || starts_member(tokens, 1) || starts_declaration(tokens, 1)) return;
    const Situation here = situation_of(parser, source_, parser.getCurrentToken());
    const std::string_view text = source_.slice(span_of(source_, here.found));
    const std::string found = shown(source_, here.found);
    Diagnostic unknown = is_name(token) ? Diagnostic(Code::Orm114, span_of(source_, here.found),
                                                     fmt::format("unknown clause {}", found))
                                        : Diagnostic(Code::Orm110, span_of(source_, here.found),
                                                     fmt::format("expected `{{`, found {}", found));
    if (is_reserved_for_later(text)) {
      report(Diagnostic(Code::Orm950, unknown.primary.span,
                        fmt::format("`{}` is not in this version", text)));
    } else if (is_name(token) && read_as_near(parser, header_words(), unknown)) {
      return;
    }
    unknown.helps.emplace_back(
        token == Token::COLON
            ? "a mixin is added by `with NAME`"
            : "before the `{` may stand `with`, `table`, `as` and `renamed from`");
    if (auto broken = explain_broken_token(here)) unknown = *broken;
    report(std::move(unknown));
    tokens.consume();
  }
}

}  // namespace ormgen::parse_detail
