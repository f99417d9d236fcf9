// Text in UTF-8.
#pragma once

#include <cstddef>
#include <string_view>

namespace orm {

/// Overlong forms, surrogates and code points beyond U+10FFFF are not UTF-8.
bool is_utf8(std::string_view text);

/// Code points of a text in UTF-8.
std::size_t count_characters(std::string_view text);

}  // namespace orm
