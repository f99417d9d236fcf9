// What the steps of a query do, for each kind of query.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/conditions.h"
#include "orm/expression.h"
#include "orm/keyset.h"
#include "orm/loading.h"
#include "orm/ordering.h"
#include "orm/ptr.h"
#include "orm/query_spec.h"
#include "orm/returning.h"
#include "orm/rows.h"
#include "orm/sources.h"
#include "orm/update.h"

namespace orm {

namespace detail {

class SessionCore;

/// Takes one object of a result; `result` is what the caller gave.
using TakeObject = void (*)(void* result, Object& object);

void run_query(SessionCore& session, const QuerySpec& spec, void* result, TakeObject take);
/// The one object; null when there is none and `required` is false.
Object* run_one(SessionCore& session, QuerySpec spec, bool required);
/// Gives the rows to `take`, which has the result and the maker of rows.
void run_rows(SessionCore& session, const QuerySpec& spec, void* result, TakeRow take);
std::int64_t run_count(SessionCore& session, const QuerySpec& spec);
/// `returned`, also below, may be null.
std::int64_t run_remove(SessionCore& session, const QuerySpec& spec, Synchronize objects,
                        const ReturnedRows* returned);

/// A column and what an UPDATE makes of it.
struct SetColumn {
  std::uint16_t column;
  ExpressionData data;
};
void add_column(std::vector<SetColumn>& columns, std::uint16_t column, const ExpressionData& data);
std::int64_t run_update(SessionCore& session, const QuerySpec& spec,
                        const std::vector<SetColumn>& columns, Synchronize objects,
                        const ReturnedRows* returned);
/// `session`, whose criteria are part of the query, may be null.
std::string text_of(const SessionCore* session, const QuerySpec& spec);
std::vector<std::string> explain(SessionCore& session, const QuerySpec& spec);
/// For `one` and `one_or_none`.
void require_one(const QuerySpec& spec, std::size_t rows, bool required);
/// Raises InvalidRequestError where it is null.
SessionCore& running_session(SessionCore* session, const QuerySpec& spec);

/// Adds an occurrence that the query is joined with, by the conditions.
void add_source(QuerySpec& spec, SourceKind kind, const EntityMapping& entity, const char* alias,
                const ExpressionData& conditions, const Token* via);
/// Begins a select, which replaces the one before.
ItemList& begin_items(QuerySpec& spec);
/// Raises InvalidRequestError where the last item is a column that an outer join can make NULL
/// though its type says no.
void require_present(const QuerySpec& spec);

/// The query as an inner one of another.
ExpressionData inner_query(const QuerySpec& spec);

template <class Result>
struct HandleOf {
  using Type = Result;
};
template <Entity Result>
struct HandleOf<Result> {
  using Type = Ptr<Result>;
};

template <class Result>
struct SourcesOf {
  using Type = Sources<>;
};
template <Entity Result>
struct SourcesOf<Result> {
  using Type = Sources<Result>;
};

/// A query for an occurrence; the name may be null.
QuerySpec spec_for(const EntityMapping& entity, const char* alias, CodePlace place);
template <class E>
QuerySpec spec_for(CodePlace place) {
  return QuerySpec(E::mapping, place);
}
template <Occurrence X>
QuerySpec spec_for(const X& occurrence, CodePlace place) {
  return spec_for(OccurringEntity<X>::mapping, alias_of(occurrence), place);
}

Token via(const EntityMapping& entity, const char* alias, unsigned relationship);
template <class Field>
Token via(const Field& field) {
  return via(Field::Entity::mapping, field.alias, field.position);
}

template <class X>
struct IsCte : std::false_type {};
/// Adds a common table expression that the query is joined with.
void add_cte(QuerySpec& spec, SourceKind kind, const CteHandle& cte,
             const ExpressionData& conditions);

/// The steps of a query that reads `From`. What they ask of types is true, or does not compile.
template <class From>
struct Steps {
  template <class E>
  static consteval bool takes_column() {
    static_assert(reads<From, E>(), "filter_by() takes a column of an entity that the query reads");
    return true;
  }

  template <class C>
  static consteval bool takes_condition() {
    static_assert(Condition<C>,
                  "filter() takes a condition, such as a comparison, or a column of truth values");
    static_assert(reads<From, EntityOf<C>>(),
                  "filter() takes a condition on columns of entities that the query reads: the one "
                  "that it asks for, and those that it is joined with");
    return true;
  }

