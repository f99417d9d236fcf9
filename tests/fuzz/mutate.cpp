#include "mutate.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <vector>

#include "pieces.h"

namespace ormgen::fuzz {
namespace {

using Tokens = std::vector<std::string>;

// What can stand behind a type or a relationship's target.
constexpr auto clauses = std::to_array<std::string_view>({
    " primary key",
    " unique",
    " index",
    " deferred",
    " version_id",
    " = 0",
    " = null",
    " = true",
    " = \"\"",
    " = now()",
    " = uuid7()",
    " = -1.5",
    " onupdate now()",
    " check `x > 0`",
    " computed `1` persisted",
    " server_default `0`",
    " collate \"NOCASE\"",
    " column \"x\"",
    " on delete cascade",
    " on delete set null",
    " on update set default",
    " renamed from \"x\"",
    " deprecated \"why\"",
    " autoincrement false",
    " autoincrement strict",
    " uselist false",
    " viewonly",
    " lazy joined",
    " lazy selectin",
    " lazy write_only",
    " single_parent",
    " post_update",
    " passive_deletes all",
    " passive_updates false",
    " join_depth 2",
    " cascade all, delete-orphan",
    " cascade none",
    "?",
    "[]",
    " @note(a: 1)",
});

constexpr auto types = std::to_array<std::string_view>({
    "bool",
    "int16",
    "int32",
    "int64",
    "float32",
    "float64",
    "decimal(12, 2)",
    "decimal(30, 4)",
    "string",
    "string(8)",
    "text",
    "bytes",
    "date",
    "time",
    "datetime",
    "uuid",
    "json",
});

std::size_t below(std::size_t bound, Random& random) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

template <class Choices>
const auto& one_of(const Choices& choices, Random& random) {
  return choices[below(std::size(choices), random)];
}

auto at(const Tokens& tokens, std::size_t index) {
  return tokens.begin() + static_cast<std::ptrdiff_t>(index);
}

Tokens copy_of(const Tokens& tokens, Range range) {
  return {at(tokens, range.begin), at(tokens, range.end)};
}

void erase(Tokens& tokens, Range range) {
  tokens.erase(at(tokens, range.begin), at(tokens, range.end));
}

void insert(Tokens& tokens, std::size_t index, const Tokens& part) {
  tokens.insert(at(tokens, index), part.begin(), part.end());
}

std::vector<std::size_t> words_of(const Tokens& tokens) {
  std::vector<std::size_t> words;
  words.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_word(tokens[i])) words.push_back(i);
  }
  return words;
}

void replace_word(Tokens& tokens, Random& random) {
  const auto words = words_of(tokens);
  if (words.empty()) return;
  tokens[one_of(words, random)] = tokens[one_of(words, random)];
}

// Everywhere, so that what refers to it still does.
void rename(Tokens& tokens, Random& random) {
  const auto words = words_of(tokens);
  if (words.empty()) return;
  const std::string old = tokens[one_of(words, random)];
  std::string other = tokens[one_of(words, random)];
  if (below(2, random) == 0) other += '_';
  std::replace(tokens.begin(), tokens.end(), old, other);
}

void erase_token(Tokens& tokens, Random& random) {
  const std::size_t index = below(tokens.size(), random);
  erase(tokens, {index, index + 1});
}

void swap_tokens(Tokens& tokens, Random& random) {
  std::swap(tokens[below(tokens.size(), random)], tokens[below(tokens.size(), random)]);
}

// Behind the last token of a member, in front of its `;`.
void add_clause(Tokens& tokens, Random& random) {
  const auto members = members_of(tokens);
  if (members.empty()) return;
  tokens.insert(at(tokens, one_of(members, random).end - 1), std::string(one_of(clauses, random)));
}

void change_type(Tokens& tokens, Random& random) {
  const auto words = words_of(tokens);
  std::vector<std::size_t> places;
  std::copy_if(words.begin(), words.end(), std::back_inserter(places), [&](std::size_t i) {
    return i >= 2 && is_space(tokens[i - 1]) && tokens[i - 2] == ":";
  });
  if (!places.empty()) tokens[one_of(places, random)] = one_of(types, random);
}

void erase_range(Tokens& tokens, const std::vector<Range>& ranges, Random& random) {
  if (!ranges.empty()) erase(tokens, one_of(ranges, random));
}

void copy_range(Tokens& tokens, const std::vector<Range>& ranges, Random& random) {
  if (ranges.empty()) return;
  const Tokens part = copy_of(tokens, one_of(ranges, random));
  insert(tokens, one_of(ranges, random).end, part);
}

void change(Tokens& tokens, Random& random) {
  switch (below(11, random)) {
    case 0:
    case 1:
      return replace_word(tokens, random);
    case 2:
      return rename(tokens, random);
    case 3:
      return erase_token(tokens, random);
    case 4:
      return swap_tokens(tokens, random);
    case 5:
    case 6:
      return add_clause(tokens, random);
    case 7:
      return change_type(tokens, random);
    case 8:
      return erase_range(tokens, members_of(tokens), random);
    case 9:
      return copy_range(tokens, members_of(tokens), random);
    default:
      return copy_range(tokens, declarations_of(tokens), random);
  }
}

}  // namespace

std::string mutate(std::string_view schema, Random& random) {
  Tokens tokens = tokens_of(schema);
  for (std::size_t left = 1 + below(3, random); left > 0 && !tokens.empty(); --left) {
    change(tokens, random);
  }
  return text_of(tokens);
}

std::string cross_over(std::string_view schema, std::string_view other, Random& random) {
  Tokens tokens = tokens_of(schema);
  const Tokens others = tokens_of(other);
  const bool is_whole = below(2, random) == 0;
  const auto ranges = is_whole ? declarations_of(tokens) : members_of(tokens);
  const auto parts = is_whole ? declarations_of(others) : members_of(others);
  if (parts.empty()) return text_of(tokens);
  const std::size_t place = ranges.empty() ? tokens.size() : one_of(ranges, random).end;
  insert(tokens, place, copy_of(others, one_of(parts, random)));
  return text_of(tokens);
}

}  // namespace ormgen::fuzz
