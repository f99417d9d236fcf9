#pragma once

#include <string>

#include "emit/cpp_names.h"
#include "model/model.h"

namespace ormgen::emitting {

// The public functions of a class: key and columns, then relationships, each with its comment and a
// blank line behind it.
std::string accessors(const model::Model& model, const model::Entity& entity,
                      const ClassNames& names);

// Lines of a `///` comment for text of a schema; empty for an empty text.
std::string doc_comment(const std::string& text);

}  // namespace ormgen::emitting
