// How Session::get finds objects by their primary keys.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "orm/expression.h"
#include "orm/model.h"

namespace orm::detail {

class SessionCore;

using LookUp = Object* (*)(SessionCore& session, const EntityMapping& entity, const ValueView* key);
Object* get(SessionCore& session, const EntityMapping& entity, const ValueView* key);
/// Raises NoResultFound when there is none.
Object* get_one(SessionCore& session, const EntityMapping& entity, const ValueView* key);
/// The same where `key` names its columns.
Object* by_names(LookUp look_up, SessionCore& session, const EntityMapping& entity,
                 const ExpressionData& key);

std::uint16_t key_column(const EntityMapping& entity, std::size_t part);

/// A value of a key that is one as it stands, and needs no copy.
template <class Column, class V>
concept WholeNumberKey = std::signed_integral<V> && std::integral<Column>;

/// A value of a key for its column number `part`, of type `Column`.
template <class Column, class V>
ValueView key_view(const V& value, Value& copy, const EntityMapping& entity, std::size_t part) {
  copy = parameter<Column>(value, {&entity, key_column(entity, part)});
  return copy.view();
}

template <class... Columns, class... Values>
Object* by_values(LookUp look_up, SessionCore& session, const EntityMapping& entity,
                  PrimaryKey<Columns...>, const Values&... key) {
  static_assert(sizeof...(Columns) == sizeof...(Values),
                "get() takes one value for each column of the primary key, in the key's order");
  if constexpr (sizeof...(Columns) == sizeof...(Values)) {
    static_assert((are_comparable<Columns, Values>() && ...),
                  "get() was given a value of another kind than the column of the primary key, "
                  "such as a text for a number");
    if constexpr ((WholeNumberKey<Columns, Values> && ...)) {
      const ValueView views[] = {ValueView::of_integer(key)...};
      return look_up(session, entity, views);
    } else {
      Value copies[sizeof...(Columns)];
      ValueView views[sizeof...(Columns)];
      std::size_t i = 0;
      ((views[i] = key_view<Columns>(key, copies[i], entity, i), ++i), ...);
      return look_up(session, entity, views);
    }
  } else {
    return nullptr;
  }
}

}  // namespace orm::detail
