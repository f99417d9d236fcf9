#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "ast/ast.h"

// The closed lists of the language: which clause goes where, what it needs, and the words it takes.
namespace ormgen::parse_detail {

// Where clauses stand.
enum class Place { Column, Relationship, ForeignKey };

// "a column"
std::string_view describe(Place place);

struct ClauseSpec {
  // Type of the token it starts with.
  std::size_t token;
  // As it is written, without its value.
  std::string_view words;
  bool on_column;
  bool on_relationship;
  // "`lazy` needs ..."; empty for a clause without a value.
  std::string_view needs;
};

std::span<const ClauseSpec> clause_specs();
// Null when no clause starts with this token.
const ClauseSpec* find_clause(std::size_t token);
bool is_allowed(const ClauseSpec& clause, Place place);
// "`unique`, `index`, ..." of all clauses that may stand there.
std::string list_clauses(Place place);

// Token types of declarations, members and header clauses, each with its word, for suggestions.
using WordToken = std::pair<std::string_view, std::size_t>;
std::span<const WordToken> declaration_words();
std::span<const WordToken> member_words();
std::span<const WordToken> header_words();

// Kept free for later editions: `extends`, `discriminator`, `view`, `trigger`.
bool is_reserved_for_later(std::string_view word);

// The words a clause takes, with their meaning.
template <class T>
struct Choice {
  std::string_view word;
  T value;
};

std::span<const Choice<bool>> boolean_words();
std::span<const Choice<ast::Autoincrement>> autoincrement_words();
std::span<const Choice<ast::KeyAction>> key_action_words();
std::span<const Choice<ast::CascadeKind>> cascade_words();
std::span<const Choice<ast::Lazy>> lazy_words();
std::span<const Choice<ast::TableNaming>> table_naming_words();
std::span<const Choice<ast::ColumnNaming>> column_naming_words();

}  // namespace ormgen::parse_detail
