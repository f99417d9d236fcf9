#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ormgen::checking {

// A word of an SQL expression that can only be the name of a column.
struct SqlWord {
  // Without quotes.
  std::string name;
  // Where it stands in the text, with its quotes.
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The names of columns in an expression of SQLite. Functions, keywords, literals, types and
// collations are none; a name of several parts counts when the part before it is `table`.
std::vector<SqlWord> column_words(std::string_view sql, std::string_view table);

}  // namespace ormgen::checking
