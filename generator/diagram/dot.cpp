#include <fmt/format.h>

#include <string_view>

#include "diagram/columns.h"
#include "diagram/formats.h"

namespace ormgen::diagrams {
namespace {

// A key in front, `?` behind what may be null.
std::string cell_of(const model::Model& model, const model::Table& table,
                    model::ColumnIndex index) {
  const model::Column& column = table.columns[index];
  const std::string name =
      column.is_primary_key ? fmt::format("<u>{}</u>", column.name) : column.name;
  std::string marks;
  if (!column.foreign_keys.empty()) marks += " FK";
  if (is_unique(table, index)) marks += " UK";
  return fmt::format("{}: {}{}{}", name, type_of(model, column), column.is_nullable ? "?" : "",
                     marks);
}

std::string node(const model::Model& model, const model::Table& table, const std::string& name) {
  std::string text = fmt::format(
      "  \"{}\" [label=<\n"
      "    <table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\">\n"
      "      <tr><td bgcolor=\"lightgray\"><b>{}</b></td></tr>\n",
      name, name);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    text += fmt::format("      <tr><td align=\"left\">{}</td></tr>\n", cell_of(model, table, i));
  }
  return text + "    </table>>];\n";
}

// Of the ends of a line, the part next to the table first.
std::string_view arrow(End end) {
  switch (end) {
    case End::One:
      return "teetee";
    case End::ZeroOrOne:
      return "teeodot";
    case End::Many:
      return "crowodot";
  }
  return "";
}

}  // namespace

// All names are words of the language, so that nothing in them has to be escaped.
std::string dot(const model::Model& model, const Drawing& drawing) {
  auto names = names_of(model, drawing.boxes);
  std::string text =
      "digraph {\n"
      "  rankdir=LR;\n"
      "  node [shape=plain, fontname=\"Helvetica\"];\n"
      "  edge [dir=both, fontname=\"Helvetica\", fontsize=10];\n";
  for (const auto box : drawing.boxes) text += node(model, model.table(box), names[box]);
  for (const Line& line : drawing.lines) {
    text += fmt::format("  \"{}\" -> \"{}\" [arrowtail={}, arrowhead={}, label=\"{}\"];\n",
                        names[line.left], names[line.right], arrow(line.at_left),
                        arrow(line.at_right), line.label);
  }
  return text + "}\n";
}

}  // namespace ormgen::diagrams
