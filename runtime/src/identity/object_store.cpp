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
  leave(object, KeyView(object).data(), state);
}

void ObjectStore::leave(Object& object, const ValueView* key, ObjectState state) {
  of(object.entity()).map.erase(key);
  cohorts_.leave(object);
  graph_->list(object);
  ObjectAccess::set_state(object, state);
}

void ObjectStore::let_go(Object& object) {
  of(object.entity()).map.erase(KeyView(object).data());
  cohorts_.leave(object);
  graph_->give_up(object);
  ObjectAccess::set_state(object, ObjectState::Detached);
}

std::size_t ObjectStore::size() const {
  std::size_t size = 0;
  for (const auto& [entity, store] : stores_) size += store->map.size();
  return size;
}

void ObjectStore::leave_all() {
  for_each([this](Object& object) {
    graph_->list(object);
    ObjectAccess::set_state(object, ObjectState::Detached);
  });
  last_ = nullptr;
  stores_.clear();
  cohorts_.clear();
}

}  // namespace orm::identity
