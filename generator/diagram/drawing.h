#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/model.h"

// What an ER diagram shows, before it is written in a format.
namespace ormgen::diagrams {

// How many rows of a table there may be at its end of a line.
enum class End { One, ZeroOrOne, Many };

struct Line {
  model::TableRef left;
  End at_left = End::One;
  model::TableRef right;
  End at_right = End::Many;
  // The relationships along it, or the columns of a key that no relationship uses.
  std::string label;
};

struct Drawing {
  // In the order of the schemas.
  std::vector<model::TableRef> boxes;
  // From what is referenced to what references it; a link table is one line.
  std::vector<Line> lines;
};

// Of these tables, and of what is between them.
Drawing drawing(const model::Model& model, const std::vector<model::TableRef>& tables);

// The name of each table, with its namespace where another one of them has the same.
std::map<model::TableRef, std::string> names_of(const model::Model& model,
                                                const std::vector<model::TableRef>& tables);

}  // namespace ormgen::diagrams
