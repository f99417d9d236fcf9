// Counts what `new` gave and `delete` has not taken back, in the whole executable.
#pragma once

#include <cstddef>

namespace orm_test {

/// Allocations that live now.
std::size_t live_allocations();

/// Allocations since the program began.
std::size_t all_allocations();

/// Bytes that live now, with what the heap adds to round them up.
std::size_t live_bytes();

/// The most bytes that have lived at a time since the program began, or since the last call of
/// `reset_most_bytes`.
std::size_t most_bytes();
void reset_most_bytes();

}  // namespace orm_test
