#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "diagram/columns.h"
#include "diagram/formats.h"
#include "model/words.h"
#include "source/ascii.h"

namespace ormgen::diagrams {
namespace {

// Mermaid reads these as its own, in any case; a name in quotes is always a name.
std::string entity_name(const std::string& name) {
  static constexpr auto taken = std::to_array<std::string_view>(
      {"accdescr", "acctitle",  "bt", "class", "classdef", "default", "direction",
       "end",      "erdiagram", "lr", "many",  "one",      "only",    "optionally",
       "rl",       "style",     "tb", "title", "to",       "zero"});
  const std::string word = in_lower_case(name);
  const bool is_plain = word.size() > 1 && word.front() != '_' &&
                        word.find('.') == std::string::npos &&
                        std::find(taken.begin(), taken.end(), word) == taken.end();
  return is_plain ? name : "\"" + name + "\"";
}

// Mermaid has no quotes for names of columns: those that it reads as kinds of keys get a `_`.
std::string column_name(const std::string& name) {
  const std::string word = in_lower_case(name);
  const bool is_key = word == "pk" || word == "fk" || word == "uk";
  return is_key ? name + "_" : name;
}

// A comma would end the type.
std::string type_word(const model::Model& model, const model::Column& column) {
  return column.digits ? std::string(name_of(column.type)) : type_of(model, column);
}

std::string attribute(const model::Model& model, const model::Table& table,
                      model::ColumnIndex index) {
  const model::Column& column = table.columns[index];
  std::string line = fmt::format("    {} {}", type_word(model, column), column_name(column.name));
  std::string keys;
  if (column.is_primary_key) keys += ", PK";
  if (!column.foreign_keys.empty()) keys += ", FK";
  if (is_unique(table, index)) keys += ", UK";
  if (!keys.empty()) line += keys.substr(1);
  if (column.is_nullable) line += " \"or null\"";
  return line + "\n";
}

std::string_view left_mark(End end) {
  switch (end) {
    case End::One:
      return "||";
    case End::ZeroOrOne:
      return "|o";
    case End::Many:
      return "}o";
  }
  return "";
}

std::string_view right_mark(End end) {
  switch (end) {
    case End::One:
      return "||";
    case End::ZeroOrOne:
      return "o|";
    case End::Many:
      return "o{";
  }
  return "";
}

}  // namespace

std::string mermaid(const model::Model& model, const Drawing& drawing) {
  auto names = names_of(model, drawing.boxes);
  std::string text = "erDiagram\n";
  for (const auto box : drawing.boxes) {
    const model::Table& table = model.table(box);
    text += fmt::format("  {} {{\n", entity_name(names[box]));
    for (std::size_t i = 0; i < table.columns.size(); ++i) text += attribute(model, table, i);
    text += "  }\n";
  }
  for (const Line& line : drawing.lines) {
    text += fmt::format("  {} {}--{} {} : \"{}\"\n", entity_name(names[line.left]),
                        left_mark(line.at_left), right_mark(line.at_right),
                        entity_name(names[line.right]), line.label);
  }
  return text;
}

}  // namespace ormgen::diagrams
