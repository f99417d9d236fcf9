#include "graph/pair_changes.h"

#include <algorithm>
#include <bit>
#include <new>
#include <utility>

namespace orm::detail {

namespace {

constexpr std::size_t fewest_slots = 16;

std::uint32_t hash_of(const Pair& pair) {
  constexpr std::uint64_t golden_ratio = 0x9e3779b97f4a7c15U;
  const auto number = [](const void* pointer) {
    return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(pointer));
  };
  std::uint64_t hash = number(pair.left) * golden_ratio + number(pair.right);
  hash = (hash ^ (hash >> 32)) * golden_ratio + number(pair.table);
  return static_cast<std::uint32_t>((hash * golden_ratio) >> 32);
}

}  // namespace

Pair make_pair(Object& owner, const RelationshipMapping& relationship, Object& member) {
  const std::uint16_t near_key = relationship.near_key;
  const std::uint16_t far_key = relationship.far_key;
  const bool may_repeat = relationship.may_repeat;
  if (near_key < far_key) {
    return {relationship.secondary, &owner, &member, near_key, far_key, may_repeat};
  }
  return {relationship.secondary, &member, &owner, far_key, near_key, may_repeat};
}

void PairChanges::record(const Pair& pair, bool is_present) {
  if (2 * used_slots_ >= slots_.size()) make_room();
  const std::uint32_t hash = hash_of(pair);
  Slot& slot = slots_[slot_of(pair, hash)];
  if (slot.place == 0) {
    changes_.push_back({pair, is_present});
    slot = {hash, static_cast<std::uint32_t>(changes_.size())};
    ++used_slots_;
    ++standing_;
    if (!by_object_.empty()) index_last();
  } else if (changes_[slot.place - 1].is_present != is_present) {
    // The opposite of a change that was never written.
    end(changes_[slot.place - 1]);
  }
}

void PairChanges::end(PairChange& change) {
  change.pair.table = nullptr;
  --standing_;
}

void PairChanges::take_back(const Pair& pair) {
  const PairChange* change = find(pair);
  if (change != nullptr && change->is_present) record(pair, false);
}

bool PairChanges::is_removed(const Pair& pair) const {
  const PairChange* change = find(pair);
  return change != nullptr && !change->is_present;
}

const PairChange* PairChanges::find(const Pair& pair) const {
  if (empty()) return nullptr;
  const Slot& slot = slots_[slot_of(pair, hash_of(pair))];
  return slot.place == 0 ? nullptr : &changes_[slot.place - 1];
}

std::size_t PairChanges::slot_of(const Pair& pair, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].place != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && changes_[slots_[at].place - 1].pair == pair) break;
  }
  return at;
}

// Closes the holes, too: a pair may come and go for ever.
void PairChanges::make_room() {
  std::vector<Slot> slots(std::max(fewest_slots, std::bit_ceil(4 * standing_)));
  if (standing_ < changes_.size()) {
    std::erase_if(changes_, [](const PairChange& change) { return !stands(change); });
    by_object_ = {};
  }
  slots_ = std::move(slots);
  const std::size_t mask = slots_.size() - 1;
  std::uint32_t place = 0;
  for (const PairChange& change : changes_) {
    const std::uint32_t hash = hash_of(change.pair);
    std::size_t at = hash & mask;
    while (slots_[at].place != 0) at = (at + 1) & mask;
    slots_[at] = {hash, ++place};
  }
  used_slots_ = standing_;
}

void PairChanges::index(const PairChange& change, std::size_t position) {
  by_object_.emplace(change.pair.left, position);
  by_object_.emplace(change.pair.right, position);
}

// An index that has no memory is none, and is made when it is asked for.
void PairChanges::index_last() noexcept {
  try {
    index(changes_.back(), changes_.size() - 1);
  } catch (const std::bad_alloc&) {
    by_object_ = {};
  }
}

void PairChanges::index_all() {
  if (!by_object_.empty()) return;
  try {
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (stands(changes_[i])) index(changes_[i], i);
    }
  } catch (...) {
    by_object_ = {};
    throw;
  }
}

bool PairChanges::has_change_of(const Object& object) {
  if (empty()) return false;
  index_all();
  const auto [first, last] = by_object_.equal_range(&object);
  return std::any_of(first, last,
                     [this](const auto& entry) { return stands(changes_[entry.second]); });
}

template <class IsWanted>
void PairChanges::forget_if(const Object& object, IsWanted is_wanted) {
  if (empty()) return;
  index_all();
  const auto [first, last] = by_object_.equal_range(&object);
  for (auto next = first; next != last;) {
    PairChange& change = changes_[next->second];
    if (stands(change) && !is_wanted(change.pair)) {
      ++next;
      continue;
    }
    if (stands(change)) end(change);
    next = by_object_.erase(next);
  }
}

void PairChanges::forget(const Object& object) {
  forget_if(object, [](const Pair&) { return true; });
}

void PairChanges::forget(const Object& object, const RelationshipMapping& relationship) {
  const std::uint16_t near_key = relationship.near_key;
  const std::uint16_t far_key = relationship.far_key;
  forget_if(object, [&](const Pair& pair) {
    if (pair.table != relationship.secondary) return false;
    return (pair.left == &object && pair.left_key == near_key && pair.right_key == far_key) ||
           (pair.right == &object && pair.right_key == near_key && pair.left_key == far_key);
  });
}

void PairChanges::forget(const Object& object,
                         const std::function<bool(const Object&)>& is_wanted) {
  forget_if(object, [&](const Pair& pair) {
    return is_wanted(pair.left == &object ? *pair.right : *pair.left);
  });
}

void PairChanges::clear() {
  changes_.clear();
  standing_ = 0;
  slots_.clear();
  used_slots_ = 0;
  by_object_ = {};
}

}  // namespace orm::detail
