#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Reading the few shapes of C++ that the emitter writes, for breaking lines.
namespace ormgen::emitting {

// Columns that a line takes on a screen.
std::size_t display_columns(std::string_view line);

std::vector<std::string> words_of(std::string_view text);

// The text that ends a raw string which begins in `code` and is not over at its end; else empty.
std::string open_raw_string(std::string_view code);

// Position of the bracket that closes the one at `open`; brackets in string literals do not count.
std::size_t closing_bracket(std::string_view code, std::size_t open);

// True when `part` occurs outside of brackets and literals.
bool has_top_level(std::string_view code, std::string_view part);

// `f(a, b(c));` as `f(a,` and `b(c));`: cut behind the commas of the first pair of brackets.
std::vector<std::string_view> split_arguments(std::string_view code);

// Position of the bracket that opens the arguments which end the statement `...);`.
std::size_t last_call(std::string_view code);

// A string literal with what follows it, as adjacent literals of at most `width` columns.
std::vector<std::string> cut_literal(std::string_view literal, std::size_t width);

}  // namespace ormgen::emitting
