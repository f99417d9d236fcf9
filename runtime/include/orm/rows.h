// Rows of values: what `select` makes of a query, and how they are read.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/expression.h"
#include "orm/ptr.h"
#include "orm/query_spec.h"
#include "orm/row.h"
#include "orm/row_members.h"
#include "orm/sources.h"

namespace orm {

namespace detail {

/// One part of a row that has been read: a value, or an object, which is null where an outer join
/// found none.
struct ResultCell {
  ValueView value = {};
  ColumnPlace place = {};
  Object* object = nullptr;
};

/// A result whose objects are of a generated class.
template <class Result>
concept Entity = requires {
  { Result::mapping } -> std::same_as<const EntityMapping&>;
};

template <class X>
concept Item = Operand<X> || Occurrence<X>;

template <class From, class X>
struct ItemOf {
  using Type = InRow<From, X>;
};
template <class From, Occurrence X>
struct ItemOf<From, X> {
  using Type = Ptr<OccurringEntity<X>>;
};
/// What an item of a select is in a row.
template <class From, class X>
using ItemType = typename ItemOf<From, std::remove_cvref_t<X>>::Type;

/// One item is a row by itself.
template <class... Types>
struct RowOf {
  using Type = std::tuple<Types...>;
};
template <class T>
struct RowOf<T> {
  using Type = T;
};

template <class X>
struct EntityOfItem {
  using Type = SideEntity<X>;
};
template <Occurrence X>
struct EntityOfItem<X> {
  using Type = OccurringEntity<X>;
};

template <class T>
struct PtrOf : std::false_type {};
template <class E>
struct PtrOf<Ptr<E>> : std::true_type {};

template <class T>
T read_cell(const ResultCell& cell) {
  if constexpr (PtrOf<T>::value) {
    return T::adopt(cell.object);
  } else if constexpr (HasTypeTrait<Plain<T>>) {
    Converted<T, BaseOf<Plain<T>>> converted;
    decode(cell.value, converted, cell.place);
    return converted.value();
  } else {
    T value{};
    decode(cell.value, value, cell.place);
    return value;
  }
}

template <class Row, class... Types>
Row make_row(const ResultCell* cells) {
  return [cells]<std::size_t... I>(std::index_sequence<I...>) {
    return Row{read_cell<Types>(cells[I])...};
  }(std::index_sequence_for<Types...>());
}

/// How the rows of a query are made.
template <class Row>
struct RowMaker {
  Row (*make)(const ResultCell* cells);
  /// Which item a member of a struct is, by its offset.
  std::size_t (*item_at)(std::size_t offset) = nullptr;
};

template <class Row, std::size_t Items>
std::size_t item_at(std::size_t offset) {
  const auto offsets = member_offsets<Row, Items>();
  std::size_t item = 0;
  while (item < Items && offsets[item] != offset) ++item;
  return item;
}

template <class Row, class... Types>
inline constexpr RowMaker<Row> row_maker{&make_row<Row, Types...>};
/// The same for a struct of the program.
template <class Row, class... Types>
inline constexpr RowMaker<Row> struct_maker{&make_row<Row, Types...>,
                                            &item_at<Row, sizeof...(Types)>};

/// A row can be made of values of these types, in this order.
template <class Row, class... Types>
concept MadeOf = requires { Row{std::declval<Types>()...}; };

template <class X>
void add_item(ItemList& row, const X& item) {
  if constexpr (Occurrence<X>) {
    const EntityMapping& entity = OccurringEntity<X>::mapping;
    row.begin_item({&entity, 0}, true);
    row.list.push_name(Operator::Entity, entity, alias_of(item), 0);
  } else {
    row.begin_item(stored_as(item), false);
    append_to(row.list, item);
  }
}

/// Takes one row of a result, a cell for each item; `result` is what the caller gave.
using TakeRow = void (*)(void* result, const ResultCell* cells);

/// Rows as they come.
template <class Row>
struct RowList {
  const RowMaker<Row>* maker;
  std::vector<Row> rows = {};

  /// A TakeRow, whose result is the list.
  static void take(void* list, const ResultCell* cells) {
    auto& to = *static_cast<RowList*>(list);
    to.rows.push_back(to.maker->make(cells));
  }
};

/// The first of them, and how many there are.
template <class Row>
struct FirstRow {
  const RowMaker<Row>* maker;
  std::optional<Row> row = {};
  std::size_t rows = 0;

  /// A TakeRow, whose result is this.
  static void take(void* first, const ResultCell* cells) {
    auto& to = *static_cast<FirstRow*>(first);
    if (to.rows++ == 0) to.row.emplace(to.maker->make(cells));
  }
};

}  // namespace detail
}  // namespace orm
