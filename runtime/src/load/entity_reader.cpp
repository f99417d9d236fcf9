#include "load/entity_reader.h"

#include <vector>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "orm/row.h"

namespace orm::load {

using detail::ObjectAccess;

EntityReader::EntityReader(identity::ObjectStore& objects, const EntityMapping& entity,
                           unsigned first_column, bool repeats, std::uint64_t columns,
                           Overwrite* overwrite)
    : objects_(&objects),
      store_(&objects.of(entity)),
      entity_(&entity),
      overwrite_(overwrite),
      first_column_(first_column),
      repeats_(repeats),
      is_simple_(!repeats && !objects.notes_made()),
      columns_(columns == 0 ? store_->columns : columns),
      unread_(all_columns(entity) & ~columns_),
      cells_(store_->cells.data(), columns == 0 ? store_->width : count_columns(entity, columns)),
      key_(store_->key),
      key_places_(store_->key_places) {
  if (columns == 0) return;
  own_places_ = identity::places_of(entity.key, columns);
  key_places_ = own_places_;
}

const ValueView* EntityReader::read_key(db::Statement& row) {
  if (!repeats_) {
    row.read(first_column_, cells_);
    if (key_.size() == 1) return &cells_[key_places_[0]];
    for (std::size_t i = 0; i < key_.size(); ++i) key_[i] = cells_[key_places_[i]];
    return key_.data();
  }
  for (std::size_t i = 0; i < key_.size(); ++i) {
    row.read(first_column_ + key_places_[i], {&key_[i], 1});
  }
  return key_.data();
}

Object* EntityReader::read(db::Statement& row) {
  const ValueView* key = read_key(row);
  if (key->is_null()) return nullptr;
  const bool is_integer = key_.size() == 1 && key->kind == ValueKind::Integer;
  if (is_integer && last_ != nullptr && key->integer == last_key_) return last_;
  Object* object = store_->map.find(key);
  has_filled_ = object == nullptr;
  if (object == nullptr) {
    object = is_simple_ ? &create(key) : &create_with_care(row, key);
  } else {
    meet(*object);
    if (ObjectAccess::has(*object, ObjectAccess::unread_flags)) fill(row, *object, key);
  }
  last_ = is_integer ? object : nullptr;
  last_key_ = key->integer;
  return object;
}

Object& EntityReader::create_with_care(db::Statement& row, const ValueView* key) {
  if (repeats_) row.read(first_column_, cells_);
  Object& object = create(key);
  if (objects_->notes_made()) objects_->made(object);
  return object;
}

Object& EntityReader::create(const ValueView* key) {
  Object& object = objects_->make_loaded(*store_);
  try {
    RowReader reader(*entity_, cells_.data(), ColumnSet(columns_), key);
    entity_->read(object, reader);
    store_->map.insert(key, object);
  } catch (...) {
    detail::free_memory(object, *entity_);
    throw;
  }
  objects_->cohorts().arrive(object);
  ObjectAccess::set_state(object, ObjectState::Persistent);
  ObjectAccess::add(object, ObjectAccess::key_flag);
  if (unread_ != 0) detail::set_unread(object, unread_);
  return object;
}

void EntityReader::fill(db::Statement& row, Object& object, const ValueView* key) {
  const bool is_expired = ObjectAccess::has(object, ObjectAccess::expired_flag);
  // What was set is not among the unread ones.
  const std::uint64_t lacking =
      is_expired ? ~ObjectAccess::changed(object) : detail::unread_columns(object);
  const ColumnSet read(columns_);
  const ColumnSet wanted(columns_ & lacking);
  if (!is_expired && (columns_ & lacking) == 0) return;
  has_filled_ = is_expired;
  if (repeats_) row.read(first_column_, cells_);
  std::vector<ValueView> cells;
  cells.reserve(cells_.size());
  std::size_t place = 0;
  for (unsigned i = 0; i < entity_->columns.size(); ++i) {
    if (!read.contains(i)) continue;
    if (wanted.contains(i)) cells.push_back(cells_[place]);
    ++place;
  }
  RowReader reader(*entity_, cells.data(), wanted, key);
  entity_->read(object, reader);
  ObjectAccess::drop(object, ObjectAccess::expired_flag);
  detail::set_unread(object, all_columns(*entity_) & lacking & ~columns_);
}

}  // namespace orm::load
