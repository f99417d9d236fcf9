// What is written as in another language.

#include <fmt/format.h>

#include <utility>

#include "diagnostics/fixes.h"
#include "parse/foreign_declaration.h"
#include "parse/foreign_member.h"
#include "parse/syntax_errors.h"

namespace ormgen::parse_detail {

bool SyntaxErrors::take_foreign_member(OrmParser& parser) {
  if (!looks_for_other_languages_) return false;
  antlr4::TokenStream& tokens = *parser.getTokenStream();
  const ForeignLine line = read_foreign_line(tokens, source_);
  const auto ours = translate_member(line);
  if (!ours) return false;
  report(Diagnostic(Code::Orm121, line.span,
                    fmt::format("this member is written as in {}", ours->language))
             .help(fmt::format("write `{}`", ours->text))
             .fix(write_instead(line.span, ours->text)));
  for (std::size_t i = 0; i < line.length; ++i) tokens.consume();
  return true;
}

bool SyntaxErrors::take_foreign_block(OrmParser& parser) {
  if (!looks_for_other_languages_) return false;
  auto block = take_foreign_declaration(*parser.getTokenStream(), source_);
  if (!block) return false;
  Diagnostic foreign =
      Diagnostic(Code::Orm121, block->head,
                 fmt::format("this declaration is written as in {}", block->language))
          .help(fmt::format("write `{}`", block->text));
  if (block->is_whole) foreign.fixes.push_back(write_instead(block->span, block->text));
  report(std::move(foreign));
  return true;
}

}  // namespace ormgen::parse_detail
