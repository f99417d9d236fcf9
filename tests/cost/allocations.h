// Counts what `new` gives. So little is done for it that the instructions are hardly more.
#pragma once

#include <cstddef>

namespace cost {

/// Since the program began, which has one thread.
std::size_t allocations();

}  // namespace cost
