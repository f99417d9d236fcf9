// What stands between declarations, members and enumerators.

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "parse/explain.h"
#include "parse/foreign_words.h"
#include "parse/look_ahead.h"
#include "parse/syntax_errors.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;

bool ends_block(OrmParser& parser) {
  return next(parser) == Token::RIGHT_BRACE || is_end_of_file(parser);
}

bool is_member_word(std::size_t token) {
  return std::any_of(member_words().begin(), member_words().end(),
                     [&](const WordToken& word) { return word.second == token; });
}

bool is_declaration_word(std::size_t token) {
  return std::any_of(declaration_words().begin(), declaration_words().end(),
                     [&](const WordToken& word) { return word.second == token; });
}

}  // namespace

void SyntaxErrors::sync_file(OrmParser& parser) {
  is_reported_ = false;
  while (!is_end_of_file(parser)) {
    if (!take_foreign_block(parser)) {
      if (accept_item(parser)) return;
      skip_declaration(*parser.getTokenStream());
    }
    is_reported_ = false;
  }
}

bool SyntaxErrors::accept_item(OrmParser& parser) {
  const std::size_t token = next(parser);
  if (token == Token::AT) return true;
  if (is_declaration_word(token) && second(parser) != Token::COLON) return true;
  const Situation here = situation_of(parser, source_, parser.getCurrentToken());
  if (auto broken = explain_broken_token(here)) {
    report(std::move(*broken));
    return false;
  }
  if (is_name(token)) return accept_word_as_item(parser);
  const Span span = span_of(source_, here.found);
  if (token == Token::RIGHT_BRACE) {
    report(Diagnostic(Code::Orm111, span, "this `}` closes nothing"));
  } else {
    report(Diagnostic(Code::Orm112, span,
                      fmt::format("expected a declaration, found {}", shown(source_, here.found)))
               .help("declarations begin with `import`, `entity`, `table`, `mixin`, `enum` or "
                     "`type`"));
  }
  return false;
}

bool SyntaxErrors::accept_word_as_item(OrmParser& parser) {
  const Span span = span_of(source_, parser.getCurrentToken());
  const std::string_view text = source_.slice(span);
  if (is_reserved_for_later(text)) {
    report(Diagnostic(Code::Orm950, span, fmt::format("`{}` is not in this version", text)));
    return false;
  }
  const bool is_member = second(parser) == Token::COLON || is_member_word(next(parser));
  if (is_member) {
    report(Diagnostic(Code::Orm113, span, "columns and relationships stand inside an entity")
               .help("does a `}` above close the entity too early?"));
    return false;
  }
  Diagnostic unknown(Code::Orm112, span, fmt::format("unknown declaration `{}`", text));
  if (const auto advice = advice_for_foreign_block(text); !advice.empty()) {
    report(std::move(unknown).help(std::string(advice)));
    return false;
  }
  if (read_as_near(parser, declaration_words(), unknown)) return true;
  unknown.helps.emplace_back(
      "declarations begin with `import`, `entity`, `table`, `mixin`, `enum` or `type`");
  report(std::move(unknown));
  return false;
}

// The `}` of this block is missing; the declaration that follows is read as one.
void SyntaxErrors::leave_unclosed_block(OrmParser& parser) {
  report_unfit(parser, parser.getCurrentToken());
  throw antlr4::InputMismatchException(&parser);
}

void SyntaxErrors::sync_members(OrmParser& parser) {
  is_reported_ = false;
  while (!ends_block(parser)) {
    if (!take_foreign_member(parser)) {
      if (accept_member(parser)) return;
      skip_member(*parser.getTokenStream());
    }
    is_reported_ = false;
  }
}

bool SyntaxErrors::accept_member(OrmParser& parser) {
  const std::size_t token = next(parser);
  if (token == Token::AT || (is_name(token) && second(parser) == Token::COLON)) return true;
  if (starts_declaration(*parser.getTokenStream(), 1)) leave_unclosed_block(parser);
  if (is_member_word(token)) return true;
  const Situation here = situation_of(parser, source_, parser.getCurrentToken());
  const Span span = span_of(source_, here.found);
  if (auto broken = explain_broken_token(here)) {
    report(std::move(*broken));
    return false;
  }
  const bool is_literal_word =
      token == Token::TRUE || token == Token::FALSE || token == Token::NULL_;
  if (is_literal_word && second(parser) == Token::COLON) {
    report(Diagnostic(Code::Orm119, span,
                      fmt::format("{} cannot be a name", shown(source_, here.found))));
    return false;
  }
  if (token == Token::IDENTIFIER) {
    accept_mistyped_member(parser);
    return true;
  }
  if (const ClauseSpec* clause = find_clause(token)) {
    report(Diagnostic(Code::Orm113, span,
                      fmt::format("the clause `{}` belongs to no member", clause->words))
               .help("remove the `;` before it if it belongs to the member above"));
    return false;
  }
  // A column whose name is a keyword and whose colon is missing.
  if (is_name(token)) return true;
  report(Diagnostic(Code::Orm113, span,
                    fmt::format("expected a member, found {}", shown(source_, here.found)))
             .help("members are columns `NAME: TYPE;`, `relationship`, `primary key`, `unique`, "
                   "`index`, `check` and `foreign key`"));
  return false;
}

// `relationshp posts: Post[];`; a column without its colon is left to the column.
void SyntaxErrors::accept_mistyped_member(OrmParser& parser) {
  const bool has_member_form = is_name(second(parser)) || second(parser) == Token::SQL ||
                               second(parser) == Token::LEFT_PARENTHESIS;
  const std::size_t third = parser.getTokenStream()->LA(3);
  const bool has_column_form = is_name(second(parser)) && third != Token::COLON &&
                               third != Token::LEFT_PARENTHESIS && second(parser) != Token::KEY;
  if (!has_member_form || has_column_form) return;
  const Span span = span_of(source_, parser.getCurrentToken());
  const std::string_view text = source_.slice(span);
  read_as_near(parser, member_words(),
               Diagnostic(Code::Orm113, span, fmt::format("unknown member `{}`", text)));
}

void SyntaxErrors::sync_enumerators(OrmParser& parser) {
  is_reported_ = false;
  while (!ends_block(parser)) {
    const std::size_t token = next(parser);
    if (starts_declaration(*parser.getTokenStream(), 1)) leave_unclosed_block(parser);
    if (token == Token::AT || is_name(token)) return;
    const Situation here = situation_of(parser, source_, parser.getCurrentToken());
    auto broken = explain_broken_token(here);
    report(broken ? std::move(*broken)
                  : Diagnostic(Code::Orm113, span_of(source_, here.found),
                               fmt::format("expected an enumerator, found {}",
                                           shown(source_, here.found))));
    skip_member(*parser.getTokenStream());
    is_reported_ = false;
  }
}

}  // namespace ormgen::parse_detail
