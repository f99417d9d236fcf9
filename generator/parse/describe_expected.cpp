#include "parse/describe_expected.h"

#include <fmt/format.h>

#include <algorithm>

#include "parse/grammar_words.h"
#include "parse/look_ahead.h"

namespace ormgen::parse_detail {
namespace {

using Token = OrmParser;

constexpr std::size_t most_parts = 4;

std::string name_in_rule(std::size_t rule) {
  switch (rule) {
    case Token::RuleColumnType:
    case Token::RuleTypeName:
      return "a type";
    default:
      return "a name";
  }
}

std::string describe_token(std::size_t token, const std::string& spelling) {
  switch (token) {
    case Token::STRING:
      return "a text in double quotes";
    case Token::INTEGER:
      return "a whole number";
    case Token::DECIMAL:
      return "a number";
    case Token::SQL:
      return "SQL in backticks";
    case antlr4::Token::EOF:
      return "the end of the file";
    default:
      return fmt::format("`{}`", spelling);
  }
}

bool is_wrong_everywhere(std::size_t token) {
  return token == Token::HYPHENATED || token == Token::INVALID;
}

// The vocabulary quotes what has a fixed spelling.
std::string spelling_of(OrmParser& parser, std::size_t token) {
  const std::string quoted = parser.getVocabulary().getLiteralName(token);
  return quoted.size() > 2 ? quoted.substr(1, quoted.size() - 2) : std::string();
}

std::string join(const std::vector<std::string>& parts) {
  std::string list;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) list += i + 1 == parts.size() ? " or " : ", ";
    list += parts[i];
  }
  return list;
}

}  // namespace

Expected::Expected(OrmParser& parser) : rule_(parser.getContext()->getRuleIndex()) {
  for (const ssize_t token : parser.getExpectedTokens().toList()) {
    const auto type = static_cast<std::size_t>(token);
    entries_.push_back({type, spelling_of(parser, type)});
  }
}

bool Expected::contains(std::size_t token) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const Entry& entry) { return entry.token == token; });
}

std::string Expected::describe() const {
  const bool has_name = contains(Token::IDENTIFIER);
  const bool has_clause = !has_name && contains(Token::LAZY);
  std::vector<std::string> parts;
  if (has_name) parts.push_back(name_in_rule(rule_));
  if (has_clause) parts.emplace_back("a clause");
  for (const auto& [token, spelling] : entries_) {
    const bool is_covered = (has_name && is_name(token)) ||
                            (has_clause && find_clause(token) != nullptr) ||
                            is_wrong_everywhere(token);
    if (!is_covered) parts.push_back(describe_token(token, spelling));
  }
  return parts.size() > most_parts ? std::string() : join(parts);
}

std::vector<std::string_view> Expected::keywords() const {
  std::vector<std::string_view> words;
  if (contains(Token::IDENTIFIER)) return words;
  for (const auto& [token, spelling] : entries_) {
    if (is_name(token)) words.push_back(spelling);
  }
  return words;
}

}  // namespace ormgen::parse_detail
