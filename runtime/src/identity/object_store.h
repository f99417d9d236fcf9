// The stored objects of one session: an identity map and the memory for each entity.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/graph.h"
#include "graph/slab.h"
#include "identity/cohorts.h"
#include "identity/identity_map.h"
#include "identity/row_keys.h"
#include "value/columns.h"

namespace orm::identity {

/// Which of an entity's columns some rows have; those of the key are among them.
struct RowColumns {
  RowColumns(const EntityMapping& entity, std::uint64_t columns);

  std::uint64_t present;
  std::uint64_t missing;
  /// How many there are.
  unsigned width;
  /// Where those of the key stand among them.
  std::vector<std::uint16_t> key_places;
};

/// What a session keeps for one entity.
struct EntityStore {
  explicit EntityStore(const EntityMapping& mapping)
      : entity(&mapping),
        has_eager(detail::has_eager(mapping)),
        map(mapping),
        slab(mapping),
        usual(mapping, usual_columns(mapping)),
        cells(mapping.columns.size()),
        key(mapping.key.size()) {}

  const EntityMapping* entity;
  /// The schema wants something to be loaded along with its objects.
  bool has_eager;
  IdentityMap map;
  detail::Slab slab;
  /// Those that are read where nothing else is said.
  RowColumns usual;
  /// Room for the row that is being turned into an object, so that no reader needs its own.
  std::vector<ValueView> cells;
  std::vector<ValueView> key;
  /// The object of the row that was read last was there already: so may be the next one.
  bool is_known = false;
};

/// Objects enter when their row is read or written, and leave when it is deleted or when the
/// session lets go of them. An object in a store belongs to the session's graph but is not listed
/// there.
class ObjectStore {
 public:
  explicit ObjectStore(detail::Graph& graph) : graph_(&graph) {}

  detail::Graph& graph() { return *graph_; }
  /// Those of the objects in the store.
  Cohorts& cohorts() { return cohorts_; }

  /// Stable for the life of the session.
  EntityStore& of(const EntityMapping& entity) {
    return last_ != nullptr && last_->entity == &entity ? *last_ : find_store(entity);
  }
  Object* find(const EntityMapping& entity, const ValueView* key) {
    return of(entity).map.find(key);
  }
  /// The map that `find` looks into, where that takes no call of a function; else null.
  const IdentityMap* map_at_hand(const EntityMapping& entity, const ValueView* key) const {
    const bool is_at_hand =
        last_ != nullptr && last_->entity == &entity && last_->map.uses_integer(key);
    return is_at_hand ? &last_->map : nullptr;
  }

  /// A new object of that entity, listed in the graph, without a row yet.
  Object& make(const EntityMapping& entity);
  /// A new object for a row that was just read. The caller reads the columns, then calls `enter`.
  Object& make_loaded(EntityStore& store) {
    Object& object = store.slab.make();
    detail::ObjectAccess::set_graph(object, graph_);
    return object;
  }
  /// The object, which is listed in the graph, now stands for the row of its key.
  void enter(Object& object);
  /// The same where the key is at hand: `key` holds one value for each column of it.
  void enter(Object& object, const ValueView* key);
  /// The same for a key that another object may have: then nothing happens, and it is false.
  bool enter_unless_taken(EntityStore& store, Object& object, const ValueView* key) {
    cohorts_.expect_one();
    if (!store.map.find_or_insert(key, [&]() -> Object& { return object; }).second) return false;
    begin_stored(object);
    return true;
  }
  /// The object no longer stands for a row; it is listed in the graph again.
  void leave(Object& object, ObjectState state);
  void leave(Object& object, const ValueView* key, ObjectState state);
  /// The same just before `leave_all`, which lists it: needs no memory.
  void leave_last(Object& object, ObjectState state) noexcept;
  /// The object, which is linked to none, is detached and belongs to no graph any more.
  void let_go(Object& object);
  /// Ends an object that nothing holds and nothing links to; its own links do not count any more.
  void end(Object& object);

  // Primary keys that change. Until a flush has written the new one, an object stands for the row
  // of its old key, whatever its columns say.

  RowKey row_key(const Object& object) const { return {row_keys_, object}; }
  /// Before the first change of a column of its key.
  void keep_row_key(const Object& object) { row_keys_.keep(object); }
  bool has_row_keys() const { return !row_keys_.empty(); }
  /// Gives the object the key of its row again.
  void restore_key(Object& object) {
    if (!row_keys_.empty()) restore_kept_key(object);
  }
  void restore_keys();
  /// The row is soon to have the object's key: the object stands for none until then.
  void leave_key(Object& object);
  /// The row has the object's key now. No other object stands for it.
  void take_own_key(Object& object);
  /// All objects have the keys of their rows.
  void forget_row_keys() { row_keys_.clear(); }

  /// Calls `visit(store)` for all entities.
  template <class Visit>
  void for_each_store(Visit visit) const {
    for (const auto& [entity, store] : stores_) visit(*store);
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [entity, store] : stores_) store->map.for_each(visit);
  }

  /// Whether objects that readers make from rows are noted.
  void note_made(bool is_wanted) { notes_made_ = is_wanted; }
  bool notes_made() const { return notes_made_; }
  void made(Object& object) { noted_.emplace_back(&object); }
  bool has_noted() const { return !noted_.empty(); }
  /// Those that were noted, in the order in which they were made; then none are.
  std::vector<detail::Handle> take_noted() { return std::exchange(noted_, {}); }

  /// Lists all objects in the graph, detached, and forgets them, whatever memory there is. Another
  /// graph is to be used then.
  void leave_all() noexcept;
  /// From now on objects belong to that graph. The store is empty.
  void use(detail::Graph& graph) { graph_ = &graph; }

 private:
  // Its key is in the map.
  void begin_stored(Object& object) {
    graph_->unlist(object);
    cohorts_.arrive(object);
    detail::ObjectAccess::set_state(object, ObjectState::Persistent);
  }
  EntityStore& find_store(const EntityMapping& entity);
  void restore_kept_key(Object& object);

  detail::Graph* graph_;
  std::unordered_map<const EntityMapping*, std::unique_ptr<EntityStore>> stores_;
  Cohorts cohorts_;
  RowKeys row_keys_;
  std::vector<detail::Handle> noted_;
  bool notes_made_ = false;
  // Neighbouring calls mostly ask for the same entity.
  EntityStore* last_ = nullptr;
};

}  // namespace orm::identity
