#pragma once

#include <string>
#include <string_view>

#include "model/model.h"

namespace ormgen::emitting {

// A string literal with this content. UTF-8 stays readable; what an editor or compiler would take
// for something else is escaped.
std::string string_literal(std::string_view content);

// SQL as a raw string literal, or as a plain one where it has control characters.
std::string sql_literal(std::string_view sql);

// The initialiser for a column of this type, for all values but enumerators.
std::string default_literal(const model::DefaultValue& value, model::ScalarType type);

std::string integer_literal(std::int64_t value);

// True for a character that changes how a line is shown or read: control and bidirectional ones.
bool needs_escape(char32_t character);

}  // namespace ormgen::emitting
