#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ast/foreign_types.h"
#include "parse/foreign_member.h"
#include "source/ascii.h"

namespace ormgen::parse_detail {
namespace {

using Parts = std::vector<std::string_view>;

constexpr auto sql_words = std::to_array<std::string_view>(
    {"NOT", "NULL", "PRIMARY", "FOREIGN", "KEY", "DEFAULT", "REFERENCES", "UNIQUE", "CHECK", "ON",
     "AUTO_INCREMENT", "AUTOINCREMENT", "CONSTRAINT", "INDEX"});

bool has_sql_word(const Parts& parts) {
  // Behind the name of a column of ours.
  const auto first = parts[1] == ":" ? parts.begin() + 2 : parts.begin();
  return std::any_of(first, parts.end(), [](std::string_view part) {
    return std::find(sql_words.begin(), sql_words.end(), part) != sql_words.end();
  });
}

std::string list_of(ForeignCursor& cursor) { return joined(cursor.take_parentheses()); }

// `ON DELETE CASCADE`, as often as it stands there.
std::vector<std::string> take_actions(ForeignCursor& cursor) {
  std::vector<std::string> actions;
  while (cursor.accept("on")) {
    std::string action = "on " + in_lower_case(cursor.take());
    const std::string first = in_lower_case(cursor.take());
    action += ' ' + first;
    if (first == "set" || first == "no") action += ' ' + in_lower_case(cursor.take());
    actions.push_back(std::move(action));
  }
  return actions;
}

// `REFERENCES user(id)`; the word itself is taken.
void read_reference(OurMember& member, ForeignCursor& cursor) {
  const std::string table = class_name(cursor.take());
  const std::string column = list_of(cursor);
  member.type = fmt::format("foreign key {}.{}", table, column.empty() ? "id" : column);
  for (std::string& action : take_actions(cursor)) member.clauses.push_back(std::move(action));
}

Parts take_value(ForeignCursor& cursor) {
  Parts value = {cursor.take()};
  const bool is_text = value.front() == "'";
  while (is_text && !cursor.is_at_end() && (value.size() == 1 || value.back() != "'")) {
    value.push_back(cursor.take());
  }
  if (cursor.accept("(", ")")) value.insert(value.end(), {"(", ")"});
  return value;
}

// One clause; false for what is no SQL.
bool read_clause(OurMember& member, ForeignCursor& cursor, bool& is_required) {
  if (cursor.accept("not", "null")) {
    is_required = true;
  } else if (cursor.accept("primary", "key")) {
    is_required = true;
    member.clauses.emplace_back("primary key");
  } else if (cursor.accept("unique")) {
    member.clauses.emplace_back("unique");
  } else if (cursor.accept("references")) {
    read_reference(member, cursor);
  } else if (cursor.accept("default")) {
    const std::string value = our_default(take_value(cursor));
    if (!value.empty()) member.clauses.push_back("= " + value);
  } else if (cursor.accept("check")) {
    member.clauses.push_back(fmt::format("check `{}`", list_of(cursor)));
  } else if (cursor.accept("null")) {
    is_required = false;
  } else {
    return cursor.accept("auto_increment") || cursor.accept("autoincrement") ||
           cursor.accept("unsigned");
  }
  return true;
}

// `name VARCHAR(80) NOT NULL`
std::optional<std::string> translate_column(ForeignCursor& cursor) {
  OurMember member;
  member.name = cursor.take();
  const bool has_colon = cursor.accept(":");
  const std::string_view type = cursor.take();
  cursor.accept("precision");
  member.type = our_type(type, list_of(cursor));
  bool is_required = has_colon;
  member.is_optional = cursor.accept("?");
  while (!cursor.is_at_end()) {
    if (!read_clause(member, cursor, is_required)) return std::nullopt;
  }
  member.is_optional |= !is_required;
  return member.text();
}

// `PRIMARY KEY (a, b)`, `CONSTRAINT x UNIQUE (a)`
std::optional<std::string> translate_constraint(ForeignCursor& cursor) {
  std::string name;
  if (cursor.accept("constraint")) name = fmt::format("{} ", cursor.take());
  std::string text;
  if (cursor.accept("primary", "key")) {
    text = fmt::format("primary key ({})", list_of(cursor));
  } else if (cursor.accept("unique")) {
    cursor.accept("key") || cursor.accept("index");
    if (cursor.peek() != "(") name = fmt::format("{} ", cursor.take());
    text = fmt::format("unique {}({})", name, list_of(cursor));
  } else if (cursor.accept("foreign", "key")) {
    text = fmt::format("foreign key ({})", list_of(cursor));
    if (!cursor.accept("references")) return std::nullopt;
    text += fmt::format(" references {}", class_name(cursor.take()));
    text += fmt::format(" ({})", list_of(cursor));
    for (const std::string& action : take_actions(cursor)) text += ' ' + action;
  } else if (cursor.accept("check")) {
    text = fmt::format("check {}`{}`", name, list_of(cursor));
  } else if (cursor.accept("index") || cursor.accept("key")) {
    if (cursor.peek() != "(") name = fmt::format("{} ", cursor.take());
    text = fmt::format("index {}({})", name, list_of(cursor));
  }
  if (text.empty() || !cursor.is_at_end()) return std::nullopt;
  return text + ';';
}

}  // namespace

std::optional<std::string> translate_sql(const ForeignLine& line) {
  const bool is_sql = has_sql_word(line.parts);
  const bool is_type = !ast::type_for_foreign(line.parts[1]).empty() && !line.ends_with_semicolon;
  if (!is_sql && !is_type) return std::nullopt;
  ForeignCursor constraint(line.parts);
  const bool has_colon = line.parts[1] == ":";
  if (auto text = is_sql && !has_colon ? translate_constraint(constraint) : std::nullopt)
    return text;
  ForeignCursor column(line.parts);
  return translate_column(column);
}

}  // namespace ormgen::parse_detail
