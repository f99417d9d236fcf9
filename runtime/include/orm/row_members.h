// Which member of a row's struct is which item of its query.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace orm::detail {

template <class Row>
const Row& sample_row() {
  static const Row row{};
  return row;
}

/// Where the members of a struct that has as many as `Items` are in it.
template <class Row, std::size_t Items>
std::array<std::size_t, Items> member_offsets() {
  const Row& row = sample_row<Row>();
  const auto offsets = [&row](const auto&... members) {
    const auto* begin = reinterpret_cast<const char*>(&row);
    return std::array<std::size_t, Items>{
        static_cast<std::size_t>(reinterpret_cast<const char*>(&members) - begin)...};
  };
  static_assert(Items <= 12, "the rows of a common table expression have at most 12 members");
  if constexpr (Items == 1) {
    const auto& [a] = row;
    return offsets(a);
  } else if constexpr (Items == 2) {
    const auto& [a, b] = row;
    return offsets(a, b);
  } else if constexpr (Items == 3) {
    const auto& [a, b, c] = row;
    return offsets(a, b, c);
  } else if constexpr (Items == 4) {
    const auto& [a, b, c, d] = row;
    return offsets(a, b, c, d);
  } else if constexpr (Items == 5) {
    const auto& [a, b, c, d, e] = row;
    return offsets(a, b, c, d, e);
  } else if constexpr (Items == 6) {
    const auto& [a, b, c, d, e, f] = row;
    return offsets(a, b, c, d, e, f);
  } else if constexpr (Items == 7) {
    const auto& [a, b, c, d, e, f, g] = row;
    return offsets(a, b, c, d, e, f, g);
  } else if constexpr (Items == 8) {
    const auto& [a, b, c, d, e, f, g, h] = row;
    return offsets(a, b, c, d, e, f, g, h);
  } else if constexpr (Items == 9) {
    const auto& [a, b, c, d, e, f, g, h, i] = row;
    return offsets(a, b, c, d, e, f, g, h, i);
  } else if constexpr (Items == 10) {
    const auto& [a, b, c, d, e, f, g, h, i, j] = row;
    return offsets(a, b, c, d, e, f, g, h, i, j);
  } else if constexpr (Items == 11) {
    const auto& [a, b, c, d, e, f, g, h, i, j, k] = row;
    return offsets(a, b, c, d, e, f, g, h, i, j, k);
  } else {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l] = row;
    return offsets(a, b, c, d, e, f, g, h, i, j, k, l);
  }
}

}  // namespace orm::detail
