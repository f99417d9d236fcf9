#include "graph/pair_changes.h"

#include <algorithm>

namespace orm::detail {

Pair make_pair(Object& owner, const RelationshipMapping& relationship, Object& member) {
  const std::uint16_t near_key = relationship.near_key;
  const std::uint16_t far_key = relationship.far_key;
  const bool may_repeat = relationship.may_repeat;
  if (near_key < far_key) {
    return {relationship.secondary, &owner, &member, near_key, far_key, may_repeat};
  }
  return {relationship.secondary, &member, &owner, far_key, near_key, may_repeat};
}

std::size_t PairChanges::Hash::operator()(const Pair& pair) const noexcept {
  const std::hash<const void*> hash;
  return hash(pair.left) * 31 + hash(pair.right) * 7 + hash(pair.table);
}

void PairChanges::record(const Pair& pair, bool is_present) {
  const auto [position, is_new] = positions_.try_emplace(pair, changes_.size());
  if (is_new) {
    if (!by_object_.empty()) index(pair, changes_.size());
    changes_.push_back({pair, is_present});
  } else if (changes_[position->second].is_present != is_present) {
    // The opposite of a change that was never written.
    positions_.erase(position);
  }
}

void PairChanges::take_back(const Pair& pair) {
  const auto position = positions_.find(pair);
  if (position != positions_.end() && changes_[position->second].is_present) {
    positions_.erase(position);
  }
}

bool PairChanges::is_removed(const Pair& pair) const {
  if (positions_.empty()) return false;
  const auto position = positions_.find(pair);
  return position != positions_.end() && !changes_[position->second].is_present;
}

void PairChanges::index(const Pair& pair, std::size_t position) {
  by_object_.emplace(pair.left, position);
  by_object_.emplace(pair.right, position);
}

void PairChanges::index_all() {
  if (!by_object_.empty()) return;
  for (const auto& [pair, position] : positions_) index(pair, position);
}

bool PairChanges::has_change_of(const Object& object) {
  if (positions_.empty()) return false;
  index_all();
  const auto [first, last] = by_object_.equal_range(&object);
  return std::any_of(first, last, [this](const auto& entry) {
    const auto standing = positions_.find(changes_[entry.second].pair);
    return standing != positions_.end() && standing->second == entry.second;
  });
}

template <class IsWanted>
void PairChanges::forget_if(const Object& object, IsWanted is_wanted) {
  if (positions_.empty()) return;
  index_all();
  const auto [first, last] = by_object_.equal_range(&object);
  for (auto next = first; next != last;) {
    const Pair& pair = changes_[next->second].pair;
    if (!is_wanted(pair)) {
      ++next;
      continue;
    }
    const auto standing = positions_.find(pair);
    if (standing != positions_.end() && standing->second == next->second) {
      positions_.erase(standing);
    }
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

std::vector<PairChange> PairChanges::standing() const {
  std::vector<std::size_t> order;
  order.reserve(positions_.size());
  for (const auto& [pair, position] : positions_) order.push_back(position);
  std::sort(order.begin(), order.end());
  std::vector<PairChange> changes;
  changes.reserve(order.size());
  for (const std::size_t position : order) changes.push_back(changes_[position]);
  return changes;
}

void PairChanges::clear() {
  changes_.clear();
  positions_.clear();
  by_object_.clear();
}

}  // namespace orm::detail
