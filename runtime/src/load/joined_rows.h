// The rows of one statement: an entity, and what outer joins read with it.
#pragma once

#include <cstddef>
#include <unordered_set>
#include <utility>
#include <vector>

#include "load/context.h"
#include "load/entity_reader.h"
#include "load/list_fill.h"
#include "load/load_plan.h"

namespace orm::load {

/// Pairs of objects that have been met.
class MetPairs {
 public:
  /// False when the pair has been met before.
  bool insert(const Object* first, const Object* second);

 private:
  using Pair = std::pair<const Object*, const Object*>;
  struct Hash {
    std::size_t operator()(const Pair& pair) const;
  };

  std::unordered_set<Pair, Hash> pairs_;
};

/// Reads objects and fills the relationships between them. Refers to context and plan.
class JoinedRows {
 public:
  /// `may_recur` says that an object of the entity may come again after others.
  JoinedRows(Context& context, const EntityMapping& entity, const LoadPlan& plan,
             bool may_recur = false);
  JoinedRows(const JoinedRows&) = delete;
  JoinedRows& operator=(const JoinedRows&) = delete;
  ~JoinedRows();

  /// The object of the entity that the row is about. Rows may repeat one when `has_repeats`.
  Object* read(db::Statement& row) {
    Object& root = root_.read_present(row);
    if (!is_plain_) read_plan(row, root);
    return &root;
  }
  bool has_repeats() const { return repeats_; }
  /// True at the first call for that object.
  bool is_first(Object& root);
  /// Those for which it was, in that order, until `finish`.
  const std::vector<Object*>& firsts() const { return seen_; }

  /// All rows of a statement have been seen: the joined collections are loaded.
  void finish();
  /// Forgets the objects that were read, which may end before the next row of the statement.
  void forget_objects();

  /// Position behind the columns of the last join.
  unsigned columns() const { return columns_; }
  /// Where rows have a column of the entity itself.
  unsigned place_of(unsigned column) const { return root_.place_of(column); }
  /// What the row that was read last has there.
  ValueView value_at(unsigned place, db::Statement& row) const {
    return root_.value_at(place, row);
  }
  /// The objects at a node of the plan which has follow-ups; one may be there several times.
  const std::vector<Object*>& objects(std::size_t node) const;

 private:
  // One joined relationship while the rows are read.
  struct Node {
    const sql::Join* join;
    const RelationshipMapping* relationship;
    EntityReader reader;
    // Of the current row.
    Object* object = nullptr;
    Object* owner = nullptr;
    // Rows may name a pair of owner and member again: when there are other collections beside it,
    // when its owner is joined, too, and when that may recur.
    bool may_repeat = false;
    MetPairs met = {};
    bool is_followed = false;
    std::vector<Object*> objects = {};
  };

  void read_plan(db::Statement& row, Object& root);
  /// For all that is not a matter of the node's relationship.
  void note(Node& node);
  void fill_single(Node& node);
  void forget_seen() noexcept;
  void apply_overrides(std::size_t node, Object* object, const EntityReader& reader) const;

  Context* context_;
  const LoadPlan* plan_;
  ListFill lists_;
  EntityReader root_;
  std::vector<Node> nodes_;
  unsigned columns_;
  // Nothing is loaded with the objects.
  bool is_plain_;
  bool has_overrides_;
  // There is more to do with an object than to link it.
  bool is_noted_ = false;
  // Several rows may be about one object.
  bool repeats_;
  bool is_root_followed_ = false;
  std::vector<Object*> roots_;
  Object* last_root_ = nullptr;
  std::vector<Object*> seen_;
};

}  // namespace orm::load
