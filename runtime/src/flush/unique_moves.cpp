#include "flush/unique_moves.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "value/key_bytes.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

[[noreturn]] void cannot_be_empty(const EntityMapping& entity, const ForeignKeyMapping& key) {
  const std::string column = entity.columns[key.columns[0]].name;
  throw CircularDependencyError(
      std::string("objects of ") + entity.name +
      " take each other's places in a circle, and none can go first, for " + column +
      " is unique and may not be NULL; give one of them a place "
      "that is free, flush, and go on");
}

class Moves {
 public:
  Moves(const EntityMapping& entity, std::span<Object* const> updated, const OldValues& old_values)
      : entity_(entity), updated_(updated), waits_for_(updated.size()) {
    for (const ForeignKeyMapping& key : entity.foreign_keys) {
      if (detail::is_of_one_to_one(key)) find_waiting(key, old_values);
    }
  }

  UniqueMoves in_order() {
    UniqueMoves moves;
    if (!has_waiting_) return moves;
    // Whoever comes later may wait for one that has been placed, so those with nobody to wait for
    // are met through the others.
    marks_.resize(updated_.size());
    for (std::size_t i = 0; i < updated_.size(); ++i) {
      if (!waits_for_[i].empty() && marks_[i] == Mark::New) place(i, moves);
    }
    return moves;
  }

 private:
  struct Wait {
    std::size_t holder;
    const ForeignKeyMapping* key;
  };
  enum class Mark : std::uint8_t { New, Open, Placed };

  void find_waiting(const ForeignKeyMapping& key, const OldValues& old_values) {
    const std::unordered_map<std::string, std::size_t> holders = holders_of(key, old_values);
    for (std::size_t i = 0; i < updated_.size() && !holders.empty(); ++i) {
      const std::optional<std::string> wanted = wanted_place(*updated_[i], key);
      const auto holder = wanted ? holders.find(*wanted) : holders.end();
      if (holder == holders.end() || holder->second == i) continue;
      waits_for_[i].push_back({holder->second, &key});
      has_waiting_ = true;
    }
  }

  // The objects that change the key, by what their rows hold.
  std::unordered_map<std::string, std::size_t> holders_of(const ForeignKeyMapping& key,
                                                          const OldValues& old_values) const {
    std::unordered_map<const Object*, std::size_t> positions;
    for (std::size_t i = 0; i < updated_.size(); ++i) {
      if (detail::is_set(*updated_[i], key)) positions.emplace(updated_[i], i);
    }
    if (positions.size() < 2) return {};
    std::unordered_map<std::size_t, std::vector<const OldValue*>> olds;
    for (const OldValue& old : old_values) {
      const auto position = positions.find(old.object);
      if (position != positions.end()) olds[position->second].push_back(&old);
    }
    std::unordered_map<std::string, std::size_t> holders;
    for (const auto& [position, values] : olds) {
      if (auto place = old_place(*updated_[position], key, values)) {
        holders.emplace(*std::move(place), position);
      }
    }
    return holders;
  }

  static std::optional<std::string> old_place(const Object& object, const ForeignKeyMapping& key,
                                              const std::vector<const OldValue*>& olds) {
    std::string place;
    for (const std::uint16_t column : key.columns) {
      const auto old = std::find_if(olds.begin(), olds.end(), [column](const OldValue* value) {
        return value->column == column;
      });
      const ValueView value =
          old == olds.end() ? detail::column_value(object, column) : (*old)->value.view();
      if (value.is_null()) return std::nullopt;
      append_key_bytes(place, value);
    }
    return place;
  }

  // Nothing for a place that a new object will have: nobody holds it.
  static std::optional<std::string> wanted_place(const Object& object,
                                                 const ForeignKeyMapping& key) {
    if (!detail::is_set(object, key)) return std::nullopt;
    std::string place;
    for (const std::uint16_t column : key.columns) {
      const ValueView value = detail::column_value(object, column);
      if (value.is_null() || detail::awaits_key(object, column)) return std::nullopt;
      append_key_bytes(place, value);
    }
    return place;
  }

  // Behind all that it waits for.
  void place(std::size_t first, UniqueMoves& moves) {
    std::vector<std::pair<std::size_t, std::size_t>> path{{first, 0}};
    marks_[first] = Mark::Open;
    while (!path.empty()) {
      auto& [i, next] = path.back();
      if (next == waits_for_[i].size()) {
        marks_[i] = Mark::Placed;
        moves.ordered.push_back(updated_[i]);
        path.pop_back();
        continue;
      }
      const Wait& wait = waits_for_[i][next++];
      if (marks_[wait.holder] == Mark::Open) {
        vacate(wait, moves);
      } else if (marks_[wait.holder] == Mark::New) {
        marks_[wait.holder] = Mark::Open;
        path.emplace_back(wait.holder, 0);
      }
    }
  }

  void vacate(const Wait& wait, UniqueMoves& moves) const {
    std::uint64_t columns = 0;
    for (const std::uint16_t column : wait.key->columns) {
      if (entity_.columns[column].nullable) columns |= ObjectAccess::column_bit(column);
    }
    if (columns == 0) cannot_be_empty(entity_, *wait.key);
    moves.vacated.emplace_back(updated_[wait.holder], columns);
  }

  const EntityMapping& entity_;
  std::span<Object* const> updated_;
  std::vector<std::vector<Wait>> waits_for_;
  bool has_waiting_ = false;
  std::vector<Mark> marks_;
};

}  // namespace

UniqueMoves unique_moves(const EntityMapping& entity, std::span<Object* const> updated,
                         const OldValues& old_values) {
  const auto& keys = entity.foreign_keys;
  if (updated.size() < 2 || std::none_of(keys.begin(), keys.end(), detail::is_of_one_to_one))
    return {};
  return Moves(entity, updated, old_values).in_order();
}

}  // namespace orm::flush
