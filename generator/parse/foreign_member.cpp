#include "parse/foreign_member.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ast/foreign_types.h"
#include "source/ascii.h"

namespace ormgen::parse_detail {

std::string OurMember::text() const {
  const std::string_view ending = is_list ? "[]" : is_optional ? "?" : "";
  std::string line =
      fmt::format("{}{}: {}{}", is_relationship ? "relationship " : "", name, type, ending);
  for (const std::string& clause : clauses) line += ' ' + clause;
  return line + ';';
}

std::string our_type(std::string_view word, const std::string& arguments) {
  const std::string_view ours = ast::type_for_foreign(word);
  std::string type(ours.empty() ? word : ours);
  const bool takes_one = type == "string";
  const bool takes_two = type == "decimal";
  const bool has_two = arguments.find(',') != std::string::npos;
  if (takes_two) return has_two ? fmt::format("decimal({})", arguments) : "decimal(12, 2)";
  if (takes_one && !arguments.empty() && !has_two) return fmt::format("string({})", arguments);
  return type;
}

std::string class_name(std::string_view table) {
  std::string name;
  bool is_start = true;
  for (const char c : table) {
    if (c == '_') {
      is_start = true;
      continue;
    }
    name += is_start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    is_start = false;
  }
  return name;
}

std::string our_default(const std::vector<std::string_view>& value) {
  struct Known {
    std::string_view theirs;
    std::string_view ours;
  };
  constexpr auto calls = std::to_array<Known>({{"now", "now()"},
                                               {"now()", "now()"},
                                               {"current_timestamp", "now()"},
                                               {"current_timestamp()", "now()"},
                                               {"current_date", "today()"},
                                               {"datetime.now", "now()"},
                                               {"datetime.now()", "now()"},
                                               {"datetime.utcnow", "now()"},
                                               {"func.now()", "now()"},
                                               {"date.today", "today()"},
                                               {"uuid()", "uuid4()"},
                                               {"uuid.uuid4", "uuid4()"},
                                               {"uuid4", "uuid4()"},
                                               {"cuid()", "uuid7()"},
                                               {"ulid()", "uuid7()"},
                                               {"autoincrement()", ""},
                                               {"none", ""},
                                               {"null", ""},
                                               {"true", "true"},
                                               {"false", "false"}});
  std::string text = joined(value);
  const std::string folded = in_lower_case(text);
  for (const Known& known : calls) {
    if (known.theirs == folded) return std::string(known.ours);
  }
  // 'text'
  if (value.size() >= 2 && value.front() == "'" && value.back() == "'") {
    return fmt::format("\"{}\"", joined({value.begin() + 1, value.end() - 1}));
  }
  return text;
}

namespace {

// With a name, or with an attribute of a whole block of Prisma.
bool begins_member(const ForeignLine& line) {
  const std::string_view first = line.parts[0];
  const bool is_name = is_letter(first[0]) || first[0] == '_';
  return is_name || (first == "@" && line.parts[1] == "@");
}

// `unique name (a, b)`, whatever the rest of the line is.
bool is_member_of_ours(const ForeignLine& line) {
  constexpr auto words = std::to_array<std::string_view>(
      {"relationship", "primary", "unique", "index", "check", "foreign"});
  return line.parts[1] != ":" && line.parts[1] != "=" &&
         std::find(words.begin(), words.end(), line.parts[0]) != words.end();
}

}  // namespace

std::optional<Translation> translate_member(const ForeignLine& line) {
  if (line.parts.size() < 2 || !begins_member(line) || is_member_of_ours(line)) return std::nullopt;
  if (auto text = translate_sqlalchemy(line)) return Translation{"SQLAlchemy", *text};
  if (auto text = translate_prisma(line)) return Translation{"Prisma", *text};
  if (auto text = translate_sql(line)) return Translation{"SQL", *text};
  return std::nullopt;
}

}  // namespace ormgen::parse_detail
