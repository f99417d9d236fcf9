// One step of a random program, as plain data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace model_test {

enum class Action : std::uint8_t {
  /// Makes `first`; what cannot be without a parent has `second`, and a role `third` as its club.
  Make,
  Add,
  SetValue,
  /// Makes `second` the parent of `first` over the link `what`, from the side `third`.
  Link,
  Unlink,
  /// Makes the children whose bits are set in `third` those of `first`, over the link `what`.
  Assign,
  /// Joins `first` and `second` in the pairing `what`, from the side `third`.
  Pair,
  Unpair,
  /// `second` is the side, `third` the bits.
  AssignPairs,
  Remove,
  RemoveAndAdd,
  Expunge,
  ExpungeAll,
  Expire,
  ExpireAll,
  Refresh,
  /// Reads the kind `what` in the way `third`.
  Query,
  /// Reads the relationships of `first`.
  Read,
  ReadAll,
  Flush,
  Commit,
  /// Where `third` says so, with what was new added again, and a flush.
  Rollback,
  BeginNested,
  /// Of the savepoint at the position `first`, counted from the innermost one.
  CommitNested,
  RollbackNested,
  Close,
  /// Lets go of the handle of an object that no session has.
  Drop
};

/// The sides from which a link is changed.
inline constexpr int from_child = 0;
inline constexpr int from_parent = 1;
inline constexpr int by_key = 2;

/// For what is done with new things after a rollback.
inline constexpr int add_again = 1;

struct Operation {
  Action action;
  int what = 0;
  int first = 0;
  int second = 0;
  int third = 0;
};

struct Program {
  unsigned seed = 0;
  bool autoflush = true;
  bool expire_on_commit = true;
  std::vector<Operation> operations;
};

/// A line that reads as the call it stands for.
std::string describe(const Operation& operation);
std::string describe(const Program& program);

}  // namespace model_test
