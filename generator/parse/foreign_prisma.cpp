#include <fmt/format.h>

#include <algorithm>

#include "ast/foreign_types.h"
#include "parse/foreign_member.h"
#include "source/ascii.h"

namespace ormgen::parse_detail {
namespace {

using Parts = std::vector<std::string_view>;

// `name: value` among the arguments of an attribute: the value, without its brackets.
std::string argument(const Parts& arguments, std::string_view name) {
  for (std::size_t i = 0; i + 2 < arguments.size(); ++i) {
    if (arguments[i] != name || arguments[i + 1] != ":") continue;
    if (arguments[i + 2] != "[") return std::string(arguments[i + 2]);
    Parts list;
    for (std::size_t k = i + 3; k < arguments.size() && arguments[k] != "]"; ++k) {
      list.push_back(arguments[k]);
    }
    return joined(list);
  }
  return "";
}

// `String`, and not `TEXT`, which is SQL.
bool is_capital(std::string_view word) {
  return !word.empty() && is_upper(word.front()) &&
         !std::all_of(word.begin(), word.end(), is_upper);
}

void apply_attribute(OurMember& member, const std::string& attribute, const Parts& arguments) {
  if (attribute == "id") {
    member.clauses.emplace_back("primary key");
  } else if (attribute == "unique") {
    member.clauses.emplace_back("unique");
  } else if (attribute == "updatedAt") {
    member.clauses.emplace_back("= now() onupdate now()");
  } else if (attribute == "map" && !arguments.empty()) {
    member.clauses.push_back(fmt::format("column {}", arguments.front()));
  } else if (attribute == "default") {
    const std::string value = our_default(arguments);
    if (!value.empty()) member.clauses.push_back("= " + value);
  } else if (attribute == "relation") {
    member.is_relationship = true;
    const std::string columns = argument(arguments, "fields");
    if (!columns.empty()) member.clauses.push_back("foreign_keys " + columns);
  }
}

std::optional<std::string> translate_block_attribute(ForeignCursor& cursor) {
  const std::string name(cursor.take());
  Parts arguments = cursor.take_parentheses();
  std::erase_if(arguments, [](std::string_view part) { return part == "[" || part == "]"; });
  if (!cursor.is_at_end() || arguments.empty()) return std::nullopt;
  if (name == "id") return fmt::format("primary key ({});", joined(arguments));
  if (name == "unique" || name == "index") return fmt::format("{} ({});", name, joined(arguments));
  return std::nullopt;
}

// `id Int @id`, `posts Post[]`
std::optional<OurMember> read_field(ForeignCursor& cursor) {
  OurMember member;
  member.name = cursor.take();
  const bool has_colon = cursor.accept(":");
  const std::string_view type = cursor.take();
  member.is_list = cursor.accept("[", "]");
  member.is_optional = cursor.accept("?");
  const bool has_attributes = cursor.peek() == "@";
  if (!is_capital(type) || (has_colon && !has_attributes)) {
    if (!has_attributes) return std::nullopt;
  }
  member.is_relationship = member.is_list && ast::type_for_foreign(type).empty();
  while (cursor.accept("@")) {
    std::string attribute(cursor.take());
    while (cursor.accept(".")) attribute.append(".").append(cursor.take());
    apply_attribute(member, attribute, cursor.take_parentheses());
  }
  if (!cursor.is_at_end()) return std::nullopt;
  member.type = member.is_relationship ? std::string(type) : our_type(type);
  return member;
}

}  // namespace

std::optional<std::string> translate_prisma(const ForeignLine& line) {
  ForeignCursor cursor(line.parts);
  if (cursor.accept("@", "@")) return translate_block_attribute(cursor);
  if (line.parts.front() == "@") return std::nullopt;
  const bool has_attribute =
      std::find(line.parts.begin(), line.parts.end(), "@") != line.parts.end();
  // Ours where a colon is forgotten, or both that and the `;`.
  const bool is_known = !ast::type_for_foreign(line.parts[1]).empty() && is_capital(line.parts[1]);
  if (!has_attribute && !is_known && line.ends_with_semicolon) return std::nullopt;
  const auto member = read_field(cursor);
  return member ? std::optional(member->text()) : std::nullopt;
}

}  // namespace ormgen::parse_detail
