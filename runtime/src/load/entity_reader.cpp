#include "load/entity_reader.h"

#include <vector>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "orm/row.h"

namespace orm::load {

using detail::ObjectAccess;

namespace {

// The object of a row that the session does not have. `cells` are those of the columns.
Object& make_object(identity::ObjectStore& objects, identity::EntityStore& store,
                    const identity::RowColumns& columns, const ValueView* cells,
                    const ValueView* key) {
  Object& object = objects.make_loaded(store);
  try {
    RowReader reader(*store.entity, cells, ColumnSet(columns.present), key);
    store.entity->read(object, reader);
    if (columns.missing != 0) detail::set_unread(object, columns.missing);
    objects.cohorts().expect_one();
    store.map.insert(key, object);
  } catch (...) {
    detail::free_memory(object, *store.entity);
    throw;
  }
  objects.cohorts().arrive(object);
  ObjectAccess::set_state(object, ObjectState::Persistent);
  ObjectAccess::add(object, ObjectAccess::key_flag);
  return object;
}

}  // namespace

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
      own_columns_(columns == 0 ? nullptr
                                : std::make_unique<identity::RowColumns>(entity, columns)),
      columns_(columns == 0 ? &store_->usual : own_columns_.get()),
      cells_(store_->cells.data(), columns_->width),
      key_(store_->key) {}

const ValueView* EntityReader::read_key(db::Statement& row) {
  if (!repeats_) {
    row.read(first_column_, cells_);
    if (key_.size() == 1) return &cells_[columns_->key_places[0]];
    for (std::size_t i = 0; i < key_.size(); ++i) key_[i] = cells_[columns_->key_places[i]];
    return key_.data();
  }
  for (std::size_t i = 0; i < key_.size(); ++i) {
    row.read(first_column_ + columns_->key_places[i], {&key_[i], 1});
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
  return make_object(*objects_, *store_, *columns_, cells_.data(), key);
}

void EntityReader::fill(db::Statement& row, Object& object, const ValueView* key) {
  const bool is_expired = ObjectAccess::has(object, ObjectAccess::expired_flag);
  // What was set is not among the unread ones.
  const std::uint64_t lacking =
      is_expired ? ~ObjectAccess::changed(object) : detail::unread_columns(object);
  const ColumnSet read(columns_->present);
  const ColumnSet wanted(columns_->present & lacking);
  if (!is_expired && (columns_->present & lacking) == 0) return;
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
  detail::set_unread(object, lacking & columns_->missing);
}

Object* read_row(identity::ObjectStore& objects, const EntityMapping& entity, db::Statement& row) {
  identity::EntityStore& store = objects.of(entity);
  if (entity.key.size() == 1 && !objects.notes_made()) {
    // Nearly always: get() asks for what the session does not have.
    row.read(0, {store.cells.data(), store.usual.width});
    const ValueView* key = &store.cells[store.usual.key_places[0]];
    if (!key->is_null() && store.map.find(key) == nullptr) {
      return &make_object(objects, store, store.usual, store.cells.data(), key);
    }
  }
  return EntityReader(objects, entity, 0, false).read(row);
}

}  // namespace orm::load
