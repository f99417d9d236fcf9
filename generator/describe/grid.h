#pragma once

#include <string>
#include <vector>

namespace ormgen::describing {

// A table of texts; every row has a cell for each title.
struct Grid {
  std::vector<std::string> titles;
  std::vector<std::vector<std::string>> rows;
};

// One line for the titles and one for each row, indented by two blanks, each column as wide as its
// widest cell. A column without a text in any row is left out; nothing at all without rows.
std::string lines_of(const Grid& grid);

}  // namespace ormgen::describing
