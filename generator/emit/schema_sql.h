#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace ormgen {

// SQLite's SQL for a resolved schema. Identifiers are always quoted; no statement ends in `;`.

std::string create_table(const model::Model& model, const model::Table& table);
std::vector<std::string> create_indexes(const model::Table& table);

// The columns of a row that are not deferred, by its primary key.
std::string select_by_key(const model::Entity& entity);
// A row, with every column that the database does not generate.
std::string insert(const model::Entity& entity);
std::string delete_by_key(const model::Entity& entity);

// The database assigns the key of a row that is inserted without one.
bool has_generated_key(const model::Table& table);

// Scripts over all tables, in an order in which they run: each statement ends in `;`.
std::string create_script(const model::Model& model);
std::string drop_script(const model::Model& model);

}  // namespace ormgen
