#pragma once

#include <set>
#include <string>

#include "emit/emit.h"

namespace ormgen::emitting {

// `<schema>.orm.cpp`: the descriptions behind the classes of one schema.
std::string schema_source(const model::Model& model, model::FileId file,
                          const EmitOptions& options);

// What such a source consists of, for a file that holds several schemas.
std::string definitions(const model::Model& model, model::FileId file);
// The paths it includes beyond the schema's own header, as they stand between the quotes.
std::set<std::string> needed_headers(const model::Model& model, model::FileId file,
                                     const EmitOptions& options);

}  // namespace ormgen::emitting
