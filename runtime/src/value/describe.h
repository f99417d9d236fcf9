// A value in words, for messages.
#pragma once

#include <string>

#include "orm/value.h"

namespace orm {

/// `42`, `'Ada'`, `NULL`, `a blob of 3 bytes`; long text is cut, bytes that are not ASCII are shown
/// as hexadecimal escapes.
std::string describe(const ValueView& value);

}  // namespace orm
