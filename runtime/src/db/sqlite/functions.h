// Functions of the program that SQL calls.
#pragma once

#include <vector>

#include "db/sqlite/state.h"
#include "orm/engine.h"

namespace orm::db::sqlite {

/// The definitions have to outlive the connection.
void add_functions(State& state, const std::vector<FunctionDefinition>& functions);

}  // namespace orm::db::sqlite
