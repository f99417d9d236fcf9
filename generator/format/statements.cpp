#include "format/statements.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace ormgen::format_detail {
namespace {

bool ends_statement(const Word& word) {
  return word.is(";") || word.is("{") || word.is("}") || word.text.empty();
}

std::size_t word_at(const Statement& statement, std::uint32_t offset) {
  const auto& words = statement.words;
  const auto found = std::find_if(words.begin(), words.end(),
                                  [offset](const Word& word) { return word.span.begin == offset; });
  return static_cast<std::size_t>(found - words.begin());
}

// Each clause goes on to the next one, the last to the `;` or `{`.
void order_clauses(Statement& statement, const std::vector<Clause>& ordered) {
  if (ordered.empty()) return;
  std::vector<std::size_t> starts;
  starts.reserve(ordered.size());
  for (const Clause& clause : ordered) {
    starts.push_back(word_at(statement, clause.span.begin) - clause.words_before);
  }
  std::vector<std::size_t> as_written = starts;
  std::sort(as_written.begin(), as_written.end());
  as_written.push_back(statement.words.size() - 1);
  if (as_written.back() <= as_written[starts.size() - 1]) {
    throw std::logic_error("a clause is not within its statement");
  }

  std::vector<Word> words;
  words.reserve(statement.words.size());
  const auto move_words = [&](std::size_t begin, std::size_t end) {
    const auto from = statement.words.begin();
    std::move(from + static_cast<std::ptrdiff_t>(begin), from + static_cast<std::ptrdiff_t>(end),
              std::back_inserter(words));
  };
  move_words(0, as_written.front());
  for (const std::size_t start : starts) {
    statement.clauses.push_back(words.size());
    move_words(start, *std::upper_bound(as_written.begin(), as_written.end(), start));
  }
  move_words(statement.words.size() - 1, statement.words.size());
  statement.words = std::move(words);
}

// Finds what the outline says of the statement behind its annotations.
void outline_statement(Statement& statement, const Outline& outline) {
  for (std::size_t i = 0; i < statement.words.size(); ++i) {
    const auto found = outline.find(statement.words[i].span.begin);
    if (found == outline.end()) continue;
    statement.kind = found->second.kind;
    statement.first = i;
    order_clauses(statement, found->second.clauses);
    return;
  }
}

}  // namespace

std::vector<Statement> statements_of(std::vector<Word> words, const Outline& outline) {
  std::vector<Statement> statements;
  Statement current;
  std::size_t depth = 0;
  for (Word& word : words) {
    current.words.push_back(std::move(word));
    const Word& last = current.words.back();
    if (!ends_statement(last)) continue;
    if (last.is("}")) --depth;
    current.depth = depth;
    if (last.is("{")) ++depth;
    if (last.is("}")) {
      current.kind = StatementKind::BlockEnd;
    } else if (last.text.empty()) {
      current.kind = StatementKind::FileEnd;
    } else {
      outline_statement(current, outline);
    }
    statements.push_back(std::exchange(current, {}));
  }
  return statements;
}

}  // namespace ormgen::format_detail
