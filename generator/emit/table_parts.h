#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace ormgen::emitting {

// What the descriptions of entities and link tables have in common.

// A line for a column: `{.name = "id", .type = orm::ColumnType::Int64},`. `rest` stands at its end.
std::string column_mapping(const model::Model& model, const model::Table& table,
                           const model::Column& column, std::string_view rest = "");

// `0, 2`
std::string positions(const std::vector<std::size_t>& values);

// `const char* indexes[] = {...};` with the statements, or nothing for a table without indexes.
std::string index_list(const model::Table& table);

// The lines of a list with one item on each; `note` is a comment between the first and the second
// item of a long one, where clang-format would make columns otherwise.
std::string one_per_line(const std::vector<std::string>& items, const std::string& note);

}  // namespace ormgen::emitting
