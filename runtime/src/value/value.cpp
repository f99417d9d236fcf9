#include "orm/value.h"

#include <bit>

#include "value/late_text.h"

namespace orm {

bool operator==(const ValueView& left, const ValueView& right) {
  if (is_late_text(left) || is_late_text(right)) {
    return StoredValue(left).view() == StoredValue(right).view();
  }
  if (left.kind != right.kind) return false;
  switch (left.kind) {
    case ValueKind::Null:
      return true;
    case ValueKind::Integer:
      return left.integer == right.integer;
    case ValueKind::Real:
      // Bit by bit, so that a NaN is equal to itself.
      return std::bit_cast<std::uint64_t>(left.real) == std::bit_cast<std::uint64_t>(right.real);
    case ValueKind::Text:
    case ValueKind::Blob:
      return left.bytes() == right.bytes();
    default:
      return false;
  }
}

Value::Value(const ValueView& view) {
  const StoredValue stored(view);
  bytes_ = stored.view().bytes();
  kind_ = stored.view().kind;
  if (kind_ == ValueKind::Integer) integer_ = view.integer;
  if (kind_ == ValueKind::Real) real_ = view.real;
}

ValueView Value::view() const {
  switch (kind_) {
    case ValueKind::Null:
      return {};
    case ValueKind::Integer:
      return ValueView::of_integer(integer_);
    case ValueKind::Real:
      return ValueView::of_real(real_);
    case ValueKind::Text:
    case ValueKind::Blob:
      return ValueView::of_bytes(bytes_.data(), bytes_.size(), kind_);
    default:
      return {};
  }
}

}  // namespace orm
