#pragma once

#include <string>

#include "emit/emit.h"

namespace ormgen::emitting {

// `<schema>.orm.hpp`: the classes of one schema.
std::string schema_header(const model::Model& model, model::FileId file,
                          const EmitOptions& options);

}  // namespace ormgen::emitting
