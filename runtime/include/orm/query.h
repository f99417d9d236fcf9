// Asking for objects: `session.query<User>().filter(User::fields.age >= 18).all()`.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <utility>

#include "orm/criteria.h"
#include "orm/query_ends.h"
#include "orm/query_steps.h"
#include "orm/text.h"

namespace orm {

/// A query for objects of a class, or, after `select`, for rows of values. Made by Session::query,
/// and without a session by orm::query; every step returns a query, the terminal ones of QueryEnds
/// (`all first one one_or_none scalar count exists stream update remove`) run it. Must not outlive
/// its session. An object that the session has is returned as it is there: loaded attributes are
/// not overwritten, unless `populate_existing` says so.
///
/// `From` is what the query reads, as types, which the steps look at; it can be forgotten:
/// a `Query<User>` takes all queries for users.
template <class Result, class From = typename detail::SourcesOf<Result>::Type>
class [[nodiscard]] Query : public QueryEnds<Result> {
  using Steps = detail::Steps<From>;
  using Ends = QueryEnds<Result>;
  using Ends::maker_;
  using Ends::session_;
  using Ends::spec_;

 public:
  using typename Ends::Maker;

  Query(detail::SessionCore* session, detail::QuerySpec&& spec, Maker maker = nullptr)
      : Ends(session, std::move(spec), maker) {}
  Query(detail::SessionCore* session, const detail::QuerySpec& spec, Maker maker)
      : Ends(session, spec, maker) {}
  Query(detail::SessionCore* session, detail::OwnSpec&& spec, Maker maker)
      : Ends(session, std::move(spec), maker) {}
  /// For all objects of the entity.
  Query(detail::SessionCore* session, const EntityMapping& entity, detail::CodePlace place)
      : Ends(session, entity, place) {}

  template <class Other>
    requires(std::same_as<From, typename detail::SourcesOf<Result>::Type> &&
             !std::same_as<From, Other>)
  Query(Query<Result, Other> other) : Ends(std::move(other)) {}

  /// Keeps what satisfies the conditions; all of them, and those of several filters, have to hold.
  template <class... Conditions>
  Query filter(Conditions&&... conditions) && {
    static_assert((Steps::template takes_condition<Conditions>() && ...));
    (detail::append_to(spec_->where, std::forward<Conditions>(conditions)), ...);
    return std::move(*this);
  }
  template <class... Conditions>
  Query filter(Conditions&&... conditions) const& {
    return Query(*this).filter(std::forward<Conditions>(conditions)...);
  }

  /// Short for `filter(column == value)`.
  template <class E, class V, class U>
  Query filter_by(const Column<E, V>& column, const U& value) && {
    static_assert(Steps::template takes_column<E>());
    return std::move(*this).filter(column == value);
  }
  template <class E, class V, class U>
  Query filter_by(const Column<E, V>& column, const U& value) const& {
    return Query(*this).filter_by(column, value);
  }

  /// Joins what a relationship leads to, so that conditions, orders and results can speak of it:
  ///
  ///     session.query<User>().join(User::fields.posts).filter(Post::fields.title == "Hello")
  ///
  /// Behind the relationship may stand the occurrence that it leads to (`orm::alias`), and
  /// conditions on it. Without a relationship an occurrence is joined by conditions:
  /// `join(Post::fields, Post::fields.user_id == User::fields.id)`. Objects that the rows repeat
  /// are returned once, and a limit counts objects.
  template <class Target, class... More>
  auto join(const Target& target, const More&... more) && {
    return std::move(*this).template with<detail::SourceKind::Inner>(target, more...);
  }
  template <class Target, class... More>
  auto join(const Target& target, const More&... more) const& {
    return Query(*this).join(target, more...);
  }

  /// The same, which keeps what nothing is found for. In a row what is not found is absent: its
  /// columns are optional, and an object is a null Ptr.
  template <class Target, class... More>
  auto outerjoin(const Target& target, const More&... more) && {
    return std::move(*this).template with<detail::SourceKind::Outer>(target, more...);
  }
  template <class Target, class... More>
  auto outerjoin(const Target& target, const More&... more) const& {
    return Query(*this).outerjoin(target, more...);
  }

  /// Reads the objects from SQL of the program, which has their columns by name; conditions, orders
  /// and all else stand around it.
  Query from_text(const Text& text, std::initializer_list<NamedValue> values = {}) && {
    detail::read_from_text(*spec_, text, values);
    return std::move(*this);
  }

  /// Makes rows of values: of columns and expressions, and of objects by the names of their
  /// occurrence (`User::fields`). Several items are a `std::tuple`, one is itself.
  ///
  ///     session.query<User>()
  ///         .outerjoin(User::fields.posts)
  ///         .group_by(User::fields.id)
  ///         .select(User::fields.name, orm::func::count(Post::fields.id))
  ///
  /// Joins stand before it. What an outer join may not find is optional; where an entity occurs
  /// several times, `orm::nullable` says which of its columns are.
  template <class... Items>
  auto select(const Items&... items) && {
    static_assert(sizeof...(Items) > 0, "select() takes what a row consists of");
    using Row = typename detail::RowOf<detail::ItemType<From, Items>...>::Type;
    return std::move(*this).rows(detail::row_maker<Row, detail::ItemType<From, Items>...>,
                                 items...);
  }
  template <class... Items>
  auto select(const Items&... items) const& {
    return Query(*this).select(items...);
  }

