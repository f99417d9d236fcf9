#pragma once

#include <set>
#include <string>

#include "emit/emit.h"

namespace ormgen::emitting {

// The number of the contract with the runtime (ORM_RUNTIME_ABI) that this emitter writes for.
inline constexpr int runtime_abi = 2;

// `shop/orders.orm.hpp` below the output folder, for the schema `shop/orders.orm`.
std::string header_path(const model::File& file);
std::string source_path(const model::File& file);

// What stands between the quotes of an #include of one of this run's files.
std::string include_path(const EmitOptions& options, const std::string& path);
// The same for the header of a schema, which may be another run's.
std::string header_include(const EmitOptions& options, const model::Model& model,
                           model::FileId file);

// `#include "..."` lines for paths, sorted.
std::string include_lines(const std::set<std::string>& paths);

// True for a schema that has a source of its own.
bool has_source(const EmitOptions& options, model::FileId file);

// True for a schema whose classes another run has made.
bool is_elsewhere(const EmitOptions& options, model::FileId file);

// The export macro and a blank, to stand before what a shared library exports; or nothing.
std::string export_mark(const EmitOptions& options);

}  // namespace ormgen::emitting
