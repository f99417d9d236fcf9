#include "value/enums.h"

#include <algorithm>

#include "orm/row.h"
#include "value/describe.h"
#include "value/place.h"

namespace orm {

namespace {

ValueView stored(const EnumMapping& mapping, const EnumeratorMapping& enumerator) {
  if (!mapping.is_text) return ValueView::of_integer(enumerator.number);
  return ValueView::of_bytes(enumerator.text, enumerator.size, ValueKind::Text);
}

// Those of a text are numbered by position, those of a number are looked for.
const EnumeratorMapping* find(const EnumMapping& mapping, std::int64_t number) {
  const auto& all = mapping.enumerators;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [number](const auto& each) { return each.number == number; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool is_stored(const EnumMapping& mapping, const ValueView& value) {
  return std::any_of(mapping.enumerators.begin(), mapping.enumerators.end(),
                     [&](const auto& each) { return stored(mapping, each) == value; });
}

std::string describe(const EnumMapping& mapping) {
  std::string text;
  for (const EnumeratorMapping& enumerator : mapping.enumerators) {
    if (!text.empty()) text += ", ";
    text += describe(stored(mapping, enumerator));
  }
  return "one of " + std::string(mapping.name) + ": " + text;
}

namespace detail {

std::int64_t enumerator_of(const ValueView& cell, const EnumMapping& mapping,
                           const ColumnPlace& place) {
  for (const EnumeratorMapping& enumerator : mapping.enumerators) {
    if (stored(mapping, enumerator) == cell) return enumerator.number;
  }
  does_not_fit(cell, place, describe(mapping));
}

ValueView enumerator_view(const EnumMapping& mapping, std::int64_t number) {
  const EnumeratorMapping* enumerator = find(mapping, number);
  return enumerator == nullptr ? ValueView::of_integer(number) : stored(mapping, *enumerator);
}

}  // namespace detail
}  // namespace orm
