// What expressions and queries are made of: tokens in postfix order, and their values apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "orm/inline_vector.h"
#include "orm/value.h"

namespace orm {

struct EntityMapping;

namespace detail {

enum class Operator : std::uint8_t {
  Column,
  // Of a value; `operands` is 1 more than the number of one that a prepared query is given later,
  // `entity` and `column` then say which column it is stored like.
  Parameter,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Is,
  IsNot,
  And,
  Or,
  Not,
  IsNull,
  IsNotNull,
  Like,
  // With the backslash before what is meant as it is.
  LikeEscaped,
  Between,
  // `operands` - 1 values after the left side.
  In,
  NotIn,
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Negate,
  Concatenate,
  // `column` is the Function, or the CastType.
  Call,
  // The function `alias`.
  CallNamed,
  Cast,
  // Conditions and results in turn, then what holds otherwise where `operands` is odd.
  Case,
  // Of `operands` values: `(a, b)`.
  Row,
  // `count(*)`
  CountRows,
  Distinct,
  // An aggregate, and what its rows have to satisfy.
  FilterRows,
  // From `column` to `operands`, which are std::int16_t.
  FrameRows,
  FrameRange,
  FrameGroups,
  // A function, `operands` partitions and `column` orderings.
  Over,
  Ascending,
  Descending,
  NullsFirst,
  NullsLast,
  // Of an inner query, in the order of its text.
  BeginQuery,
  // `alias` is a name for what stands behind it: a column, of a common table expression or of a
  // reference to one.
  Name,
  // The SQL `alias`, with `column` values.
  Text,
  // A common table expression `alias`, of the query before it and the names of its columns;
  // `column` is 1 where it speaks of itself.
  Cte,
  // The column of that name of the common table expression `alias`.
  CteColumn,
  // The table of the source behind it is the common table expression `alias`.
  Table,
  // The usual columns of an occurrence, as part of a result.
  Entity,
  // Each with all that stands before it since the clause before.
  SelectList,
  Where,
  GroupBy,
  Having,
  OrderBy,
  Limit,
  Offset,
  // A relationship, `column`, of an occurrence: what the source behind it is linked by.
  Via,
  // An occurrence of an entity; `column` is the SourceKind, and what stands before it has to hold
  // for its rows.
  Source,
  SourcesEnd,
  // `column` is 1 for one without repeated rows.
  EndQuery,
  // Of two queries.
  Union,
  UnionAll,
  Intersect,
  Except,
  Exists,
  InQuery,
  NotInQuery
};

/// How an occurrence is among the sources of a query.
enum class SourceKind : std::uint16_t {
  /// What the query is about.
  Root,
  Inner,
  /// May be absent from a row.
  Outer,
  /// The first one of an inner query, linked by a relationship to an occurrence outside.
  Related
};

struct Token {
  // Of a column or a source: its entity and, where the occurrence has a name, that name.
  const EntityMapping* entity = nullptr;
  const char* alias = nullptr;
  std::uint16_t column = 0;
  std::uint16_t operands = 0;
  Operator op = Operator::Parameter;
  // No byte is left to chance: the bytes of tokens are the shape of a statement.
  std::uint8_t unused[8 - 5] = {};
};
static_assert(sizeof(Token) == 2 * sizeof(void*) + 8);

/// Tokens with the values of their parameters, in order. Nothing of it is inline, for each step of
/// each query copies or moves some.
struct ExpressionData {
  InlineVector<Token, 6> tokens;
  InlineVector<Value, 2> values;

  ExpressionData();
  ExpressionData(const ExpressionData& other);
  ExpressionData(ExpressionData&& other) noexcept;
  ExpressionData& operator=(const ExpressionData& other);
  ExpressionData& operator=(ExpressionData&& other) noexcept;
  ~ExpressionData();

  void append(const ExpressionData& other);
  void append(ExpressionData&& other);
  void push(Operator op, std::size_t operands, std::size_t column = 0);
  void push_name(Operator op, const EntityMapping& entity, const char* alias, std::size_t column);
  void push_value(Value value);
  /// `column op value`, which most conditions are.
  void push_comparison(Operator op, const EntityMapping& entity, const char* alias,
                       std::size_t column, Value value);
};

}  // namespace detail

}  // namespace orm
