// The type of `uuid` columns.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "orm/value.h"

namespace orm {

/// A universally unique identifier (RFC 9562), stored as a blob of its 16 bytes. Ordered as its
/// bytes are, which is the database's order too. Default: all bytes zero.
class Uuid {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  constexpr Uuid() = default;
  constexpr explicit Uuid(const Bytes& bytes) : bytes_(bytes) {}
  /// From the form `2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d`, in letters of either case.
  /// Raises DataError for any other text.
  explicit Uuid(std::string_view text);

  constexpr const Bytes& bytes() const { return bytes_; }

  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;

 private:
  Bytes bytes_{};
};

/// Version 4: 122 bits from the system's source of random numbers.
Uuid uuid4();
/// Version 7: begins with the time, so that new rows come at the end of an index. Each is greater
/// than all that this process has made before.
Uuid uuid7();

/// In lower case: `2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d`.
std::string to_string(const Uuid& uuid);

namespace detail {

template <>
struct Storage<Uuid> {
  static void read(const ValueView& cell, Uuid& member, const ColumnPlace& place);
  static ValueView view(const Uuid& uuid, const ColumnMapping& column);
};

}  // namespace detail
}  // namespace orm
