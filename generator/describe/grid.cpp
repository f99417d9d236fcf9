#include "describe/grid.h"

#include <algorithm>

namespace ormgen::describing {
namespace {

// In characters, not bytes: those of UTF-8 that continue one do not count.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// By column, 0 for one that is left out.
std::vector<std::size_t> widths_of(const Grid& grid) {
  std::vector<std::size_t> widths(grid.titles.size(), 0);
  for (const auto& row : grid.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] != 0) widths[i] = std::max(widths[i], width_of(grid.titles[i]));
  }
  return widths;
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    line.append("  ").append(cells[i]).append(widths[i] - width_of(cells[i]), ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string lines_of(const Grid& grid) {
  if (grid.rows.empty()) return "";
  const std::vector<std::size_t> widths = widths_of(grid);
  std::string lines = line_of(grid.titles, widths);
  for (const auto& row : grid.rows) lines += line_of(row, widths);
  return lines;
}

}  // namespace ormgen::describing
