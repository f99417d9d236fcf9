// Merging without the database: what a stored object holds is taken for its row.
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "load/list_fill.h"
#include "orm/error.h"
#include "session/session_core.h"
#include "value/columns.h"

namespace orm::detail {

namespace {

void require_stored(const Object& given) {
  const bool is_stored =
      given.state() == ObjectState::Persistent || given.state() == ObjectState::Detached;
  if (is_stored && ObjectAccess::changed(given) == 0) return;
  throw InvalidRequestError(
      std::string("this ") + given.entity().name + " " +
      (is_stored ? "has changes that are not flushed" : "has no row that it was read from") +
      ", and cannot be merged without a look at the database; merge it with "
      "`.load = true`");
}

void copy_columns(const Object& given, Object& merged) {
  const EntityMapping& entity = given.entity();
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (is_read(given, i) || is_in(entity.key, i)) fill_column(merged, i, column_value(given, i));
  }
}

}  // namespace

// The object of the same key, which holds what the given one does.
Object& SessionCore::take_state(const Object& given) {
  const KeyView key(given);
  Object* merged = objects_.find(given.entity(), key.data());
  if (merged != nullptr && is_expired(given)) return *merged;
  if (merged != nullptr) {
    forget(*merged);
    copy_columns(given, *merged);
    ObjectAccess::drop(*merged, ObjectAccess::expired_flag);
  } else {
    merged = &objects_.make(given.entity());
    copy_columns(given, *merged);
    ObjectAccess::add(*merged, ObjectAccess::key_flag);
    objects_.enter(*merged, key.data());
    if (is_expired(given)) ObjectAccess::add(*merged, ObjectAccess::expired_flag);
  }
  set_unread(*merged, unread_columns(given));
  return *merged;
}

Object& SessionCore::merge_state(Object& root) {
  std::vector<std::pair<Handle, Object*>> reached;
  std::unordered_map<const Object*, Object*> known;
  const auto counterpart = [&](Object& given) {
    if (session_of(given) == this && is_known(given)) return &given;
    Object*& merged = known[&given];
    if (merged == nullptr) {
      require_stored(given);
      merged = &take_state(given);
      reached.emplace_back(&given, merged);
    }
    return merged;
  };
  objects_.cohorts().begin();
  Object& result = *counterpart(root);
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const Handle given = reached[i].first;
    Object& merged = *reached[i].second;
    for (const RelationshipMapping& relationship : merged.entity().relationships) {
      const bool is_copied = (relationship.cascades & cascade::merge) != 0 &&
                             !relationship.viewonly && is_loaded(*given.get(), relationship);
      if (!is_copied) continue;
      if (relationship.to_many == nullptr) {
        Object* target = (given.get()->*relationship.to_one).target();
        load::fill_to_one(merged, relationship, target == nullptr ? nullptr : counterpart(*target));
        continue;
      }
      load::ListFill list(changes_.pairs);
      list.begin(merged, relationship);
      for_each_target(*given.get(), relationship, [&](Object& member) {
        list.add(merged, relationship, *counterpart(member));
      });
      list.finish();
    }
  }
  return result;
}

}  // namespace orm::detail
