#pragma once

#include <string>

#include "emit/emit.h"

namespace ormgen::emitting {

// The declaration of a link table's description, for the header, with a blank line behind it.
std::string link_table_declaration(const model::Model& model, model::LinkTableId id,
                                   const EmitOptions& options);

// Its definition, for the source, with a blank line behind it.
std::string link_table_definition(const model::Model& model, model::LinkTableId id);

}  // namespace ormgen::emitting
