// What a session promises, told without one: which things there are, what they are linked to, and
// what a flush, a commit, a rollback or a savepoint makes of that. Knows nothing of what is loaded.
#pragma once

#include <array>
#include <set>
#include <utility>
#include <vector>

#include "operation.h"
#include "things.h"

namespace model_test {

enum class State { Absent, Transient, Pending, Stored, Deleted };

struct Thing {
  State state = State::Absent;
  /// The next flush deletes it, because the program wants that.
  bool is_removed = false;
  /// The next flush deletes it, unless it gets a parent again.
  bool is_orphan = false;
  /// Linked from its own side to a thing of the session: the next flush adds it, if it still is.
  bool is_noted = false;
  int value = 0;
  std::array<int, 2> parents{nobody, nobody};
};

using Pairs = std::set<std::pair<int, int>>;

struct Graph {
  std::array<Thing, thing_count> things;
  std::array<Pairs, 2> pairs;

  const Thing& operator[](int thing) const { return things[static_cast<std::size_t>(thing)]; }
  Thing& operator[](int thing) { return things[static_cast<std::size_t>(thing)]; }
  int parent(int link, int child) const {
    return (*this)[child].parents[static_cast<std::size_t>(link_at(link).place)];
  }
  std::vector<int> children(int link, int parent) const;
  /// The partners of a thing that is on that side of the pairs.
  std::vector<int> partners(int pairing, int side, int thing) const;
  /// In the session: added or stored.
  bool is_known(int thing) const {
    return (*this)[thing].state == State::Pending || (*this)[thing].state == State::Stored;
  }
  /// Has all parents that it cannot be without.
  bool is_complete(int thing) const;
  bool is_linked_to_known(int thing) const;
};

class PlainModel {
 public:
  explicit PlainModel(bool autoflush) : autoflush_(autoflush) {}

  /// The program may do this now; what it may not do is left out.
  bool allows(const Operation& operation) const;
  /// The operation begins with a flush, without which not everything it does is known.
  static bool needs_flush(const Operation& operation);
  void apply(const Operation& operation);
  void flush();

  /// The program may still change it.
  bool is_usable(int thing) const;
  /// The usable ones of a kind whose bits are set.
  std::vector<int> chosen(Kind kind, int bits) const;
  bool autoflush() const { return autoflush_; }
  const Graph& now() const { return now_; }
  const Graph& committed() const { return committed_; }
  int commits() const { return commits_; }
  int savepoints() const { return static_cast<int>(savepoints_.size()); }

 private:
  bool can_link(int link, int child, int parent) const;
  bool allows_make(const Operation& operation) const;
  bool allows_link(const Operation& operation) const;
  bool allows_unlink(int link, int child) const;
  bool allows_assign(const Operation& operation) const;
  bool allows_pairs(const Operation& operation) const;
  bool allows_expunge(int thing) const;
  bool has_role(int person, int club, int but) const;

  void apply_to_session(const Operation& operation);
  void make(const Operation& operation);
  void announce(int owner, int other);
  void admit(int thing);
  void link(int link, int child, int parent, int side);
  void unlink(int link, int child);
  void assign(const Operation& operation);
  void pair(int pairing, int left, int right, int side);
  void assign_pairs(const Operation& operation);
  void cut_from_known(int thing);
  void take_back(const std::vector<int>& things);
  std::vector<int> owned_with(int thing) const;
  void remove(int thing);
  void release_pairs(int thing);
  void release(int thing);
  void commit();
  Graph restored(const Graph& snapshot) const;
  Graph added_again(const Graph& snapshot) const;
  bool allows_adding_again(const Graph& snapshot) const;
  void roll_back(const Graph& snapshot, bool adds_again);
  void expunge(int thing);
  void drop(int thing);

  bool autoflush_;
  // Which links a new thing keeps over a rollback is known as long as none has been forgotten.
  bool may_have_expired_ = false;
  Graph now_;
  Graph committed_;
  int commits_ = 0;
  std::vector<Graph> savepoints_;
};

}  // namespace model_test
