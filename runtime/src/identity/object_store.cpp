#include "identity/object_store.h"

#include "graph/key_view.h"
#include "graph/object_access.h"

namespace orm::identity {

using detail::KeyView;
using detail::ObjectAccess;

RowColumns::RowColumns(const EntityMapping& entity, std::uint64_t columns)
    : present(columns),
      missing(all_columns(entity) & ~columns),
      width(count_columns(entity, columns)) {
  key_places.reserve(entity.key.size());
  for (const std::uint16_t column : entity.key) {
    key_places.push_back(static_cast<std::uint16_t>(position_in(columns, column)));
  }
}

EntityStore& ObjectStore::find_store(const EntityMapping& entity) {
  auto found = stores_.find(&entity);
  if (found == stores_.end()) {
    found = stores_.emplace(&entity, std::make_unique<EntityStore>(entity)).first;
  }
  last_ = found->second.get();
  return *last_;
}

Object& ObjectStore::make(const EntityMapping& entity) {
  graph_->expect_one();
  Object& object = of(entity).slab.make();
  graph_->add(object);
  return object;
}

void ObjectStore::enter(Object& object) { enter(object, KeyView(object).data()); }

void ObjectStore::enter(Object& object, const ValueView* key) {
  cohorts_.expect_one();
  of(object.entity()).map.insert(key, object);
  begin_stored(object);
}

void ObjectStore::leave(Object& object, ObjectState state) {
  leave(object, row_key(object).data(), state);
}

void ObjectStore::leave(Object& object, const ValueView* key, ObjectState state) {
  graph_->expect_one();
  of(object.entity()).map.erase(key, object);
  row_keys_.forget(object);
  cohorts_.leave(object);
  graph_->list(object);
  ObjectAccess::set_state(object, state);
}

void ObjectStore::leave_last(Object& object, ObjectState state) noexcept {
  of(object.entity()).map.erase(row_key(object).data(), object);
  row_keys_.forget(object);
  ObjectAccess::set_state(object, state);
}

void ObjectStore::let_go(Object& object) {
  of(object.entity()).map.erase(row_key(object).data(), object);
  row_keys_.forget(object);
  cohorts_.leave(object);
  graph_->give_up(object);
  ObjectAccess::set_state(object, ObjectState::Detached);
}

void ObjectStore::restore_kept_key(Object& object) {
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
  of(object.entity()).map.erase(row_key(object).data(), object);
}

void ObjectStore::take_own_key(Object& object) {
  of(object.entity()).map.insert(KeyView(object).data(), object);
  row_keys_.forget(object);
}

void ObjectStore::end(Object& object) {
  of(object.entity()).map.erase(row_key(object).data(), object);
  row_keys_.forget(object);
  cohorts_.leave(object);
  detail::free_memory(object, object.entity());
}

void ObjectStore::leave_all() noexcept {
  noted_.clear();
  std::vector<Object*> objects = cohorts_.take_all();
  for (Object* object : objects) {
    if (object == nullptr || object->state() != ObjectState::Persistent) continue;
    ObjectAccess::set_state(*object, ObjectState::Detached);
  }
  graph_->list_all(std::move(objects));
  last_ = nullptr;
  stores_.clear();
  row_keys_.clear();
}

}  // namespace orm::identity
