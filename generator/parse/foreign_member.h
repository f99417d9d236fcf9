#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parse/foreign_line.h"

// Members as Prisma, SQLAlchemy and SQL write them, in the words of this language.
namespace ormgen::parse_detail {

struct Translation {
  // "Prisma"
  std::string_view language;
  // A whole member, with its `;`.
  std::string text;
};

// Nothing for a line of ours, be it right or wrong, and for one that cannot be made out.
std::optional<Translation> translate_member(const ForeignLine& line);

std::optional<std::string> translate_prisma(const ForeignLine& line);
std::optional<std::string> translate_sqlalchemy(const ForeignLine& line);
std::optional<std::string> translate_sql(const ForeignLine& line);

// A member in the making.
struct OurMember {
  std::string name;
  std::string type;
  bool is_relationship = false;
  bool is_list = false;
  bool is_optional = false;
  std::vector<std::string> clauses;

  std::string text() const;
};

// "String", "varchar", ... with what stands in its parentheses.
std::string our_type(std::string_view word, const std::string& arguments = {});
// A table's name as that of a class: `user` is `User`.
std::string class_name(std::string_view table);
// What they have for a default, as ours; empty where there is none to write.
std::string our_default(const std::vector<std::string_view>& value);

}  // namespace ormgen::parse_detail
