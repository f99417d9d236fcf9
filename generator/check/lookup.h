#pragma once

#include <initializer_list>

#include "check/draft.h"

namespace ormgen::checking {

// A name that is not known may be that of something in the file or its imports that could not be
// parsed.
bool may_be_declared(const Draft& draft, std::size_t file);

// What a name stands for in a file. A name that means nothing is counted for
// `report_unknown_names`, one that means several things is reported; both give null. `wanted` are
// the kinds worth suggesting.
const Symbol* look_up(Draft& draft, std::size_t file, const ast::QualifiedName& name,
                      std::initializer_list<SymbolKind> wanted);

// As look_up, and reports a name that stands for something else than an entity.
std::optional<model::EntityId> look_up_entity(Draft& draft, std::size_t file,
                                              const ast::QualifiedName& name);

}  // namespace ormgen::checking
