// What a rollback makes of the model.
#include <algorithm>

#include "plain_model.h"

namespace model_test {

namespace {

bool has_a_circle(const Graph& graph) {
  for (int thing = 0; thing < of(Kind::Person).count; ++thing) {
    int above = thing;
    for (int i = 0; i <= of(Kind::Person).count && above != nobody; ++i) {
      above = graph.parent(person_mentor, above);
    }
    if (above != nobody) return true;
  }
  return false;
}

// What unique keys forbid: two children of a one-to-one, two roles with the same ends.
bool has_a_clash(const Graph& graph) {
  const auto is_stored = [&graph](int thing) { return graph[thing].state == State::Stored; };
  for (int one = 0; one < thing_count; ++one) {
    for (int other = one + 1; other < thing_count; ++other) {
      const Kind kind = kind_of(one);
      if (kind != kind_of(other) || !is_stored(one) || !is_stored(other)) continue;
      const bool is_unique = kind == Kind::Desk || kind == Kind::Passport || kind == Kind::Role;
      const bool is_same = graph[one].parents == graph[other].parents;
      if (is_unique && is_same && graph[one].parents[0] != nobody) return true;
    }
  }
  return false;
}

}  // namespace

// What was not stored then is without a session and, by the program, without links.
Graph PlainModel::restored(const Graph& snapshot) const {
  Graph restored = snapshot;
  for (int thing = 0; thing < thing_count; ++thing) {
    const State then = snapshot[thing].state;
    if (then == State::Stored || then == State::Deleted) continue;
    const Thing& it = now_[thing];
    restored[thing] = Thing{.state = it.state == State::Absent ? State::Absent : State::Transient,
                            .value = it.value};
  }
  for (Pairs& pairs : restored.pairs) {
    std::erase_if(pairs, [&](const auto& both) {
      return restored[both.first].state != State::Stored ||
             restored[both.second].state != State::Stored;
    });
  }
  return restored;
}

// What was new still has its links, and takes what it is linked to along when it is added again.
Graph PlainModel::added_again(const Graph& snapshot) const {
  Graph graph = restored(snapshot);
  std::array<bool, thing_count> is_added{};
  for (int thing = 0; thing < thing_count; ++thing) {
    const bool is_new = graph[thing].state == State::Transient;
    if (!is_new || now_[thing].state == State::Deleted || !now_.is_complete(thing)) continue;
    graph[thing].state = State::Stored;
    is_added[static_cast<std::size_t>(thing)] = true;
  }
  const auto counts = [&](int one, int other) {
    const bool is_new =
        is_added[static_cast<std::size_t>(one)] || is_added[static_cast<std::size_t>(other)];
    return is_new && graph[one].state == State::Stored && graph[other].state == State::Stored;
  };
  for (const Link& link : links) {
    for (int child = of(link.child).first; child < of(link.child).first + of(link.child).count;
         ++child) {
      const auto place = static_cast<std::size_t>(link.place);
      const int parent = now_[child].parents[place];
      if (parent != nobody && counts(child, parent)) graph[child].parents[place] = parent;
    }
  }
  for (std::size_t pairing = 0; pairing < pairings.size(); ++pairing) {
    for (const auto& [left, right] : now_.pairs[pairing]) {
      if (counts(left, right)) graph.pairs[pairing].emplace(left, right);
    }
  }
  return graph;
}

bool PlainModel::allows_adding_again(const Graph& snapshot) const {
  if (may_have_expired_) return false;
  const Graph graph = added_again(snapshot);
  return !has_a_circle(graph) && !has_a_clash(graph);
}

void PlainModel::roll_back(const Graph& snapshot, bool adds_again) {
  now_ = adds_again ? added_again(snapshot) : restored(snapshot);
}

}  // namespace model_test
