#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ormgen {

// Length in bytes of the valid UTF-8 character at the start of `text`, 0 where there is none.
// Overlong forms, surrogates and values past U+10FFFF are not valid.
std::size_t utf8_character_length(std::string_view text);

// Offset of the first byte that is not part of a valid character.
std::optional<std::uint32_t> find_invalid_utf8(std::string_view text);

// Code points; a byte that is no valid UTF-8 counts as one.
std::size_t count_characters(std::string_view text);

// The code point at the start of `text`, which is not empty; U+FFFD for a byte that is not valid.
char32_t first_code_point(std::string_view text);

// Columns that a code point takes on a terminal: 0 for combining marks, 2 for wide scripts.
int display_width(char32_t code_point);

}  // namespace ormgen
