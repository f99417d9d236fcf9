#include <algorithm>
#include <cctype>
#include <string_view>

#include "orm/observe.h"

namespace orm {

namespace {

bool is_part_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && is_part_of_word(text[i])) ++i;
    if (i > begin) words.push_back(text.substr(begin, i - begin));
    if (i == begin) ++i;
  }
  return words;
}

// `x3`
bool is_number_of_sets(std::string_view word) {
  return word.size() > 1 && word[0] == 'x' &&
         std::all_of(word.begin() + 1, word.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_as_said(const RecordedStatement& statement, std::string_view expected) {
  std::vector<std::string_view> wanted = words_of(expected);
  if (!wanted.empty() && is_number_of_sets(wanted.back())) {
    if (wanted.back().substr(1) != std::to_string(statement.parameter_sets)) return false;
    wanted.pop_back();
  }
  std::size_t met = 0;
  for (const std::string_view word : words_of(statement.sql)) {
    if (met < wanted.size() && word == wanted[met]) ++met;
  }
  return met == wanted.size();
}

// The ends of all that may stand first, in front of the others in any order.
void match_any(const std::vector<StatementExpectation>& parts, std::vector<bool>& used,
               const std::vector<RecordedStatement>& statements, std::size_t begin,
               std::vector<std::size_t>& ends) {
  bool is_last = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (used[i]) continue;
    is_last = false;
    used[i] = true;
    std::vector<std::size_t> nexts;
    parts[i].match(statements, begin, nexts);
    for (const std::size_t next : nexts) match_any(parts, used, statements, next, ends);
    used[i] = false;
  }
  if (is_last) ends.push_back(begin);
}

}  // namespace

StatementExpectation exactly(std::vector<StatementExpectation> parts) {
  return {StatementExpectation::Kind::Sequence, std::move(parts), 0};
}

StatementExpectation in_any_order(std::vector<StatementExpectation> parts) {
  return {StatementExpectation::Kind::AnyOrder, std::move(parts), 0};
}

StatementExpectation count(std::size_t statements) {
  return {StatementExpectation::Kind::Count, {}, statements};
}

bool StatementExpectation::match(const std::vector<RecordedStatement>& statements,
                                 std::size_t begin, std::vector<std::size_t>& ends) const {
  const std::size_t before = ends.size();
  const std::size_t left = statements.size() - begin;
  switch (kind_) {
    case Kind::One:
      if (left > 0 && is_as_said(statements[begin], words_)) ends.push_back(begin + 1);
      break;
    case Kind::Count:
      if (left >= number_) ends.push_back(begin + number_);
      break;
    case Kind::Sequence: {
      std::vector<std::size_t> at{begin};
      for (const StatementExpectation& part : parts_) {
        std::vector<std::size_t> next;
        for (const std::size_t position : at) part.match(statements, position, next);
        std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
        at = std::move(next);
      }
      ends.insert(ends.end(), at.begin(), at.end());
      break;
    }
    case Kind::AnyOrder: {
      std::vector<bool> used(parts_.size());
      match_any(parts_, used, statements, begin, ends);
      break;
    }
  }
  return ends.size() > before;
}

std::string StatementExpectation::text(const std::string& indent) const {
  if (kind_ == Kind::One) return indent + words_ + "\n";
  if (kind_ == Kind::Count) {
    return indent + std::to_string(number_) + (number_ == 1 ? " statement\n" : " statements\n");
  }
  const bool is_sequence = kind_ == Kind::Sequence;
  std::string lines = is_sequence ? "" : indent + "in any order:\n";
  if (parts_.empty()) return indent + "nothing\n";
  for (const StatementExpectation& part : parts_) {
    lines += part.text(is_sequence ? indent : indent + "  ");
  }
  return lines;
}

}  // namespace orm
