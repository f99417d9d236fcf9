#include <fmt/format.h>

#include <algorithm>

#include "ast/foreign_types.h"
#include "parse/foreign_member.h"
#include "source/ascii.h"

namespace ormgen::parse_detail {
namespace {

using Parts = std::vector<std::string_view>;

std::string unquoted(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return std::string(is_quoted ? text.substr(1, text.size() - 2) : text);
}

// Apart at the commas that stand in no bracket.
std::vector<Parts> arguments_of(const Parts& inside) {
  std::vector<Parts> arguments(1);
  int depth = 0;
  for (const std::string_view part : inside) {
    if (part == "(" || part == "[") ++depth;
    if (part == ")" || part == "]") --depth;
    if (part == "," && depth == 0) {
      arguments.emplace_back();
    } else {
      arguments.back().push_back(part);
    }
  }
  std::erase_if(arguments, [](const Parts& argument) { return argument.empty(); });
  return arguments;
}

// `Column`, `db.Column`, `orm.relationship`: the last word.
std::string_view take_last_word(ForeignCursor& cursor) {
  std::string_view word = cursor.take();
  while (cursor.accept(".")) word = cursor.take();
  return word;
}

bool is_true(std::string_view value) { return value == "True" || value == "true"; }

// `Mapped[Optional[str]]`, `List["Post"]`: outermost first, the name in the middle last.
void read_annotation(OurMember& member, ForeignCursor& cursor) {
  while (!cursor.is_at_end() && cursor.peek() != "=") {
    const std::string_view word = cursor.take();
    if (word == "Optional" || word == "None") {
      member.is_optional = true;
    } else if (word == "List" || word == "list" || word == "Set" || word == "set") {
      member.is_list = true;
    } else if (word != "Mapped" && word != "[" && word != "]" && word != "|") {
      member.type = unquoted(word);
    }
  }
}

// `ForeignKey("user.id", ondelete="CASCADE")`
void read_foreign_key(OurMember& member, const Parts& inside) {
  for (const Parts& argument : arguments_of(inside)) {
    if (argument.size() == 1) {
      const std::string column = unquoted(argument[0]);
      const std::size_t dot = column.rfind('.');
      if (dot == std::string::npos) continue;
      member.type = fmt::format("foreign key {}.{}", class_name(column.substr(0, dot)),
                                column.substr(dot + 1));
    } else if (argument.size() == 3 && argument[0] == "ondelete") {
      member.clauses.push_back("on delete " + in_lower_case(unquoted(argument[2])));
    }
  }
}

void read_option(OurMember& member, std::string_view name, const Parts& value, bool& is_nullable) {
  if (name == "primary_key" && is_true(value.front())) {
    is_nullable = false;
    member.clauses.emplace_back("primary key");
  } else if (name == "nullable") {
    is_nullable = is_true(value.front());
  } else if ((name == "unique" || name == "index") && is_true(value.front())) {
    member.clauses.emplace_back(name);
  } else if (name == "default") {
    const std::string ours = our_default(value);
    if (!ours.empty()) member.clauses.push_back("= " + ours);
  } else if (name == "onupdate") {
    member.clauses.emplace_back("onupdate now()");
  }
}

// `Column(Integer, primary_key=True)`
void read_column(OurMember& member, const Parts& inside, bool is_nullable) {
  for (const Parts& argument : arguments_of(inside)) {
    ForeignCursor cursor(argument);
    const std::string_view word = take_last_word(cursor);
    if (cursor.accept("=")) {
      Parts value(argument.begin() + 2, argument.end());
      if (!value.empty()) read_option(member, word, value, is_nullable);
    } else if (word == "ForeignKey") {
      read_foreign_key(member, cursor.take_parentheses());
    } else if (is_name(word)) {
      member.type = our_type(word, joined(cursor.take_parentheses()));
    }
  }
  member.is_optional = is_nullable;
}

void read_relationship_option(OurMember& member, std::string_view name, const std::string& value) {
  if (name == "uselist" && !is_true(value)) {
    member.is_list = false;
    member.is_optional = true;
    member.clauses.emplace_back("uselist false");
  } else if (name == "back_populates" || name == "secondary" || name == "cascade" ||
             name == "lazy" || name == "order_by") {
    member.clauses.push_back(fmt::format("{} {}", name, value));
  } else if (name == "viewonly" && is_true(value)) {
    member.clauses.emplace_back("viewonly");
  }
}

// `relationship("Post", back_populates="author")`
void read_relationship(OurMember& member, const Parts& inside) {
  for (const Parts& argument : arguments_of(inside)) {
    if (argument.size() == 1) {
      member.type = unquoted(argument[0]);
    } else if (argument.size() > 2 && argument[1] == "=") {
      read_relationship_option(member, argument[0],
                               unquoted(joined({argument.begin() + 2, argument.end()})));
    }
  }
}

bool is_annotation(std::string_view word) {
  return word == "Mapped" || word == "Optional" || word == "List" || word == "list";
}

}  // namespace

std::optional<std::string> translate_sqlalchemy(const ForeignLine& line) {
  ForeignCursor cursor(line.parts);
  OurMember member;
  member.name = cursor.take();
  const bool has_annotation = cursor.accept(":");
  if (has_annotation) {
    const bool is_call = cursor.peek() == "Column" && cursor.peek(1) == "(";
    const bool is_bracketed = cursor.peek(1) == "[" && cursor.peek(2) != "]";
    if (!is_call && !(is_annotation(cursor.peek()) && is_bracketed)) return std::nullopt;
    if (!is_call) read_annotation(member, cursor);
  }
  if (has_annotation && cursor.is_at_end()) {
    member.is_relationship = member.is_list;
    if (!member.is_relationship) member.type = our_type(member.type);
    return member.text();
  }
  if (!cursor.accept("=") && !has_annotation) return std::nullopt;
  const bool has_type = !member.type.empty();
  const std::string_view called = take_last_word(cursor);
  const Parts inside = cursor.take_parentheses();
  if (called == "relationship") {
    member.is_relationship = true;
    // Which side holds the key is not known here.
    if (!has_type) member.is_list = member.name.ends_with('s');
    read_relationship(member, inside);
  } else if (called == "Column" || called == "mapped_column") {
    if (has_type) member.type = our_type(member.type);
    read_column(member, inside, has_type ? member.is_optional : true);
  } else {
    return std::nullopt;
  }
  if (member.type.empty()) return std::nullopt;
  return member.text();
}

}  // namespace ormgen::parse_detail