  template <class E>
  static consteval bool takes_ordering() {
    static_assert(reads<From, E>(),
                  "order_by() takes columns of entities that the query reads: the one that it asks "
                  "for, and those that it is joined with");
    return true;
  }
  template <class E>
  static void add_ordering(QuerySpec& spec, const Ordering<E>& ordering) {
    static_assert(takes_ordering<E>());
    spec.order.append(ordering.data());
  }
  template <class... Xs>
  static void add_ordering(QuerySpec& spec, const Keyset<Xs...>& keys) {
    add_ordering(spec, order_of(keys));
  }
  template <Operand X>
  static void add_ordering(QuerySpec& spec, const X& operand) {
    static_assert(takes_ordering<EntityOf<X>>());
    append_to(spec.order, operand);
    spec.order.push(Operator::Ascending, 1);
  }

  template <class X>
  static void add_group(QuerySpec& spec, const X& operand) {
    static_assert(reads<From, EntityOf<X>>(),
                  "group_by() takes columns of entities that the query reads");
    append_to(spec.parts.make().group, operand);
  }

  template <class X>
  static consteval bool takes_item() {
    static_assert(Item<X>,
                  "select() takes columns, expressions, and objects by the names of their entity, "
                  "such as Track::fields; orm::value() makes an expression of a value");
    using E = typename EntityOfItem<X>::Type;
    static_assert(reads<From, E>(),
                  "select() takes columns of entities that the query reads: the one that it asks "
                  "for, and those that it is joined with");
    return true;
  }
  /// Whether the types do not say if an outer join can make the item NULL.
  template <class X>
  static consteval bool is_unclear() {
    using E = typename EntityOfItem<X>::Type;
    return From::template has_always<E> && From::template has_maybe<E> && Operand<X> &&
           !OptionalOf<SideType<X>>::value;
  }

  // By a relationship, or by conditions alone. Returns what the query reads then, as a type.
  template <SourceKind Kind, class Target, class... More>
  static auto join(QuerySpec& spec, const Target& target, const More&... more) {
    if constexpr (RelationshipField<Target>) {
      static_assert(reads<From, typename Target::Entity>(),
                    "join() takes a relationship of an entity that the query reads");
      const Token via = orm::detail::via(target);
      return join_as<Kind, typename Target::Target>(spec, &via, more...);
    } else if constexpr (IsCte<Target>::value) {
      static_assert(sizeof...(More) > 0 && (Condition<More> && ...),
                    "join() of a common table expression takes a condition");
      using Joined = typename From::template And<std::conditional_t<
          Kind == SourceKind::Outer, Maybe<typename Target::Tag>, typename Target::Tag>>;
      JoinedBy by;
      (take<void, Joined>(by, more), ...);
      add_cte(spec, Kind, target.data(), by.conditions);
      return Joined();
    } else {
      static_assert(Occurrence<Target>,
                    "join() takes a relationship, such as Album::fields.tracks, or the names of an "
                    "entity, such as Track::fields, and a condition");
      static_assert(sizeof...(More) > 0 && (Condition<More> && ...),
                    "join() of an entity without a relationship takes a condition, such as "
                    "Track::fields.album_id == Album::fields.id");
      return join_as<Kind, OccurringEntity<Target>>(spec, nullptr, target, more...);
    }
  }

 private:
  struct JoinedBy {
    const char* alias = nullptr;
    ExpressionData conditions;
  };

  template <SourceKind Kind, class E, class... More>
  static auto join_as(QuerySpec& spec, const Token* via, const More&... more) {
    using Joined =
        typename From::template And<std::conditional_t<Kind == SourceKind::Outer, Maybe<E>, E>>;
    JoinedBy by;
    (take<E, Joined>(by, more), ...);
    add_source(spec, Kind, E::mapping, by.alias, by.conditions, via);
    return Joined();
  }
  template <class E, class Joined, class X>
  static void take(JoinedBy& by, const X& each) {
    if constexpr (Condition<X>) {
      static_assert(reads<Joined, EntityOf<X>>(),
                    "join() takes conditions on columns of entities that the query reads");
      append_to(by.conditions, each);
    } else {
      static_assert(std::same_as<X, typename E::Fields>,
                    "join() takes, behind a relationship, the occurrence of the entity that it "
                    "leads to, and conditions");
      by.alias = alias_of(each);
    }
  }
};

}  // namespace detail
}  // namespace orm