  /// The same as a struct of the program, whose members are given in their order.
  template <class Row, class... Items>
  auto select_as(const Items&... items) && {
    static_assert(detail::MadeOf<Row, detail::ItemType<From, Items>...>,
                  "select_as() takes a struct, and an item for each of its members that has the "
                  "member's type: numbers are std::int64_t or double, and what can be NULL, or is "
                  "absent by an outer join, is a std::optional");
    return std::move(*this).rows(detail::struct_maker<Row, detail::ItemType<From, Items>...>,
                                 items...);
  }
  template <class Row, class... Items>
  auto select_as(const Items&... items) const& {
    return Query(*this).template select_as<Row>(items...);
  }

  /// One result for all rows for which these are the same.
  template <class... Operands>
  Query group_by(const Operands&... operands) && {
    (Steps::add_group(*spec_, operands), ...);
    return std::move(*this);
  }
  template <class... Operands>
  Query group_by(const Operands&... operands) const& {
    return Query(*this).group_by(operands...);
  }

  /// Keeps the groups that satisfy `condition`.
  template <class C>
  Query having(C&& condition) && {
    static_assert(Condition<C>,
                  "having() takes a condition, such as a comparison of a count with a number");
    static_assert(Steps::template takes_condition<C>());
    detail::append_to(spec_->parts.make().having, std::forward<C>(condition));
    return std::move(*this);
  }
  template <class C>
  Query having(C&& condition) const& {
    return Query(*this).having(std::forward<C>(condition));
  }

  /// Without rows that repeat others.
  Query distinct() && {
    spec_->parts.make().is_distinct = true;
    return std::move(*this);
  }
  Query distinct() const& { return Query(*this).distinct(); }

  /// By columns and expressions, or `asc(...)`, `desc(...)`; added to the orderings given before.
  template <class... Orderings>
  Query order_by(const Orderings&... orderings) && {
    (Steps::add_ordering(*spec_, orderings), ...);
    return std::move(*this);
  }
  template <class... Orderings>
  Query order_by(const Orderings&... orderings) const& {
    return Query(*this).order_by(orderings...);
  }

  /// At most so many objects or rows; joined collections stay complete.
  Query limit(std::int64_t count) && {
    spec_->limit = count;
    return std::move(*this);
  }
  Query limit(std::int64_t count) const& { return Query(*this).limit(count); }

  /// Leaves out the first `count` objects or rows.
  Query offset(std::int64_t count) && {
    spec_->offset = count;
    return std::move(*this);
  }
  Query offset(std::int64_t count) const& { return Query(*this).offset(count); }

  /// Takes the lock for writing before it reads, as `BEGIN IMMEDIATE` does: until the transaction
  /// ends nobody else changes what was read. SQLite has one lock for the whole database. The
  /// terminal steps may raise BusyError, and SerializationError where somebody has written since
  /// the transaction first read; see Engine::run_in_transaction. What the session has already is
  /// not read anew, unless `populate_existing` says so.
  Query with_for_update() && {
    spec_->for_update = true;
    return std::move(*this);
  }
  Query with_for_update() const& { return Query(*this).with_for_update(); }

  /// How relationships and columns are loaded, see orm/loading.h, and which objects are, see
  /// orm/criteria.h.
  template <class... Options>
  Query options(const Options&... options) && {
    (add(options), ...);
    return std::move(*this);
  }
  template <class... Options>
  Query options(const Options&... options) const& {
    return Query(*this).options(options...);
  }

  /// Reads also what the criteria of the session and its engine leave out, and so do the
  /// relationships of its objects. The criteria among its own options stand.
  Query without_criteria() && {
    spec_->without_criteria = true;
    return std::move(*this);
  }
  Query without_criteria() const& { return Query(*this).without_criteria(); }

  /// Reads objects anew which the session has already, those that the options load along with the
  /// query's included: their rows overwrite what was loaded, changes that are not flushed are lost,
  /// and relationships are replaced, or forgotten where this query does not load them. As queries
  /// flush first, only `no_autoflush` leaves changes to lose. As SQLAlchemy's option of that name.
  Query populate_existing() && {
    spec_->populate_existing = true;
    return std::move(*this);
  }
  Query populate_existing() const& { return Query(*this).populate_existing(); }

 private:
  template <class Start>
  void add(const LoadEnd<Start>& path) {
    static_assert(std::same_as<Start, Result>,
                  "a loader option has to start at the entity that the query asks for");
    spec_->loads.push_back(path.steps());
  }
  void add(const LoaderCriteria& criteria) { spec_->criteria.push_back(criteria); }

  template <detail::SourceKind Kind, class... Args>
  auto with(const Args&... args) && {
    using Joined = decltype(Steps::template join<Kind>(*spec_, args...));
    Steps::template join<Kind>(*spec_, args...);
    return Query<Result, Joined>(session_, std::move(spec_), maker_);
  }

  template <class Row, class... Items>
  auto rows(const detail::RowMaker<Row>& maker, const Items&... items) && {
    static_assert((Steps::template takes_item<Items>() && ...));
    detail::ItemList& list = detail::begin_items(*spec_);
    ((detail::add_item(list, items),
      Steps::template is_unclear<Items>() ? detail::require_present(*spec_) : void()),
     ...);
    return Query<Row, From>(session_, std::move(spec_), &maker);
  }
};

}  // namespace orm
