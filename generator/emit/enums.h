#pragma once

#include <set>
#include <string>

#include "model/model.h"

namespace ormgen::emitting {

// `enum class Role : std::int32_t {...};` with what finds its description.
std::string enum_definition(const model::Model& model, model::EnumId id);
// `enum class Role : std::int32_t;`
std::string enum_declaration(const model::Model& model, model::EnumId id);
// The enumerators as the database has them.
std::string enum_description(const model::Model& model, model::EnumId id);

// The name of that description, as code in the namespace of file `here` writes it.
std::string enum_table(const model::Model& model, model::FileId here, model::EnumId id);

// The enums of the columns of a file's tables, in the order of the model.
std::set<model::EnumId> used_enums(const model::Model& model, const model::File& file);

}  // namespace ormgen::emitting
