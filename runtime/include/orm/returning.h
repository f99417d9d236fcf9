// What statements that write return of their rows:
//
//     session.bulk_insert<User>(users, orm::returning(User::fields.id));
//     query.update({orm::set(User::fields.age, 18)}, orm::returning(User::fields));
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "orm/rows.h"
#include "orm/sources.h"

namespace orm {

/// The items of a row of `E` that a statement returns, of which `Row` is made; by orm::returning
/// and orm::returning_as.
template <class E, class Row>
class Returning {
 public:
  Returning(detail::ItemList items, const detail::RowMaker<Row>& maker)
      : items_(std::move(items)), maker_(&maker) {}

  const detail::ItemList& items() const { return items_; }
  const detail::RowMaker<Row>& maker() const { return *maker_; }

 private:
  detail::ItemList items_;
  const detail::RowMaker<Row>* maker_;
};

namespace detail {

/// Where the rows that a statement returns go.
struct ReturnedRows {
  const ItemList* items;
  void* result;
  TakeRow take;
};

/// The rows of `T` that `run`, given where they go, comes to.
template <class T, class E, class Row, class Run>
std::vector<Row> rows_returned(const Returning<E, Row>& returning, const Run& run) {
  static_assert(std::same_as<T, E>,
                "returning() names another entity than the one whose rows are written");
  RowList<Row> list{&returning.maker()};
  run(ReturnedRows{&returning.items(), &list, &RowList<Row>::take});
  return std::move(list.rows);
}

template <class... Items>
struct ReturnedEntity {
  using Type =
      typename EntityIn<typename EntitiesIn<typename EntityOfItem<Items>::Type...>::Type>::Type;
};

template <class Row, class... Items>
auto make_returning(const RowMaker<Row>& maker, const Items&... items) {
  using E = typename ReturnedEntity<Items...>::Type;
  static_assert(!std::same_as<E, AnyEntity> && !std::same_as<E, NoEntity>,
                "returning() takes columns and expressions of the entity whose rows are written, "
                "or the names of the entity, such as Track::fields, for objects");
  ItemList list;
  (add_item(list, items), ...);
  return Returning<E, Row>(std::move(list), maker);
}

}  // namespace detail

/// Returns these of each row that a statement has written, as `select` would: a value or an object,
/// or a tuple of several. Objects are those of the session.
template <detail::Item... Items>
auto returning(const Items&... items) {
  static_assert(sizeof...(Items) > 0, "returning() takes what a row consists of");
  using From = Sources<typename detail::ReturnedEntity<Items...>::Type>;
  using Row = typename detail::RowOf<detail::ItemType<From, Items>...>::Type;
  return detail::make_returning(detail::row_maker<Row, detail::ItemType<From, Items>...>, items...);
}

/// The same as a struct of the program, as `select_as` would.
template <class Row, detail::Item... Items>
auto returning_as(const Items&... items) {
  using From = Sources<typename detail::ReturnedEntity<Items...>::Type>;
  static_assert(detail::MadeOf<Row, detail::ItemType<From, Items>...>,
                "returning_as() takes a struct, and an item for each of its members that has the "
                "member's type");
  return detail::make_returning(detail::struct_maker<Row, detail::ItemType<From, Items>...>,
                                items...);
}

}  // namespace orm
