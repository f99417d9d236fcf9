// Filling collections from rows.
#pragma once

#include <unordered_map>
#include <vector>

#include "graph/pair_changes.h"
#include "load/context.h"
#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::load {

/// Collections that one statement fills. Members that were linked while a collection was not loaded
/// come last; what memory has unlinked stays out. A collection whose filling did not finish is not
/// loaded, as before.
class ListFill {
 public:
  explicit ListFill(const detail::PairChanges& pairs) : pairs_(&pairs) {}
  ListFill(const ListFill&) = delete;
  ListFill& operator=(const ListFill&) = delete;
  ~ListFill();

  /// Starts to fill the collection unless it is loaded, or started already.
  void begin(Object& owner, const RelationshipMapping& relationship);
  /// A row says that `member` belongs to the collection. Nothing happens to one that was not begun.
  void add(Object& owner, const RelationshipMapping& relationship, Object& member);
  /// All rows have been seen.
  void finish();

 private:
  struct Begun {
    Object* owner;
    const RelationshipMapping* relationship;
  };

  /// What was linked in memory before the list was begun, and forgets it.
  std::vector<Object*> take_linked(const ToMany& list);
  void end(const Begun& begun);

  const detail::PairChanges* pairs_;
  std::vector<Begun> begun_;
  // Members that were linked in memory before. Of few lists, so that the others need no room.
  std::unordered_map<const ToMany*, std::vector<Object*>> linked_;
};

/// Notes what a row says about a to-one relationship, unless memory knows it already. `target` may
/// be null.
void fill_to_one(Object& owner, const RelationshipMapping& relationship, Object* target);

/// Says, or raises where the session is strict, that a relationship which is to be one object has
/// found another row beside its target.
void check_single(Context& context, Object& owner, const RelationshipMapping& relationship,
                  const Object* first, const Object& another);

}  // namespace orm::load
