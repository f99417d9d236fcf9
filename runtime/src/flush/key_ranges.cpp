#include "flush/key_ranges.h"

#include <cstddef>
#include <cstdint>

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

bool are_ascending(std::span<const ValueView> keys) {
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].integer <= keys[i - 1].integer) return false;
  }
  return true;
}

}  // namespace

bool KeyRanges::is_range(std::span<const ValueView> keys) {
  return entity_.generated_key && keys.size() > 1 && are_neighbours(keys) && has_rowids();
}

bool KeyRanges::are_dense(std::span<const ValueView> keys) {
  if (!entity_.generated_key || keys.empty() || !are_ascending(keys)) return false;
  const auto first = static_cast<std::uint64_t>(keys.front().integer);
  const auto last = static_cast<std::uint64_t>(keys.back().integer);
  return last - first < 2 * keys.size() && has_rowids();
}

bool KeyRanges::has_rowids() {
  if (!has_rowids_) has_rowids_ = connection_.facts(entity_.table).has_consecutive_ids;
  return *has_rowids_;
}

}  // namespace orm::flush
