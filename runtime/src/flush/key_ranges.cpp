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

bool KeyRanges::are_dense(std::span<const ValueView> keys) {
  if (!entity_.generated_key || keys.empty()) return false;
  const std::int64_t first = keys.front().integer;
  const std::int64_t last = keys.back().integer;
  const bool is_near =
      first <= last &&
      static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) < 2 * keys.size();
  return is_near && has_rowids();
}

bool KeyRanges::has_rowids() {
  if (!has_rowids_) has_rowids_ = connection_.facts(entity_.table).has_consecutive_ids;
  return *has_rowids_;
}

}  // namespace orm::flush
