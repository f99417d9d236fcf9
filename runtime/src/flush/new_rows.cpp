#include "flush/new_rows.h"

#include <algorithm>

#include "flush/filled_columns.h"
#include "graph/foreign_keys.h"
#include "graph/key_view.h"
#include "graph/object_access.h"

namespace orm::flush {

using detail::LinkAccess;
using detail::ObjectAccess;

NewRows::NewRows(const EntityMapping& entity, identity::ObjectStore& objects, TransactionLog& log,
                 bool starts_versions)
    : entity_(entity),
      objects_(objects),
      log_(log),
      store_(objects.of(entity)),
      key_member_(entity.columns[entity.key[0]].integer.required) {
  const FilledColumns filled(entity);
  if (starts_versions && filled.has_version()) {
    version_bit_ = ObjectAccess::column_bit(filled.version);
  }
  for (const RelationshipMapping& relationship : entity.relationships) {
    if (relationship.viewonly) continue;
    if (relationship.to_many != nullptr) {
      lists_.push_back(relationship.to_many);
    } else if (relationship.kind == RelationshipKind::OneToOne) {
      one_to_ones_.push_back(relationship.to_one);
    }
  }
}

// At least as much as the log would take by itself: steps may be many and small.
void NewRows::expect(std::size_t rows) {
  const std::size_t size = log_.inserted.size() + rows;
  if (size > log_.inserted.capacity()) {
    log_.inserted.reserve(std::max(size, 2 * log_.inserted.capacity()));
  }
  store_.map.reserve(rows);
}

inline void NewRows::note(Object& object, bool is_key_assigned) {
  const bool has_started = (version_bit_ & ~ObjectAccess::changed(object)) != 0;
  log_.inserted.emplace_back(object, is_key_assigned, has_started);
}

inline void NewRows::store(Object& object, const ValueView* key) {
  if (!objects_.enter_unless_taken(store_, object, key)) {
    make_room(entity_, key, objects_, log_);
    objects_.enter(object, key);
  }
  ObjectAccess::changed(object) = 0;
  for (ToMany Object::* list : lists_) LinkAccess::set_loaded(object.*list);
  for (ToOne Object::* one_to_one : one_to_ones_) {
    ToOne& link = object.*one_to_one;
    if (!link.is_loaded()) LinkAccess::set(link, nullptr);
  }
}

void NewRows::enter(std::span<Object* const> objects) {
  for (Object* object : objects) {
    note(*object, false);
    store(*object, detail::KeyView(*object).data());
  }
}

void NewRows::enter(std::span<Object* const> objects, std::int64_t first_key) {
  ValueView key = ValueView::of_integer(first_key);
  for (Object* object : objects) {
    note(*object, true);
    if (key_member_ != nullptr) {
      object->*key_member_ = key.integer;
    } else {
      detail::fill_column(*object, entity_.key[0], key);
    }
    ObjectAccess::add(*object, ObjectAccess::key_flag);
    store(*object, &key);
    ++key.integer;
  }
}

}  // namespace orm::flush
