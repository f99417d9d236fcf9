// How generated code reads a row into an object and writes an object into parameters.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/type_trait.h"
#include "orm/value.h"

namespace orm {

class Object;
struct EntityMapping;
struct EnumMapping;

namespace detail {

/// Where a value comes from or goes to, for error messages.
struct ColumnPlace {
  /// Null for what a query computes: `column` is then the item of its rows.
  const EntityMapping* entity = nullptr;
  unsigned column = 0;
  /// The primary key of the row, when it is known.
  const ValueView* key = nullptr;
};

// Conversions that need a second look: another storage class, a range, text that is not ASCII.
// They raise DataError, naming table, column and key, for a value that does not fit.
std::int64_t integer_of(const ValueView& cell, std::int64_t least, std::int64_t greatest,
                        const ColumnPlace& place);
double real_of(const ValueView& cell, const ColumnPlace& place);
/// The nearest one; refuses what is beyond all of them.
float float_of(const ValueView& cell, const ColumnPlace& place);
/// Raises unless the cell is text in UTF-8.
void require_text(const ValueView& cell, const ColumnPlace& place);
void require_bytes(const ValueView& cell, const ColumnPlace& place);
/// The number of the enumerator that the cell holds.
std::int64_t enumerator_of(const ValueView& cell, const EnumMapping& mapping,
                           const ColumnPlace& place);
/// For exceptions of a TypeTrait; called where they are caught.
[[noreturn]] void not_converted(const ValueView& cell, const ColumnPlace& place,
                                const std::exception& error);
[[noreturn]] void not_converted(const ColumnPlace& place, const std::exception& error);

// What nearly every cell is: of the kind that its column has, and simple. `take_plain` then gives
// it to the member, and needs no place. False, and nothing has happened, for all else: see
// `decode`.
inline bool take_plain(const ValueView& cell, std::int64_t& member) {
  if (cell.kind != ValueKind::Integer) return false;
  member = cell.integer;
  return true;
}
inline bool take_plain(const ValueView& cell, double& member) {
  if (cell.kind != ValueKind::Real) return false;
  member = cell.real;
  return true;
}
/// Text of ASCII.
bool take_plain(const ValueView& cell, std::string& member);
template <class T>
concept TakenPlainly =
    std::same_as<T, std::int64_t> || std::same_as<T, double> || std::same_as<T, std::string>;
template <TakenPlainly T>
bool take_plain(const ValueView& cell, std::optional<T>& member) {
  if (cell.kind != ValueKind::Null) {
    return take_plain(cell, member.has_value() ? *member : member.emplace());
  }
  member.reset();
  return true;
}

template <class T>
void decode_integer(const ValueView& cell, T& member, const ColumnPlace& place) {
  if constexpr (sizeof(T) == sizeof(std::int64_t)) {
    if (cell.kind == ValueKind::Integer) [[likely]] {
      member = cell.integer;
      return;
    }
  }
  member = static_cast<T>(
      integer_of(cell, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), place));
}

inline void decode(const ValueView& cell, std::int64_t& member, const ColumnPlace& place) {
  decode_integer(cell, member, place);
}
inline void decode(const ValueView& cell, std::int32_t& member, const ColumnPlace& place) {
  decode_integer(cell, member, place);
}
inline void decode(const ValueView& cell, std::int16_t& member, const ColumnPlace& place) {
  decode_integer(cell, member, place);
}
inline void decode(const ValueView& cell, bool& member, const ColumnPlace& place) {
  member = integer_of(cell, 0, 1, place) != 0;
}
inline void decode(const ValueView& cell, double& member, const ColumnPlace& place) {
  member = cell.kind == ValueKind::Real ? cell.real : real_of(cell, place);
}
inline void decode(const ValueView& cell, float& member, const ColumnPlace& place) {
  member = float_of(cell, place);
}
inline void decode(const ValueView& cell, std::string& member, const ColumnPlace& place) {
  require_text(cell, place);
  member.assign(cell.data, cell.size);
}
inline void decode(const ValueView& cell, std::vector<std::byte>& member,
                   const ColumnPlace& place) {
  require_bytes(cell, place);
  const std::byte* bytes = reinterpret_cast<const std::byte*>(cell.data);
  member.assign(bytes, bytes + cell.size);
}
template <HasStorage T>
void decode(const ValueView& cell, T& member, const ColumnPlace& place) {
  Storage<T>::read(cell, member, place);
}
template <class E>
  requires std::is_enum_v<E>
void decode(const ValueView& cell, E& member, const ColumnPlace& place) {
  member = static_cast<E>(enumerator_of(cell, enum_mapping(E()), place));
}
template <class T>
void decode(const ValueView& cell, std::optional<T>& member, const ColumnPlace& place) {
  if (cell.kind == ValueKind::Null) {
    member.reset();
  } else {
    decode(cell, member.has_value() ? *member : member.emplace(), place);
  }
}

template <class T, class Base>
void decode(const ValueView& cell, Converted<T, Base>& member, const ColumnPlace& place) {
  typename Converted<T, Base>::Stored stored{};
  decode(cell, stored, place);
  try {
    member = Converted<T, Base>::of_stored(std::move(stored));
  } catch (const std::exception& error) {
    not_converted(cell, place, error);
  }
}

inline ValueView view_of(std::int64_t value) { return ValueView::of_integer(value); }
inline ValueView view_of(std::int32_t value) { return ValueView::of_integer(value); }
inline ValueView view_of(std::int16_t value) { return ValueView::of_integer(value); }
inline ValueView view_of(bool value) { return ValueView::of_integer(value ? 1 : 0); }
inline ValueView view_of(double value) { return ValueView::of_real(value); }
inline ValueView view_of(float value) { return ValueView::of_real(value); }
inline ValueView view_of(const std::string& value) { return ValueView::of_text(value); }
inline ValueView view_of(const std::vector<std::byte>& value) {
  return ValueView::of_bytes(reinterpret_cast<const char*>(value.data()), value.size(),
                             ValueKind::Blob);
}
template <class E>
  requires std::is_enum_v<E>
ValueView view_of(E value) {
  return enumerator_view(enum_mapping(value), static_cast<std::int64_t>(value));
}

const ColumnMapping& column_mapping(const EntityMapping& entity, unsigned column);

/// The value of a member as a parameter for its column.
template <class T>
ValueView parameter_of(const T& member, const EntityMapping& entity, unsigned column) {
  if constexpr (HasStorage<T>) {
    return Storage<T>::view(member, column_mapping(entity, column));
  } else {
    return view_of(member);
  }
}
template <class T>
ValueView parameter_of(const std::optional<T>& member, const EntityMapping& entity,
                       unsigned column) {
  return member.has_value() ? parameter_of(*member, entity, column) : ValueView();
}
template <class T, class Base>
ValueView parameter_of(const Converted<T, Base>& member, const EntityMapping& entity,
                       unsigned column) {
  return parameter_of(member.stored(), entity, column);
}

}  // namespace detail

