#include "diagnostics/snippet.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "source/utf8.h"

namespace ormgen {
namespace {

constexpr std::size_t tab_width = 4;
constexpr std::string_view ellipsis = "...";
constexpr std::string_view replacement = "\xEF\xBF\xBD";
// A column of text that stays visible in front of the range.
constexpr std::size_t least_context = 10;

// One character: its bytes as shown, its first byte in the line, its columns.
struct Cell {
  std::string bytes;
  std::size_t offset = 0;
  std::size_t column = 0;
  std::size_t width = 1;
};

Cell make_cell(std::string_view rest, std::size_t offset, std::size_t column) {
  const std::size_t length = utf8_character_length(rest);
  if (rest.front() == '\t') {
    const std::size_t width = tab_width - column % tab_width;
    return {std::string(width, ' '), offset, column, width};
  }
  const bool is_control = static_cast<unsigned char>(rest.front()) < 0x20 || rest.front() == 0x7F;
  if (length == 0 || is_control) return {std::string(replacement), offset, column, 1};
  const auto width = static_cast<std::size_t>(display_width(first_code_point(rest)));
  return {std::string(rest.substr(0, length)), offset, column, width};
}

std::vector<Cell> split_into_cells(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t offset = 0;
  std::size_t column = 0;
  while (offset < line.size()) {
    const std::string_view rest = line.substr(offset);
    cells.push_back(make_cell(rest, offset, column));
    offset += std::max<std::size_t>(1, utf8_character_length(rest));
    column += cells.back().width;
  }
  return cells;
}

std::size_t line_width(const std::vector<Cell>& cells) {
  return cells.empty() ? 0 : cells.back().column + cells.back().width;
}

// The column where the character that holds or follows a byte begins.
std::size_t column_of(const std::vector<Cell>& cells, std::size_t offset) {
  const auto cell =
      std::find_if(cells.begin(), cells.end(), [&](const Cell& c) { return c.offset >= offset; });
  return cell == cells.end() ? line_width(cells) : cell->column;
}

// Keeps the columns from `first` to `last`; `snippet` is moved along.
void cut(Snippet& snippet, const std::vector<Cell>& cells, std::size_t first, std::size_t last) {
  const bool is_cut_in_front = first > 0;
  snippet.text = is_cut_in_front ? std::string(ellipsis) : std::string();
  std::size_t start = last;
  for (const Cell& cell : cells) {
    if (cell.column < first || cell.column + cell.width > last) continue;
    start = std::min(start, cell.column);
    snippet.text += cell.bytes;
  }
  if (last < line_width(cells)) snippet.text += ellipsis;
  const std::size_t room = last - std::min(last, snippet.begin);
  snippet.width = std::max<std::size_t>(1, std::min(snippet.width, room));
  snippet.begin = snippet.begin - start + (is_cut_in_front ? ellipsis.size() : 0);
  snippet.is_cut = true;
}

}  // namespace

Snippet make_snippet(const SourceFile& file, Span span, std::size_t max_width) {
  Snippet snippet;
  snippet.line = file.position(span.begin).line;
  const std::size_t start = file.line_start(snippet.line);
  const std::vector<Cell> cells = split_into_cells(file.line_text(snippet.line));
  snippet.begin = column_of(cells, span.begin - start);
  const std::size_t end = column_of(cells, std::max(span.begin, span.end) - start);
  snippet.width = std::max<std::size_t>(1, end - snippet.begin);
  const std::size_t whole = line_width(cells);
  if (whole <= max_width) {
    for (const Cell& cell : cells) snippet.text += cell.bytes;
    return snippet;
  }
  const std::size_t shown = std::min(snippet.width, max_width - std::min(max_width, least_context));
  const std::size_t context = std::max(least_context, (max_width - shown) / 2);
  std::size_t first = snippet.begin > context ? snippet.begin - context : 0;
  const std::size_t last = std::min(whole, first + max_width);
  if (last == whole && whole > max_width) first = std::min(first, whole - max_width);
  cut(snippet, cells, std::min(first, snippet.begin), last);
  return snippet;
}

}  // namespace ormgen
