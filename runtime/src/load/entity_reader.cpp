#include "load/entity_reader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "orm/row.h"
#include "value/place.h"

namespace orm::load {

using detail::ObjectAccess;

namespace {

// Reads an object that has just been made. `cells` are those of the columns.
void read_columns(identity::ObjectStore& objects, identity::EntityStore& store,
                  const identity::RowColumns& columns, const ValueView* cells, const ValueView* key,
                  Object& object) {
  try {
    RowReader reader(*store.entity, cells, ColumnSet(columns.present), key);
    store.entity->read(object, reader);
    if (columns.missing != 0) detail::set_unread(object, columns.missing);
    objects.cohorts().expect_one();
  } catch (...) {
    store.map.erase(key, object);
    detail::free_memory(object, *store.entity);
    throw;
  }
  objects.cohorts().arrive(object);
  ObjectAccess::set_state(object, ObjectState::Persistent);
  ObjectAccess::add(object, ObjectAccess::key_flag);
  if (objects.notes_made()) objects.made(object);
}

// What the session has of that key, or an object that is made of the row; true when it is new.
std::pair<Object*, bool> find_or_create(identity::ObjectStore& objects,
                                        identity::EntityStore& store,
                                        const identity::RowColumns& columns, const ValueView* cells,
                                        const ValueView* key) {
  const std::pair<Object*, bool> found =
      store.map.find_or_insert(key, [&]() -> Object& { return objects.make_loaded(store); });
  if (found.second) read_columns(objects, store, columns, cells, key, *found.first);
  return found;
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
      own_columns_(columns == 0 ? nullptr
                                : std::make_unique<identity::RowColumns>(entity, columns)),
      columns_(columns == 0 ? &store_->usual : own_columns_.get()),
      cells_(store_->cells.data(), columns_->width),
      key_(store_->key),
      key_column_(first_column + columns_->key_places[0]),
      has_one_key_(key_.size() == 1) {}

inline void EntityReader::meet(db::Statement& row, Object& object, const ValueView* key) {
  objects_->cohorts().meet(object);
  if (overwrite_ != nullptr) overwrite_->meet(object);
  if (ObjectAccess::has(object, ObjectAccess::unread_flags)) fill(row, object, key);
}

Object* EntityReader::read_whole(db::Statement& row) {
  read_cells(row);
  const ValueView* key = has_one_key_ ? &cells_[key_column_ - first_column_] : key_of_cells();
  if (key->is_null()) [[unlikely]]
    return absent(row);
  const auto [object, is_new] = find_or_create(*objects_, *store_, *columns_, cells_.data(), key);
  has_filled_ = is_new;
  if (!is_new) {
    store_->is_known = true;
    meet(row, *object, key);
  }
  return object;
}

Object* EntityReader::read_by_keys(db::Statement& row) {
  for (std::size_t i = 0; i < key_.size(); ++i) {
    row.read_one(first_column_ + columns_->key_places[i], key_[i]);
  }
  return read_by_key(row);
}

Object* EntityReader::read_by_key(db::Statement& row) {
  const ValueView* key = key_.data();
  if (key->is_null()) [[unlikely]]
    return absent(row);
  Object* object = store_->map.find(key);
  if (object == nullptr) {
    read_cells(row);
    object = find_or_create(*objects_, *store_, *columns_, cells_.data(), key).first;
    has_filled_ = true;
  } else {
    has_filled_ = false;
    meet(row, *object, key);
  }
  store_->is_known = !has_filled_;
  last_ = has_one_key_ && key->kind == ValueKind::Integer ? object : nullptr;
  last_key_ = key->integer;
  return object;
}

const ValueView* EntityReader::key_of_cells() {
  for (std::size_t i = 0; i < key_.size(); ++i) key_[i] = cells_[columns_->key_places[i]];
  return key_.data();
}

// SQLite lets a primary key be NULL, which an outer join makes of all columns.
Object* EntityReader::absent(db::Statement& row) {
  if (!has_cells_) read_cells(row);
  const auto is_null = [](const ValueView& cell) { return cell.is_null(); };
  if (!std::all_of(cells_.begin(), cells_.end(), is_null)) no_key();
  return nullptr;
}

void EntityReader::no_key() const {
  detail::does_not_fit(ValueView(), {entity_, entity_->key[0]}, "a value, for it is in the key");
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
  if (!has_cells_) read_cells(row);
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

Object* read_row(identity::ObjectStore& objects, const EntityMapping& entity, const ValueView* key,
                 db::Statement& row) {
  identity::EntityStore& store = objects.of(entity);
  const bool is_first_column = entity.key.size() == 1 && entity.key[0] == 0;
  // A text may be spelt in another way.
  if (is_first_column && key->kind == ValueKind::Integer) {
    // Nearly always: get() asks for what the session does not have, by a number that it knows.
    const std::span<ValueView> cells(store.cells.data(), store.usual.width);
    cells[0] = *key;
    row.read(1, cells.subspan(1));
    const auto [object, is_new] = find_or_create(objects, store, store.usual, cells.data(), key);
    if (is_new) return object;
  }
  return EntityReader(objects, entity, 0, false).read(row);
}

}  // namespace orm::load
