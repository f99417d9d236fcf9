#include "emit/cpp_text.h"

#include <algorithm>

#include "source/utf8.h"

namespace ormgen::emitting {
namespace {

bool opens(char c) { return c == '(' || c == '[' || c == '{'; }
bool closes(char c) { return c == ')' || c == ']' || c == '}'; }

// Walks over code: `visit(position, depth)` for each character outside of literals, depth counted
// before the character is. Stops when it returns true, and returns that position.
template <class Visit>
std::size_t scan(std::string_view code, Visit visit) {
  int depth = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '"') {
      for (++i; i < code.size() && code[i] != '"'; ++i) {
        if (code[i] == '\\') ++i;
      }
      continue;
    }
    if (visit(i, depth)) return i;
    if (opens(code[i])) ++depth;
    if (closes(code[i])) --depth;
  }
  return std::string_view::npos;
}

// Bytes of the character or escape at the start of the content of a literal.
std::size_t unit_length(std::string_view content) {
  if (content.front() != '\\') return std::max<std::size_t>(utf8_character_length(content), 1);
  return content.size() > 3 && content[1] >= '0' && content[1] <= '7' ? 4 : 2;
}

}  // namespace

std::size_t display_columns(std::string_view line) {
  // Nearly all lines are ASCII without control characters, one column a byte.
  const auto is_plain = [](char c) { return c >= ' ' && c < '\x7f'; };
  const auto other = std::find_if_not(line.begin(), line.end(), is_plain);
  auto columns = static_cast<std::size_t>(other - line.begin());
  line.remove_prefix(columns);
  while (!line.empty()) {
    const std::size_t length = std::max<std::size_t>(utf8_character_length(line), 1);
    columns += static_cast<std::size_t>(display_width(first_code_point(line)));
    line.remove_prefix(length);
  }
  return columns;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::string open_raw_string(std::string_view code) {
  const std::size_t start = code.find("R\"");
  if (start == std::string_view::npos) return "";
  const std::size_t open = code.find('(', start);
  if (open == std::string_view::npos) return "";
  const std::string end = ")" + std::string(code.substr(start + 2, open - start - 2)) + "\"";
  return code.find(end, open) == std::string_view::npos ? end : "";
}

std::size_t closing_bracket(std::string_view code, std::size_t open) {
  const std::string_view rest = code.substr(open);
  return open + scan(rest, [&](std::size_t i, int depth) { return depth == 1 && closes(rest[i]); });
}

bool has_top_level(std::string_view code, std::string_view part) {
  return scan(code, [&](std::size_t i, int depth) {
           return depth == 0 && code.substr(i).starts_with(part);
         }) != std::string_view::npos;
}

std::vector<std::string_view> split_arguments(std::string_view code) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  scan(code, [&](std::size_t i, int depth) {
    if (depth == 1 && code[i] == ',') {
      parts.push_back(code.substr(begin, i + 1 - begin));
      begin = i + 2;
    }
    return false;
  });
  parts.push_back(code.substr(begin));
  return parts;
}

std::size_t last_call(std::string_view code) {
  std::size_t open = 0;
  scan(code, [&](std::size_t i, int depth) {
    if (depth == 0 && code[i] == '(') open = i;
    return false;
  });
  return open;
}

std::vector<std::string> cut_literal(std::string_view literal, std::size_t width) {
  std::vector<std::string> pieces;
  std::string piece = "\"";
  std::size_t columns = 1;
  std::string_view rest = literal.substr(1);
  while (!rest.empty() && rest.front() != '"') {
    const std::string_view unit = rest.substr(0, unit_length(rest));
    // Room for the quote, and for the `;` of the last piece.
    if (columns + display_columns(unit) + 2 > width) {
      pieces.push_back(piece + '"');
      piece = "\"";
      columns = 1;
    }
    piece += unit;
    columns += display_columns(unit);
    rest.remove_prefix(unit.size());
  }
  pieces.push_back(piece + std::string(rest));
  return pieces;
}

}  // namespace ormgen::emitting
