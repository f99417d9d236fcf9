#pragma once

#include <set>
#include <string>

#include "emit/emit.h"

namespace ormgen::emitting {

// The number of the contract with the runtime (ORM_RUNTIME_ABI) that this emitter writes for.
inline constexpr int runtime_abi = 1;

// `shop/orders.orm.hpp` below the output folder, for the schema `shop/orders.orm`.
std::string header_path(const model::File& file);
std::string source_path(const model::File& file);

// What stands between the quotes of an #include.
std::string include_path(const EmitOptions& options, const std::string& path);

// `#include "..."` lines for paths, sorted.
std::string include_lines(const std::set<std::string>& paths);

// True for a schema that has a source of its own.
bool has_source(const EmitOptions& options, model::FileId file);

}  // namespace ormgen::emitting
