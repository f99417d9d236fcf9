#include "check/repairs.h"

#include <fmt/core.h>

#include <string>

namespace ormgen::checking {

namespace {

// `;` is the last sign of a member.
Span before_the_end(const ast::Node& node) {
  const std::uint32_t end = node.span.end - 1;
  return {node.span.file, end, end};
}

Span type_of(const ast::Column& column) {
  const Span type =
      column.key_target() != nullptr ? column.key_target()->span : column.type_name()->span;
  return column.optional ? cover(type, *column.optional) : type;
}

}  // namespace

Fix write_target(const ast::Relationship& node, std::string_view ending) {
  Span old = {node.target.span.file, node.target.span.end, node.target.span.end};
  if (node.list) old = cover(old, *node.list);
  if (node.optional) old = cover(old, *node.optional);
  return {fmt::format("write `{}{}`", node.target.text(), ending), {{old, std::string(ending)}}};
}

Fix add_clause(const ast::Relationship& node, std::string_view clause) {
  return add_behind(before_the_end(node), fmt::format(" {}", clause));
}

Fix make_optional(const ast::Column& column) { return add_behind(type_of(column), "?"); }

Fix make_required(const ast::Column& column) { return remove_text(*column.optional, "?"); }

Fix add_clause(const ast::Column& column, std::string_view clause) {
  return add_behind(type_of(column), fmt::format(" {}", clause));
}

}  // namespace ormgen::checking
