// Counts what `new` gave and `delete` has not taken back, in the whole executable.
#pragma once

#include <cstddef>

namespace orm_test {

/// Allocations that live now.
std::size_t live_allocations();

/// Allocations since the program began.
std::size_t all_allocations();

}  // namespace orm_test
