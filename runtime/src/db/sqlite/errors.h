// From SQLite's result codes to the errors of orm/error.h.
#pragma once

#include <span>
#include <string_view>

#include "db/sqlite/state.h"
#include "orm/value.h"

namespace orm::db::sqlite {

/// Raises the error for the result `code` that the database has just given. The message has what
/// failed, SQLite's own text, what can be done, the SQL and, unless they are hidden, the values.
[[noreturn]] void raise(State& state, int code, std::string_view sql,
                        std::span<const ValueView> values = {});

}  // namespace orm::db::sqlite
