// A value as the database sees it: NULL, integer, real, text or blob.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace orm {

/// The storage class of a value, in SQLite's terms. Those behind Blob are text which is not written
/// before it is needed: a view of them has the value itself (src/value/late_text.h).
enum class ValueKind : std::uint8_t {
  Null,
  Integer,
  Real,
  Text,
  Blob,
  IsoDate,
  IsoTime,
  IsoDateTime,
  Decimal
};

/// A value that is not owned: a cell of the current row, or a parameter about to be bound.
/// Text and blob bytes belong to somebody else and are valid only as long as that owner says.
struct ValueView {
  union {
    std::int64_t integer = 0;
    double real;
    const char* data;
  };
  /// Bytes of a text or blob, otherwise 0.
  std::uint32_t size = 0;
  ValueKind kind = ValueKind::Null;

  static ValueView of_integer(std::int64_t value) {
    ValueView view;
    view.integer = value;
    view.kind = ValueKind::Integer;
    return view;
  }
  static ValueView of_real(double value) {
    ValueView view;
    view.real = value;
    view.kind = ValueKind::Real;
    return view;
  }
  static ValueView of_bytes(const char* data, std::size_t size, ValueKind kind) {
    ValueView view;
    view.data = data;
    // A size that does not fit stays greater than any database takes.
    view.size = size < UINT32_MAX ? static_cast<std::uint32_t>(size) : UINT32_MAX;
    view.kind = kind;
    return view;
  }
  static ValueView of_text(std::string_view text) {
    return of_bytes(text.data(), text.size(), ValueKind::Text);
  }

  bool is_null() const { return kind == ValueKind::Null; }
  bool has_bytes() const { return kind == ValueKind::Text || kind == ValueKind::Blob; }
  /// The characters of a text; empty for everything else.
  std::string_view text() const { return kind == ValueKind::Text ? bytes() : std::string_view(); }
  /// The bytes of a text or blob; empty for everything else.
  std::string_view bytes() const {
    return has_bytes() && size > 0 ? std::string_view(data, size) : std::string_view();
  }
};

struct ColumnMapping;
struct EnumMapping;

namespace detail {

struct ColumnPlace;

/// How a column's type that is not one of C++'s own is stored. Specialised beside each such type:
///   static void read(const ValueView& cell, T& member, const ColumnPlace& place);
///   static ValueView view(const T& value, const ColumnMapping& column);
template <class T>
struct Storage {};
template <class T>
concept HasStorage = requires { &Storage<T>::view; };

/// An enumerator as the database has it, its bytes constant. A number that no enumerator of an enum
/// stored as text has stays a number, which the column then refuses.
ValueView enumerator_view(const EnumMapping& mapping, std::int64_t number);

}  // namespace detail

/// Same storage class and same content. NULL equals NULL here: this compares stored values, it is
/// not SQL.
bool operator==(const ValueView& left, const ValueView& right);

/// A value that owns its bytes: a parameter of a query, or what a column held before a change.
class Value {
 public:
  Value() = default;
  explicit Value(const ValueView& view);
  explicit Value(std::string text) : bytes_(std::move(text)), kind_(ValueKind::Text) {}

  static Value of_integer(std::int64_t value) { return Value(ValueView::of_integer(value)); }
  static Value of_real(double value) { return Value(ValueView::of_real(value)); }
  static Value of_blob(std::string bytes) {
    Value value(std::move(bytes));
    value.kind_ = ValueKind::Blob;
    return value;
  }

  ValueKind kind() const { return kind_; }
  /// Valid until this value is changed, moved from or destroyed.
  ValueView view() const;

 private:
  std::string bytes_;
  union {
    // Private, though members of a union count as public.
    // NOLINTBEGIN(readability-identifier-naming)
    std::int64_t integer_ = 0;
    double real_;
    // NOLINTEND(readability-identifier-naming)
  };
  ValueKind kind_ = ValueKind::Null;
};

}  // namespace orm
