// A value in words, for messages.
#pragma once

#include <span>
#include <string>

#include "orm/value.h"

namespace orm {

/// `42`, `'Ada'`, `NULL`, `a blob of 3 bytes`; long text is cut, bytes that are not ASCII are shown
/// as hexadecimal escapes.
std::string describe(const ValueView& value);

/// A key of one column as its value, one of several as `(1, 'Ada')`.
std::string describe_key(std::span<const ValueView> key);

}  // namespace orm
