#include "format/format.h"

#include <algorithm>
#include <cstddef>

#include "format/outline.h"
#include "format/statements.h"
#include "format/words.h"
#include "format/writer.h"

namespace ormgen {
namespace {

using namespace format_detail;

constexpr std::size_t step = 2;
// More of them stand below each other.
constexpr std::size_t clauses_on_one_line = 1;

// As the first line of the source ends; what is within a comment or SQL does not count.
std::string_view line_break_of(const SourceFile& source, const std::vector<ast::Token>& tokens) {
  std::uint32_t begin = 0;
  for (const ast::Token& token : tokens) {
    const std::string_view gap = source.slice({source.id(), begin, token.span.begin});
    const std::size_t first = gap.find('\n');
    if (first != std::string_view::npos) {
      return first > 0 && gap[first - 1] == '\r' ? "\r\n" : "\n";
    }
    begin = token.span.end;
  }
  return "\n";
}

// The parenthesis of `string(80)`, `now()` and `@json(...)`; that of a list has a space before it.
bool is_glued_parenthesis(const std::vector<Word>& words, std::size_t i) {
  const Word& next = words[i + 1];
  return next.is(")") || next.kind == ast::TokenKind::Number || (i >= 2 && words[i - 2].is("@"));
}

Gap gap_before(const Statement& statement, std::size_t i) {
  const std::vector<Word>& words = statement.words;
  const Word& word = words[i];
  const Word& previous = words[i - 1];
  if (clings_to_previous(word) || word.is(".") || word.is("[")) return Gap::None;
  if (previous.is("(") || previous.is("[") || previous.is(".") || previous.is("@")) {
    return Gap::None;
  }
  const bool is_storage = statement.kind == StatementKind::Enum && i > statement.first;
  if (word.is(":") && !is_storage) return Gap::None;
  if (word.is("(") && is_glued_parenthesis(words, i)) return Gap::None;
  return Gap::Space;
}

// Annotations, and what they belong to, have lines of their own.
bool begins_line(const Statement& statement, std::size_t i) {
  return i == 0 || i == statement.first || (i < statement.first && statement.words[i].is("@"));
}

bool begins_clause_line(const Statement& statement, std::size_t i) {
  const auto& clauses = statement.clauses;
  return statement.kind == StatementKind::Relationship && clauses.size() > clauses_on_one_line &&
         std::find(clauses.begin(), clauses.end(), i) != clauses.end();
}

bool opens_block(const Statement& statement) {
  return statement.kind == StatementKind::Block || statement.kind == StatementKind::Enum;
}

bool has_blank_above(const Statement& statement) {
  const Word& word = statement.words.front();
  return word.has_blank_above || std::any_of(word.before.begin(), word.before.end(),
                                             [](const Remark& one) { return one.has_blank_above; });
}

// A column whose type can be moved to that of its neighbours: no comment is in the way.
bool can_align(const Statement& column) {
  const Word* name = &column.words[column.first];
  const bool begins_line = std::all_of(name[0].before.begin(), name[0].before.end(),
                                       [](const Remark& one) { return one.stands_alone; });
  return begins_line && name[0].behind.empty() && name[1].before.empty() &&
         name[1].behind.empty() && name[2].before.empty();
}

std::size_t width_of_name(const Statement& column) {
  return can_align(column) ? column.words[column.first].text.size() : 0;
}

class Layout {
 public:
  Layout(const std::vector<Statement>& statements, std::string_view line_break)
      : statements_(statements), writer_(line_break) {}

  std::string lay_out() {
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      if (begins_run(i)) width_ = width_of_run(i);
      write(i);
    }
    return writer_.take();
  }

 private:
  bool is_column(std::size_t i) const { return statements_[i].kind == StatementKind::Column; }

  bool continues_run(std::size_t i) const {
    return i > 0 && is_column(i) && is_column(i - 1) && !has_blank_above(statements_[i]);
  }

  bool begins_run(std::size_t i) const { return is_column(i) && !continues_run(i); }

  // Of the longest name among the columns that follow each other without an empty line.
  std::size_t width_of_run(std::size_t first) const {
    std::size_t width = width_of_name(statements_[first]);
    for (std::size_t i = first + 1; continues_run(i); ++i) {
      width = std::max(width, width_of_name(statements_[i]));
    }
    return width;
  }

  // Blocks stand apart.
  bool needs_blank(std::size_t i) const {
    if (i == 0 || statements_[i].depth > 0) return false;
    return opens_block(statements_[i]) || (statements_[i - 1].kind == StatementKind::BlockEnd &&
                                           statements_[i].kind == StatementKind::Plain);
  }

  bool closes_empty_block(std::size_t i) const {
    return statements_[i].kind == StatementKind::BlockEnd && opens_block(statements_[i - 1]) &&
           statements_[i].words.front().before.empty();
  }

  void write(std::size_t at) {
    const Statement& statement = statements_[at];
    for (std::size_t i = 0; i < statement.words.size(); ++i) {
      writer_.write(statement.words[i], i == 0 ? place_of_first(at) : place_of(statement, i));
    }
  }

  Place place_of_first(std::size_t at) const {
    const Statement& statement = statements_[at];
    Place place;
    place.gap = closes_empty_block(at) ? Gap::None : Gap::Line;
    place.indent = statement.depth * step;
    const bool is_end = statement.kind == StatementKind::BlockEnd;
    place.comment_indent = place.indent + (is_end ? step : 0);
    place.keeps_blanks = true;
    place.needs_blank = needs_blank(at);
    return place;
  }

  Place place_of(const Statement& statement, std::size_t i) const {
    Place place;
    place.indent = statement.depth * step;
    if (begins_line(statement, i)) {
      place.gap = Gap::Line;
    } else {
      place.gap = begins_clause_line(statement, i) ? Gap::Line : gap_before(statement, i);
      place.indent += step;
    }
    place.comment_indent = place.indent;
    const bool is_type =
        statement.kind == StatementKind::Column && i == statement.first + 2 && can_align(statement);
    if (is_type) place.padding = width_ - width_of_name(statement);
    return place;
  }

  const std::vector<Statement>& statements_;
  Writer writer_;
  // That of the names in the present run of columns.
  std::size_t width_ = 0;
};

}  // namespace

std::string format(const SourceFile& source, const ast::File& file,
                   const std::vector<ast::Token>& tokens) {
  const std::vector<Statement> statements =
      statements_of(words_with_comments(source, tokens), outline_of(file));
  return Layout(statements, line_break_of(source, tokens)).lay_out();
}

}  // namespace ormgen
