#pragma once

#include <cstddef>
#include <vector>

#include "format/outline.h"
#include "format/words.h"

namespace ormgen::format_detail {

// A member, a line at the top of the file, the head of a block with its `{`, a `}`, or the end.
struct Statement {
  StatementKind kind = StatementKind::Plain;
  std::vector<Word> words;
  // The first word behind the annotations.
  std::size_t first = 0;
  // The first word of each clause.
  std::vector<std::size_t> clauses;
  // How many blocks it stands in.
  std::size_t depth = 0;
};

// In the order of the file, the clauses of each in theirs.
std::vector<Statement> statements_of(std::vector<Word> words, const Outline& outline);

}  // namespace ormgen::format_detail
