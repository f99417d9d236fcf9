#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "ast/ast.h"

namespace ormgen::format_detail {

enum class StatementKind { Plain, Column, Relationship, Block, Enum, BlockEnd, FileEnd };

// The place of a clause in the file.
struct Clause {
  Span span;
  // Words of the clause before the span: the `with` before the mixins.
  std::size_t words_before = 0;
};

// What the layout has to know of a declaration or member.
struct Outlined {
  StatementKind kind = StatementKind::Plain;
  // Those that are written, in the order they are to have.
  std::vector<Clause> clauses;
};

// By the offset of the first word behind the annotations.
using Outline = std::unordered_map<std::uint32_t, Outlined>;

Outline outline_of(const ast::File& file);

}  // namespace ormgen::format_detail
