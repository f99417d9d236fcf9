#pragma once

#include <string>
#include <string_view>

#include "model/model.h"

// How people and programs call what is in the model.
namespace ormgen::model {

// `plural_snake`, ...
std::string_view name_of(TableNaming naming);
std::string_view name_of(ColumnNaming naming);
// `off`, `on` or `all`
std::string_view name_of(PassiveDeletes passive_deletes);

// "app.blog"
std::string namespace_text(const File& file);

// "app.blog.Role" for a table, an enum or a named type.
template <class Named>
std::string qualified_name(const Model& model, const Named& named) {
  return namespace_text(model.file(named.file)) + "." + named.name;
}

}  // namespace ormgen::model
