// What a query asks for, without types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "orm/criteria.h"
#include "orm/expression.h"
#include "orm/loading.h"
#include "orm/owner.h"

namespace orm::detail {

/// Where in the program something was written.
struct CodePlace {
  const char* file = nullptr;
  int line = 0;
};

/// One part of a row of a result.
struct ResultItem {
  /// The column that says how the value is stored; of an object, its entity.
  StoredAs as = {};
  bool is_object = false;
  /// Where its tokens begin.
  std::size_t first_token = 0;
};

/// What a row consists of, and the expressions for it.
struct ItemList {
  std::vector<ResultItem> items;
  ExpressionData list;

  /// One more; its tokens follow.
  void begin_item(const StoredAs& as, bool is_object);
};

struct CteData;

/// A common table expression, which all queries that read it share. Never without one.
class CteHandle {
 public:
  explicit CteHandle(CteData&& data);
  CteHandle(const CteHandle& other) noexcept;
  CteHandle& operator=(const CteHandle& other) noexcept;
  ~CteHandle();

  const CteData& operator*() const noexcept { return *data_; }
  const CteData* operator->() const noexcept { return data_; }
  friend bool operator==(const CteHandle&, const CteHandle&) = default;

 private:
  const CteData* data_;
};

/// What most queries for objects do without. It has no items where the results are objects.
struct QueryParts : ItemList {
  QueryParts();
  QueryParts(const QueryParts& other);
  QueryParts(QueryParts&& other) noexcept;
  QueryParts& operator=(const QueryParts& other);
  QueryParts& operator=(QueryParts&& other) noexcept;
  ~QueryParts();

  /// Common table expressions, one after the other.
  ExpressionData with;
  std::vector<CteHandle> ctes;
  /// The occurrence that the query is about, then those that it is joined with.
  ExpressionData sources;
  ExpressionData group;
  ExpressionData having;
  bool is_distinct = false;
  /// A join may repeat what the query is about.
  bool may_repeat = false;
};

void end(QueryParts* parts) noexcept;

/// The parts of a query that has any, copied with it.
class RareParts {
 public:
  RareParts();
  RareParts(const RareParts& other);
  RareParts(RareParts&& other) noexcept;
  RareParts& operator=(const RareParts& other);
  RareParts& operator=(RareParts&& other) noexcept;
  ~RareParts();

  const QueryParts* get() const { return parts_.get(); }
  /// Made where there were none.
  QueryParts& make();

 private:
  Owner<QueryParts> parts_;
};

/// Copied and moved out of line, as its expressions are.
struct QuerySpec {
  QuerySpec();
  QuerySpec(const EntityMapping& about, CodePlace written);
  QuerySpec(const QuerySpec& other);
  QuerySpec(QuerySpec&& other) noexcept;
  QuerySpec& operator=(const QuerySpec& other);
  QuerySpec& operator=(QuerySpec&& other) noexcept;
  ~QuerySpec();

  const EntityMapping* entity = nullptr;
  /// For warnings about its objects.
  CodePlace place = {};
  /// Conditions, one after the other; all of them hold.
  ExpressionData where;
  /// Orderings, one after the other.
  ExpressionData order;
  std::optional<std::int64_t> limit;
  std::optional<std::int64_t> offset;
  std::vector<std::vector<LoadStep>> loads;
  std::vector<LoaderCriteria> criteria;
  RareParts parts;
  /// Leaves out those of the session and its engine.
  bool without_criteria = false;
  /// Reads anew what the session has.
  bool populate_existing = false;
  /// Takes the lock for writing first.
  bool for_update = false;
  /// The first object is wanted, whichever rows come after it.
  bool takes_first = false;
  /// Of objects, which rows are not to repeat, for nobody remembers them.
  bool is_streamed = false;
};

void end(QuerySpec* spec) noexcept;
[[noreturn]] void query_moved_from();

/// The spec of a query, which each step hands on: to move it is to move a pointer. Copied with the
/// query. Gone from one that was moved from, whose use raises InvalidRequestError.
class OwnSpec {
 public:
  OwnSpec(const EntityMapping& about, CodePlace written);
  explicit OwnSpec(QuerySpec&& spec);
  explicit OwnSpec(const QuerySpec& spec);
  OwnSpec(const OwnSpec& other) : OwnSpec(*other) {}
  OwnSpec(OwnSpec&& other) noexcept = default;
  OwnSpec& operator=(const OwnSpec& other) { return *this = OwnSpec(other); }
  OwnSpec& operator=(OwnSpec&& other) noexcept = default;
  ~OwnSpec() = default;

  QuerySpec& operator*() { return *there(); }
  const QuerySpec& operator*() const { return *there(); }
  QuerySpec* operator->() { return there(); }
  const QuerySpec* operator->() const { return there(); }

 private:
  QuerySpec* there() const {
    if (spec_.get() == nullptr) query_moved_from();
    return spec_.get();
  }

  Owner<QuerySpec> spec_;
};

/// True for a query whose results are rows.
inline bool has_items(const QuerySpec& spec) {
  return spec.parts.get() != nullptr && !spec.parts.get()->items.empty();
}

}  // namespace orm::detail
