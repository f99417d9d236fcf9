// Pairs of many-to-many relationships that came or went since the last flush.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::detail {

/// A row of a link table, whose `left` is at the earlier one of two of its keys.
struct Pair {
  const LinkTableMapping* table = nullptr;
  Object* left = nullptr;
  Object* right = nullptr;
  std::uint16_t left_key = 0;
  std::uint16_t right_key = 1;
  /// The table may hold several rows of the pair.
  bool may_repeat = false;

  friend bool operator==(const Pair&, const Pair&) = default;

  /// True when both are written by the same statement.
  bool shares_columns(const Pair& other) const {
    return table == other.table && left_key == other.left_key && right_key == other.right_key;
  }
};

/// The pair as the link table sees it, from whichever end it was changed.
Pair make_pair(Object& owner, const RelationshipMapping& relationship, Object& member);

struct PairChange {
  Pair pair;
  bool is_present;
};

/// A set: adding a pair twice is one change, adding and removing it is none. Keeps the order.
class PairChanges {
 public:
  void add(const Pair& pair) { record(pair, true); }
  void remove(const Pair& pair) { record(pair, false); }
  /// Takes back an addition; of a pair that has no row there is nothing else to remove.
  void take_back(const Pair& pair);
  /// True when the pair was removed and its row is still in the database.
  bool is_removed(const Pair& pair) const;
  /// True when a change that stands names the object, at a cost that does not grow with those of
  /// others.
  bool has_change_of(const Object& object);
  /// Forgets all changes of an object, at a cost that does not grow with the changes of others.
  void forget(const Object& object);
  /// Forgets those which the object has by one of its relationships.
  void forget(const Object& object, const RelationshipMapping& relationship);
  /// Forgets those with partners that are wanted.
  void forget(const Object& object, const std::function<bool(const Object&)>& is_wanted);

  /// All changes that still stand, in the order they were made.
  std::vector<PairChange> standing() const;
  bool empty() const { return positions_.empty(); }
  void clear();

 private:
  struct Hash {
    std::size_t operator()(const Pair& pair) const noexcept;
  };

  void record(const Pair& pair, bool is_present);
  void index(const Pair& pair, std::size_t position);
  void index_all();
  template <class IsWanted>
  void forget_if(const Object& object, IsWanted is_wanted);

  std::vector<PairChange> changes_;
  // Of the changes that stand.
  std::unordered_map<Pair, std::size_t, Hash> positions_;
  // Of each object's changes, some of which may stand no more. Made when one is looked for.
  std::unordered_multimap<const Object*, std::size_t> by_object_;
};

}  // namespace orm::detail
