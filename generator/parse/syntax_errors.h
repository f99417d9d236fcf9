#pragma once

#include <cstddef>
#include <exception>
#include <span>
#include <string_view>

#include "OrmParser.h"
#include "diagnostics/sink.h"
#include "parse/grammar_words.h"
#include "source/source_file.h"

namespace ormgen::parse_detail {

// Reports one error per member, in the words of the language, and finds the place to go on: behind
// `;`, at `}`, or at a line that surely begins something new. A mistyped keyword is reported and
// then read as the keyword it resembles, so that the rest of its line is understood.
class SyntaxErrors : public antlr4::DefaultErrorStrategy {
 public:
  // `looks_for_other_languages` costs time for each member, also for one that is right.
  SyntaxErrors(const SourceFile& source, bool looks_for_other_languages, Sink& sink)
      : source_(source), looks_for_other_languages_(looks_for_other_languages), sink_(sink) {}

  // A single token does not fit: acts as if a missing one were there, or gives the member up.
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
  // Hands an error on to the rule that knows how to go on.
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  // Called before each element of a list: looks whether one can begin there.
  void sync(antlr4::Parser* parser) override;

  void reset(antlr4::Parser*) override { is_reported_ = false; }
  void reportMatch(antlr4::Parser*) override {}
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }

 private:
  void report(Diagnostic diagnostic);
  void report_unfit(OrmParser& parser, antlr4::Token* found);
  bool can_be_left_out(OrmParser& parser, std::size_t rule) const;

  void sync_file(OrmParser& parser);
  void sync_members(OrmParser& parser);
  void sync_enumerators(OrmParser& parser);
  void sync_header(OrmParser& parser);
  void sync_clauses(OrmParser& parser, Place place);

  // True when the parser can go on with what is there now.
  bool accept_item(OrmParser& parser);
  bool accept_member(OrmParser& parser);
  bool accept_word_as_item(OrmParser& parser);
  void accept_mistyped_member(OrmParser& parser);
  void leave_unclosed_block(OrmParser& parser);
  // A member or declaration as another language has it is reported with ours, and skipped.
  bool take_foreign_member(OrmParser& parser);
  bool take_foreign_block(OrmParser& parser);
  void report_unknown_clause(OrmParser& parser, Place place);
  // Turns the next token into the keyword it resembles.
  bool read_as_near(OrmParser& parser, std::span<const WordToken> words, Diagnostic diagnostic);

  const SourceFile& source_;
  bool looks_for_other_languages_;
  Sink& sink_;
  // An error of the current member was reported; what follows from it is not.
  bool is_reported_ = false;
};

}  // namespace ormgen::parse_detail
