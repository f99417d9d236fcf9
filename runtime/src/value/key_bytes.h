// Values as map keys.
#pragma once

#include <string>

#include "orm/value.h"

namespace orm {

/// Appends bytes that are equal for two values exactly when the values are, and that end by
/// themselves, so that several values can follow each other.
void append_key_bytes(std::string& bytes, const ValueView& value);

}  // namespace orm
