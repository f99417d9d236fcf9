// Enumerators as the database has them.
#pragma once

#include <string>

#include "orm/mapping.h"
#include "orm/value.h"

namespace orm {

/// True when some enumerator is stored as `value`.
bool is_stored(const EnumMapping& mapping, const ValueView& value);

/// `one of blog::Role: 'reader', 'author'`, for messages.
std::string describe(const EnumMapping& mapping);

}  // namespace orm
