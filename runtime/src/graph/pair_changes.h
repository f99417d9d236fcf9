// Pairs of many-to-many relationships that came or went since the last flush.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <ranges>
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
  /// Until the next change, `has_change_of` needs no memory.
  void expect_questions() {
    if (!empty()) index_all();
  }
  /// Forgets all changes of an object, at a cost that does not grow with the changes of others.
  void forget(const Object& object);
  /// Forgets those which the object has by one of its relationships.
  void forget(const Object& object, const RelationshipMapping& relationship);
  /// Forgets those with partners that are wanted.
  void forget(const Object& object, const std::function<bool(const Object&)>& is_wanted);

  /// All changes that still stand, in the order they were made. Good until the next change.
  auto standing() const { return std::views::filter(changes_, stands); }
  bool empty() const { return standing_ == 0; }
  void clear();

 private:
  // In open addressing: where the change of a pair is. The hash tells nearly all others apart
  // without a look at them.
  struct Slot {
    std::uint32_t hash = 0;
    // Its position plus one; 0 where there never was one.
    std::uint32_t place = 0;
  };

  // One that stands no more is a hole, without a table.
  static bool stands(const PairChange& change) { return change.pair.table != nullptr; }

  void record(const Pair& pair, bool is_present);
  void end(PairChange& change);
  // Null where no change of the pair stands.
  const PairChange* find(const Pair& pair) const;
  // Where the pair is, or would be.
  std::size_t slot_of(const Pair& pair, std::uint32_t hash) const;
  void make_room();
  void index(const PairChange& change, std::size_t position);
  void index_last() noexcept;
  void index_all();
  template <class IsWanted>
  void forget_if(const Object& object, IsWanted is_wanted);

  std::vector<PairChange> changes_;
  std::size_t standing_ = 0;
  // At least half of them are free. None without changes.
  std::vector<Slot> slots_;
  std::size_t used_slots_ = 0;
  // Of each object's changes, some of which may stand no more. Made when one is looked for.
  std::unordered_multimap<const Object*, std::size_t> by_object_;
};

}  // namespace orm::detail
