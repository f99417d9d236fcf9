#include "flush/unique_moves.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "flush/unique_values.h"
#include "orm/error.h"

namespace orm::flush {

namespace {

[[noreturn]] void cannot_be_empty(const EntityMapping& entity,
                                  std::span<const std::uint16_t> columns) {
  const std::string column = entity.columns[columns[0]].name;
  throw CircularDependencyError(
      std::string("objects of ") + entity.name +
      " take each other's places in a circle, and none can go first, for " + column +
      " is unique and may not be NULL; give one of them a place "
      "that is free, flush, and go on");
}

class Moves {
 public:
  Moves(const EntityMapping& entity, std::span<Object* const> updated,
        const std::vector<Taken>& taken)
      : entity_(entity), updated_(updated), waits_for_(updated.size()), marks_(updated.size()) {
    std::unordered_map<const Object*, std::size_t> positions;
    for (std::size_t i = 0; i < updated.size(); ++i) positions.emplace(updated[i], i);
    for (const Taken& each : taken) {
      waits_for_[positions.at(each.wanting)].push_back({positions.at(each.holder), each.columns});
    }
  }

  UniqueMoves in_order() {
    UniqueMoves moves;
    // Those with nobody to wait for are met through the others.
    for (std::size_t i = 0; i < updated_.size(); ++i) {
      if (!waits_for_[i].empty() && marks_[i] == Mark::New) place(i, moves);
    }
    return moves;
  }

 private:
  struct Wait {
    std::size_t holder;
    std::span<const std::uint16_t> columns;
  };
  enum class Mark : std::uint8_t { New, Open, Placed };

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
    const std::uint64_t columns = nullable_columns(entity_, wait.columns);
    if (columns == 0) cannot_be_empty(entity_, wait.columns);
    moves.vacated.emplace_back(updated_[wait.holder], columns);
  }

  const EntityMapping& entity_;
  std::span<Object* const> updated_;
  std::vector<std::vector<Wait>> waits_for_;
  std::vector<Mark> marks_;
};

}  // namespace

UniqueMoves unique_moves(const EntityMapping& entity, std::span<Object* const> updated,
                         const StoredValues& stored) {
  if (updated.size() < 2) return {};
  const std::vector<Taken> taken = taken_values(entity, updated, updated, stored);
  if (taken.empty()) return {};
  return Moves(entity, updated, taken).in_order();
}

}  // namespace orm::flush
