#include "identity/object_store.h"

#include "graph/key_view.h"
#include "graph/object_access.h"

namespace orm::identity {

using detail::KeyView;
using detail::ObjectAccess;

std::vector<std::uint16_t> places_of(std::span<const std::uint16_t> positions,
                                     std::uint64_t columns) {
  std::vector<std::uint16_t> places;
  places.reserve(positions.size());
  for (const std::uint16_t position : positions) {
    places.push_back(static_cast<std::uint16_t>(position_in(columns, position)));
  }
  return places;
}

EntityStore& ObjectStore::find_store(const EntityMapping& entity) {
  std::unique_ptr<EntityStore>& store = stores_[&entity];
  if (store == nullptr) store = std::make_unique<EntityStore>(entity);
  last_ = store.get();
  return *store;
}

Object& ObjectStore::make(const EntityMapping& entity) {
  Object& object = of(entity).slab.make();
  graph_->add(object);
  return object;
}

Object& ObjectStore::make_loaded(EntityStore& store) {
  Object& object = store.slab.make();
  ObjectAccess::set_graph(object, graph_);
  return object;
}

void ObjectStore::enter(Object& object) { enter(object, KeyView(object).data()); }

void ObjectStore::enter(Object& object, const ValueView* key) {
  of(object.entity()).map.insert(key, object);
  graph_->unlist(object);
  cohorts_.arrive(object);
  ObjectAccess::set_state(object, ObjectState::Persistent);
}

void ObjectStore::leave(Object& object, ObjectState state) {
  leave(object, row_key(object).data(), state);
}

void ObjectStore::leave(Object& object, const ValueView* key, ObjectState state) {
  of(object.entity()).map.erase(key);
  row_keys_.forget(object);
  cohorts_.leave(object);
  graph_->list(object);
  ObjectAccess::set_state(object, state);
}

void ObjectStore::let_go(Object& object) {
  of(object.entity()).map.erase(row_key(object).data());
  row_keys_.forget(object);
  cohorts_.leave(object);
  graph_->give_up(object);
  ObjectAccess::set_state(object, ObjectState::Detached);
}

void ObjectStore::restore_key(Object& object) {
  const ValueView* key = row_keys_.find(object);
  if (key == nullptr) return;
  detail::set_key_columns(object, key);
  row_keys_.forget(object);
}

void ObjectStore::restore_keys() {
  if (row_keys_.empty()) return;
  for_each([this](Object& object) { restore_key(object); });
}

void ObjectStore::leave_key(Object& object) {
  of(object.entity()).map.erase(row_key(object).data());
}

void ObjectStore::take_own_key(Object& object) {
  of(object.entity()).map.insert(KeyView(object).data(), object);
  row_keys_.forget(object);
}

void ObjectStore::end(Object& object) {
  of(object.entity()).map.erase(row_key(object).data());
  row_keys_.forget(object);
  cohorts_.leave(object);
  detail::free_memory(object, object.entity());
}

std::size_t ObjectStore::size() const {
  std::size_t size = 0;
  for (const auto& [entity, store] : stores_) size += store->map.size();
  return size;
}

void ObjectStore::leave_all() {
  noted_.clear();
  for_each([this](Object& object) {
    graph_->list(object);
    ObjectAccess::set_state(object, ObjectState::Detached);
  });
  last_ = nullptr;
  stores_.clear();
  cohorts_.clear();
  row_keys_.clear();
}

}  // namespace orm::identity