/// A set of columns of one entity. Columns beyond the 63rd are in it together, or one alone.
class ColumnSet {
 public:
  static constexpr ColumnSet all() { return ColumnSet(~std::uint64_t{0}); }
  static constexpr ColumnSet one(unsigned column) {
    ColumnSet set(bit(column));
    if (column >= first_shared) set.single_ = column;
    return set;
  }
  constexpr explicit ColumnSet(std::uint64_t bits = 0) : bits_(bits) {}

  constexpr bool contains(unsigned column) const {
    return (bits_ & bit(column)) != 0 &&
           (column < first_shared || single_ == no_single || single_ == column);
  }

 private:
  static constexpr unsigned first_shared = 63;
  static constexpr unsigned no_single = ~0U;

  static constexpr std::uint64_t bit(unsigned column) {
    return std::uint64_t{1} << (column < first_shared ? column : first_shared);
  }

  std::uint64_t bits_;
  unsigned single_ = no_single;
};

/// Gives the cells of one row to an object's columns, in schema order.
class RowReader {
 public:
  /// `cells` holds one cell for each column of `columns`; all other columns stay as they are.
  /// `key` is the row's primary key for messages, where it is known.
  RowReader(const EntityMapping& entity, const ValueView* cells,
            ColumnSet columns = ColumnSet::all(), const ValueView* key = nullptr)
      : entity_(&entity), next_(cells), columns_(columns), key_(key) {}

  template <class T>
  void read(unsigned column, T& member) {
    if (!columns_.contains(column)) return;
    const ValueView& cell = *next_++;
    if constexpr (requires { detail::take_plain(cell, member); }) {
      if (detail::take_plain(cell, member)) [[likely]]
        return;
    }
    detail::decode(cell, member, detail::ColumnPlace{entity_, column, key_});
  }

 private:
  const EntityMapping* entity_;
  const ValueView* next_;
  ColumnSet columns_;
  const ValueView* key_;
};

/// Takes the values of an object's columns, in schema order, as parameters. Nothing is copied: the
/// views refer to the object's members.
class RowWriter {
 public:
  /// `out` has room for every column of `columns`.
  RowWriter(const EntityMapping& entity, ColumnSet columns, ValueView* out)
      : entity_(&entity), columns_(columns), next_(out) {}

  template <class T>
  void write(unsigned column, const T& member) {
    if (columns_.contains(column)) *next_++ = detail::parameter_of(member, *entity_, column);
  }

  /// One past the last parameter written.
  ValueView* end() const { return next_; }

 private:
  const EntityMapping* entity_;
  ColumnSet columns_;
  ValueView* next_;
};

}  // namespace orm
