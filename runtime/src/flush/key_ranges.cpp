#include "flush/key_ranges.h"

#include <cstddef>

namespace orm::flush {

namespace {

bool are_neighbours(std::span<const ValueView> keys) {
  for (std::size_t i = 1; i < keys.size(); ++i) {
    const bool follows =
        keys[i].integer > keys[0].integer && keys[i].integer - 1 == keys[i - 1].integer;
    if (!follows) return false;
  }
  return true;
}

}  // namespace

bool KeyRanges::is_range(std::span<const ValueView> keys) {
  return entity_.generated_key && keys.size() > 1 && are_neighbours(keys) && has_rowids();
}

bool KeyRanges::has_rowids() {
  if (!has_rowids_) has_rowids_ = connection_.has_consecutive_ids(entity_.table);
  return *has_rowids_;
}

}  // namespace orm::flush
