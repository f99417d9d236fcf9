#include "session/expire.h"

#include <array>
#include <cstddef>

#include "graph/object_access.h"
#include "graph/unread.h"

namespace orm::detail {

namespace {

// Each place where objects of the entity keep links.
template <class VisitLink, class VisitList>
void for_each_place(const EntityMapping& entity, VisitLink visit_link, VisitList visit_list) {
  for (const ForeignKeyMapping& key : entity.foreign_keys) {
    if (key.link != nullptr) visit_link(key.link);
  }
  for (const RelationshipMapping& relationship : entity.relationships) {
    if (relationship.to_many != nullptr) {
      visit_list(relationship.to_many);
    } else if (has_own_link(relationship)) {
      visit_link(relationship.to_one);
    }
  }
}

void forget_columns(Object& object) {
  if (ObjectAccess::has(object, ObjectAccess::unread_flags)) set_unread(object, 0);
  ObjectAccess::add(object, ObjectAccess::expired_flag);
}

// For many objects of one entity, whose links are looked up once. Needs no memory, for what has
// been committed expires whether there is any or not.
class Expiry {
 public:
  explicit Expiry(const EntityMapping& entity) {
    for_each_place(
        entity, [this](ToOne Object::* link) { add(link, links_, link_count_); },
        [this](ToMany Object::* list) { add(list, lists_, list_count_); });
  }

  void forget(Object& object) const {
    if (link_count_ > most || list_count_ > most) return forget_loaded(object);
    forget_columns(object);
    for (std::size_t i = 0; i < link_count_; ++i) LinkAccess::unload(object.*links_[i]);
    for (std::size_t i = 0; i < list_count_; ++i) LinkAccess::unload(object.*lists_[i]);
  }

 private:
  static constexpr std::size_t most = 16;

  template <class Place>
  static void add(Place place, std::array<Place, most>& places, std::size_t& count) {
    if (count < most) places[count] = place;
    ++count;
  }

  std::array<ToOne Object::*, most> links_;
  std::array<ToMany Object::*, most> lists_;
  std::size_t link_count_ = 0;
  std::size_t list_count_ = 0;
};

}  // namespace

void forget_loaded(Object& object) {
  forget_columns(object);
  for_each_place(
      object.entity(), [&](ToOne Object::* link) { LinkAccess::unload(object.*link); },
      [&](ToMany Object::* list) { LinkAccess::unload(object.*list); });
}

void forget_loaded(const identity::ObjectStore& objects) {
  objects.for_each_store([](const identity::EntityStore& store) {
    const Expiry expiry(*store.entity);
    store.map.for_each([&](Object& object) { expiry.forget(object); });
  });
}

void unload(Object& object, const RelationshipMapping& relationship) {
  if (relationship.to_many != nullptr) {
    LinkAccess::unload(object.*relationship.to_many);
  } else {
    LinkAccess::unload(object.*relationship.to_one);
  }
}

}  // namespace orm::detail
