// `new` of the whole executable, which fails where the fault points say.
#pragma once

#include <cstddef>

namespace faults_test {

/// What `new` gave and `delete` has not taken back.
std::size_t live_allocations() noexcept;

}  // namespace faults_test
