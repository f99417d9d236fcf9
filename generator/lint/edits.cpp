#include "lint/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace ormgen::linting {
namespace {

std::uint32_t line_start_of(const SourceFile& source, std::uint32_t offset) {
  return source.line_start(source.position(offset).line);
}

// The spaces that the line of a position begins with.
std::string indent_of(const SourceFile& source, std::uint32_t offset) {
  const std::string_view line = source.line_text(source.position(offset).line);
  return std::string(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
}

std::string line_break_of(const SourceFile& source) {
  return source.text().find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
}

// Where the space before a position begins. Never takes the line break that ends a comment.
std::uint32_t begin_of_space(const File& file, std::uint32_t offset) {
  const std::string_view before = file.source->text().substr(0, offset);
  const auto begin = static_cast<std::uint32_t>(before.find_last_not_of(" \t\r\n\f") + 1);
  const bool ends_comment =
      std::any_of(file.comments.begin(), file.comments.end(), [begin](const Comment& comment) {
        return comment.kind != CommentKind::Block && comment.span.end == begin;
      });
  return ends_comment ? offset : begin;
}

bool begins_its_line(const SourceFile& source, std::uint32_t offset) {
  return line_start_of(source, offset) + indent_of(source, offset).size() == offset;
}

}  // namespace

Fix remove_clause(const File& file, Span clause, std::string_view words) {
  return {fmt::format("remove `{}`", words),
          {{{clause.file, begin_of_space(file, clause.begin), clause.end}, ""}}};
}

Fix remove_comment(const File& file, Span comment) {
  const SourceFile& source = *file.source;
  Span range = comment;
  if (!begins_its_line(source, comment.begin)) {
    range.begin = begin_of_space(file, comment.begin);
  } else {
    const std::uint32_t line = source.position(comment.begin).line;
    range.begin = source.line_start(line);
    if (line < source.line_count()) range.end = source.line_start(line + 1);
  }
  return {"remove the comment", {{range, ""}}};
}

Fix add_member_below(const File& file, Span member, const std::string& text) {
  const SourceFile& source = *file.source;
  const std::string line = line_break_of(source) + indent_of(source, member.begin) + text;
  return {fmt::format("add `{}`", text), {{{member.file, member.end, member.end}, line}}};
}

Fix add_member(const File& file, const ast::Node& declaration, const std::string& text) {
  const SourceFile& source = *file.source;
  const std::uint32_t brace = declaration.span.end - 1;
  const std::string line_break = line_break_of(source);
  std::uint32_t at = brace;
  std::string inserted = text + " ";
  if (begins_its_line(source, brace)) {
    at = line_start_of(source, brace);
    inserted = line_break + indent_of(source, brace) + "  " + text + line_break;
  }
  return {fmt::format("add `{}`", text), {{{declaration.span.file, at, at}, inserted}}};
}

}  // namespace ormgen::linting
