#include "region.h"

#include "allocations.h"

namespace cost {

std::size_t run_region(const std::function<void()>& work) {
  const std::size_t before = allocations();
  work();
  return allocations() - before;
}

}  // namespace cost
