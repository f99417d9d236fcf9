#pragma once

#include <string>

#include "emit/cpp_names.h"
#include "model/model.h"

namespace ormgen::emitting {

// The description of a relationship: `{.name = "books", ...}`.
std::string relationship_entry(const model::Model& model, const model::Entity& entity,
                               model::RelationshipIndex index, const ClassNames& names);

// How the file of the entity names the description of a link table. An accessor or a list of Tables
// with its name would hide it.
std::string link_table_name(const model::Model& model, const model::Entity& entity,
                            const model::Table& table, const ClassNames& names);

// The list its `order_by` refers to, or nothing.
std::string order_list(const model::Entity& entity, model::RelationshipIndex index);

}  // namespace ormgen::emitting
