#include "load/entity_reader.h"

#include <vector>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/row.h"

namespace orm::load {

using detail::ObjectAccess;

EntityReader::EntityReader(identity::ObjectStore& objects, const EntityMapping& entity,
                           unsigned first_column, bool repeats, Overwrite* overwrite)
    : objects_(&objects),
      store_(&objects.of(entity)),
      entity_(&entity),
      overwrite_(overwrite),
      first_column_(first_column),
      repeats_(repeats),
      is_simple_(!repeats && !objects.notes_made()),
      cells_(store_->cells),
      key_(store_->key) {}

const ValueView* EntityReader::read_key(db::Statement& row) {
  if (!repeats_) {
    row.read(first_column_, cells_);
    if (key_.size() == 1) return &cells_[entity_->key[0]];
    for (std::size_t i = 0; i < key_.size(); ++i) key_[i] = cells_[entity_->key[i]];
    return key_.data();
  }
  for (std::size_t i = 0; i < key_.size(); ++i) {
    row.read(first_column_ + entity_->key[i], {&key_[i], 1});
  }
  return key_.data();
}

Object* EntityReader::read(db::Statement& row) {
  const ValueView* key = read_key(row);
  if (key->is_null()) return nullptr;
  const bool is_integer = key_.size() == 1 && key->kind == ValueKind::Integer;
  if (is_integer && last_ != nullptr && key->integer == last_key_) return last_;
  Object* object = store_->map.find(key);
  if (object != nullptr) meet(*object);
  const bool is_expired =
      object != nullptr && ObjectAccess::has(*object, ObjectAccess::expired_flag);
  has_filled_ = object == nullptr || is_expired;
  if (has_filled_) object = is_simple_ ? take(object, key) : take_with_care(row, object, key);
  last_ = is_integer ? object : nullptr;
  last_key_ = key->integer;
  return object;
}

Object* EntityReader::take_with_care(db::Statement& row, Object* object, const ValueView* key) {
  if (repeats_) row.read(first_column_, cells_);
  const bool is_new = object == nullptr;
  object = take(object, key);
  if (is_new && objects_->notes_made()) objects_->made(*object);
  return object;
}

Object& EntityReader::create(const ValueView* key) {
  Object& object = objects_->make_loaded(*store_);
  try {
    RowReader reader(*entity_, cells_.data(), ColumnSet::all(), key);
    entity_->read(object, reader);
    store_->map.insert(key, object);
  } catch (...) {
    detail::free_memory(object, *entity_);
    throw;
  }
  objects_->cohorts().arrive(object);
  ObjectAccess::set_state(object, ObjectState::Persistent);
  ObjectAccess::add(object, ObjectAccess::key_flag);
  return object;
}

void EntityReader::fill(Object& object, const ValueView* key) {
  const ColumnSet unchanged(~ObjectAccess::changed(object));
  std::vector<ValueView> wanted;
  wanted.reserve(cells_.size());
  for (unsigned i = 0; i < cells_.size(); ++i) {
    if (unchanged.contains(i)) wanted.push_back(cells_[i]);
  }
  RowReader reader(*entity_, wanted.data(), unchanged, key);
  entity_->read(object, reader);
  ObjectAccess::drop(object, ObjectAccess::expired_flag);
}

}  // namespace orm::load
