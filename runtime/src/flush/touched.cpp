#include "flush/touched.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"

namespace orm::flush {

namespace {

using detail::Handle;
using detail::ObjectAccess;

using detail::inverse_of;

void note_side(Object* owner, const RelationshipMapping& relationship, Touched& touched) {
  if (owner != nullptr) touched.sides.push_back({Handle(owner), &relationship});
}

// What the columns of stored objects held before they were changed.
class OldColumns {
 public:
  explicit OldColumns(const OldValues& values) {
    for (const OldValue& old : values) values_[old.object].push_back(&old);
  }

  const Value* find(const Object& object, unsigned column) const {
    const auto found = values_.find(&object);
    if (found == values_.end()) return nullptr;
    for (const OldValue* old : found->second) {
      if (old->column == column) return &old->value;
    }
    return nullptr;
  }

 private:
  std::unordered_map<const Object*, std::vector<const OldValue*>> values_;
};

void note_all_sides(const ForeignKeyMapping& key, identity::ObjectStore& objects,
                    Touched& touched) {
  const RelationshipMapping& inverse = *inverse_of(key);
  objects.for_each([&](Object& each) {
    if (&each.entity() == key.target) note_side(&each, inverse, touched);
  });
}

// The sides that lose a removed object. Where its key may have changed since it expired, any; these
// are noted once for all such objects.
void note_losing(Object& object, identity::ObjectStore& objects, Touched& touched,
                 std::unordered_set<const ForeignKeyMapping*>& noted) {
  if (!ObjectAccess::has(object, ObjectAccess::expired_flag)) return note_parents(object, touched);
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    if (inverse_of(key) != nullptr && noted.insert(&key).second) {
      note_all_sides(key, objects, touched);
    }
  }
}

// The side that a changed key had led to. Where that is not known, for the object had expired, it
// may be any.
void note_old_parent(Object& object, const ForeignKeyMapping& key, const OldColumns& old_columns,
                     identity::ObjectStore& objects, Touched& touched) {
  const RelationshipMapping& inverse = *inverse_of(key);
  std::vector<ValueView> named;
  bool is_known = detail::names_primary_key(key);
  for (const std::uint16_t wanted : key.target->key) {
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      if (key.target_columns[i] != wanted) continue;
      const Value* old = old_columns.find(object, key.columns[i]);
      const std::uint64_t bit = ObjectAccess::column_bit(key.columns[i]);
      is_known = is_known && (old != nullptr || (ObjectAccess::changed(object) & bit) == 0);
      named.push_back(old != nullptr ? old->view() : detail::column_value(object, key.columns[i]));
    }
  }
  if (is_known) {
    note_side(objects.find(*key.target, named.data()), inverse, touched);
    return;
  }
  note_all_sides(key, objects, touched);
}

void note_pair(Object& owner, const detail::Pair& pair, std::uint16_t near_key, Touched& touched) {
  for (const RelationshipMapping& relationship : owner.entity().relationships) {
    if (relationship.secondary == pair.table && relationship.near_key == near_key) {
      note_side(&owner, relationship, touched);
    }
  }
}

}  // namespace

void note_parents(Object& object, Touched& touched) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    const RelationshipMapping* inverse = inverse_of(key);
    if (inverse != nullptr) note_side(detail::known_parent(object, key), *inverse, touched);
  }
}

void note_partners(Object& object, Touched& touched) {
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    const RelationshipMapping* inverse = inverse_of(relationship);
    if (relationship.secondary == nullptr || inverse == nullptr) continue;
    detail::for_each_target(object, relationship,
                            [&](Object& partner) { note_side(&partner, *inverse, touched); });
  }
}

void note(const ChangeSet& changes, identity::ObjectStore& objects, Touched& touched) {
  const OldColumns old_columns(changes.old_values);
  for (Object* object : changes.changed) {
    touched.changed.emplace_back(object);
    note_parents(*object, touched);
    for (const ForeignKeyMapping& key : object->entity().foreign_keys) {
      if (inverse_of(key) != nullptr && detail::is_set(*object, key)) {
        note_old_parent(*object, key, old_columns, objects, touched);
      }
    }
  }
  for (Object* object : changes.added) note_parents(*object, touched);
  std::unordered_set<const ForeignKeyMapping*> noted;
  for (Object* object : changes.removed) note_losing(*object, objects, touched, noted);
  for (const detail::PairChange& change : changes.pairs.standing()) {
    note_pair(*change.pair.left, change.pair, change.pair.left_key, touched);
    note_pair(*change.pair.right, change.pair, change.pair.right_key, touched);
  }
}

}  // namespace orm::flush
