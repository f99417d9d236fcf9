#include "sql/schema.h"

#include <algorithm>
#include <array>

#include "sql/quote.h"

namespace orm::sql {
namespace {

char upper(char character) {
  return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A')
                                              : character;
}

bool is_space(char character) {
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

// Takes the next word, quoted name or opening parenthesis off `text`.
std::string next_name(std::string_view& text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  if (text.starts_with('(')) {
    text.remove_prefix(1);
    return "(";
  }
  std::string name;
  const bool is_quoted = text.starts_with('"');
  if (is_quoted) text.remove_prefix(1);
  while (!text.empty()) {
    const char character = text.front();
    if (!is_quoted && (is_space(character) || character == '(')) break;
    text.remove_prefix(1);
    if (is_quoted && character == '"') {
      if (!text.starts_with('"')) break;
      text.remove_prefix(1);
    }
    name += character;
  }
  return name;
}

}  // namespace

std::string drop_table(std::string_view name) {
  return "DROP TABLE IF EXISTS " + quote_identifier(name);
}

std::string index_name(std::string_view create_index) {
  while (!create_index.empty()) {
    if (!is_same_name(next_name(create_index), "INDEX")) continue;
    std::string name = next_name(create_index);
    if (!is_same_name(name, "IF")) return name;
    // IF NOT EXISTS
    next_name(create_index);
    next_name(create_index);
    return next_name(create_index);
  }
  return {};
}

std::string_view type_affinity(std::string_view declared_type) {
  std::string type(declared_type);
  std::transform(type.begin(), type.end(), type.begin(), upper);
  struct Rule {
    std::string_view part;
    std::string_view affinity;
  };
  constexpr std::array<Rule, 8> rules{{{"INT", "INTEGER"},
                                       {"CHAR", "TEXT"},
                                       {"CLOB", "TEXT"},
                                       {"TEXT", "TEXT"},
                                       {"BLOB", "BLOB"},
                                       {"REAL", "REAL"},
                                       {"FLOA", "REAL"},
                                       {"DOUB", "REAL"}}};
  if (type.empty()) return "BLOB";
  for (const Rule& rule : rules) {
    if (type.find(rule.part) != std::string::npos) return rule.affinity;
  }
  return "NUMERIC";
}

bool is_same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, upper, upper);
}

}  // namespace orm::sql
