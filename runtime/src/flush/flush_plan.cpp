#include "flush/flush_plan.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <unordered_map>

#include "flush/commit_order.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/error.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

using ByEntity = std::unordered_map<const EntityMapping*, std::vector<Object*>>;

ByEntity by_entity(const std::vector<Object*>& objects,
                   std::vector<const EntityMapping*>& entities) {
  ByEntity groups;
  const EntityMapping* last = nullptr;
  std::vector<Object*>* group = nullptr;
  for (Object* object : objects) {
    if (&object->entity() != last) {
      last = &object->entity();
      group = &groups[last];
      if (std::find(entities.begin(), entities.end(), last) == entities.end()) {
        entities.push_back(last);
      }
    }
    group->push_back(object);
  }
  return groups;
}

// In the order of keys where they are integers; otherwise as they come.
void sort_by_key(std::vector<Object*>& objects) {
  std::vector<std::pair<std::int64_t, Object*>> keyed;
  keyed.reserve(objects.size());
  for (Object* object : objects) {
    const ValueView key = detail::column_value(*object, object->entity().key[0]);
    if (key.kind != ValueKind::Integer) return;
    keyed.emplace_back(key.integer, object);
  }
  const auto less = [](const auto& left, const auto& right) { return left.first < right.first; };
  if (std::is_sorted(keyed.begin(), keyed.end(), less)) return;
  std::sort(keyed.begin(), keyed.end(), less);
  for (std::size_t i = 0; i < keyed.size(); ++i) objects[i] = keyed[i].second;
}

void linked_targets(const Object& object, const void*, std::vector<Object*>& targets) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    if (key.link == nullptr) continue;
    if (Object* target = (object.*key.link).target()) targets.push_back(target);
  }
}

// For deletions: rows that refer to `object` have to go before it, so it is the target that waits.
struct Referrers {
  std::unordered_map<const Object*, std::vector<Object*>> of;
};

void referrers_of(const Object& object, const void* context, std::vector<Object*>& referrers) {
  const auto* all = static_cast<const Referrers*>(context);
  const auto found = all->of.find(&object);
  if (found != all->of.end()) referrers = found->second;
}

// True when the update takes the object out of a one-to-one, and into no other.
bool leaves_one_to_one(const Object& object) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    if (key.link == nullptr || key.inverse == kNone) continue;
    if (key.target->relationships[key.inverse].kind != RelationshipKind::OneToOne) continue;
    const std::uint64_t changed = ObjectAccess::changed(object);
    if ((changed & ObjectAccess::column_bit(key.columns[0])) != 0 &&
        (object.*key.link).target() == nullptr && detail::has_null(object, key)) {
      return true;
    }
  }
  return false;
}

class Planner {
 public:
  Planner(const ChangeSet& changes, identity::ObjectStore& objects)
      : changes_(changes), objects_(objects) {
    inserts_ = by_entity(changes.added, entities_);
    updates_ = by_entity(changes.changed, entities_);
    deletes_ = by_entity(changes.removed, entities_);
    groups_ = commit_order(entities_);
  }

  std::vector<Step> plan() {
    for (const Group& group : groups_) {
      if (group.is_circular) {
        plan_circular_inserts(group);
        for (const EntityMapping* entity : group.entities) plan_updates(entity);
      } else {
        plan_updates(group.entities[0]);
        plan_inserts(inserts_[group.entities[0]]);
      }
    }
    plan_pairs();
    for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) plan_deletes(*group);
    return std::move(steps_);
  }

 private:
  void plan_circular_inserts(const Group& group) {
    std::vector<Object*> all;
    for (Object* object : changes_.added) {
      const auto& in = group.entities;
      if (std::find(in.begin(), in.end(), &object->entity()) != in.end()) all.push_back(object);
    }
    for (const std::vector<Object*>& level : in_levels(all, linked_targets, nullptr)) {
      for (const EntityMapping* entity : group.entities) {
        std::vector<Object*> objects;
        std::copy_if(level.begin(), level.end(), std::back_inserter(objects),
                     [entity](const Object* object) { return &object->entity() == entity; });
        plan_inserts(objects);
      }
    }
  }

  // Runs of neighbours that share a statement. Never joined to an earlier level, whose keys have to
  // be known before this one is written.
  void plan_inserts(const std::vector<Object*>& objects) {
    Step* last = nullptr;
    for (Object* object : objects) {
      const EntityMapping& entity = object->entity();
      const bool has_key = orm::has_key(*object);
      if (last == nullptr || last->kind != Step::Kind::Insert || last->entity != &entity ||
          last->has_keys != has_key) {
        last = &steps_.emplace_back(
            Step{.kind = Step::Kind::Insert, .entity = &entity, .has_keys = has_key});
      }
      last->objects.push_back(object);
    }
  }

  // Rows that leave their place in a one-to-one go first, for others may take it.
  void plan_updates(const EntityMapping* entity) {
    std::map<std::pair<bool, std::uint64_t>, std::vector<Object*>> groups;
    for (Object* object : updates_[entity]) {
      if (ObjectAccess::has(*object, ObjectAccess::kRemoved)) continue;
      groups[{!leaves_one_to_one(*object), ObjectAccess::changed(*object)}].push_back(object);
    }
    Step* last = nullptr;
    for (auto& [group, objects] : groups) {
      sort_by_key(objects);
      if (last == nullptr || last->columns != group.second) {
        last = &steps_.emplace_back(
            Step{.kind = Step::Kind::Update, .entity = entity, .columns = group.second});
      }
      last->objects.insert(last->objects.end(), objects.begin(), objects.end());
    }
  }

  void plan_deletes(const Group& group) {
    std::vector<Object*> all;
    for (const EntityMapping* entity : group.entities) {
      std::vector<Object*>& objects = deletes_[entity];
      sort_by_key(objects);
      all.insert(all.end(), objects.begin(), objects.end());
    }
    if (!group.is_circular) return plan_deletes(all);
    Referrers referrers;
    for (Object* object : all) add_referrer(*object, referrers);
    for (const OldValue& old : changes_.old_values) add_old_referrer(old, referrers);
    for (const std::vector<Object*>& level : in_levels(all, referrers_of, &referrers)) {
      plan_deletes(level);
    }
  }

  void add_referrer(Object& object, Referrers& referrers) {
    for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
      if (key.columns.size() != 1 || key.target_columns[0] != key.target->key[0]) continue;
      const std::uint64_t bit = ObjectAccess::column_bit(key.columns[0]);
      const ValueView value = detail::column_value(object, key.columns[0]);
      if (value.is_null() || (ObjectAccess::changed(object) & bit) != 0) continue;
      Object* target = objects_.find(*key.target, &value);
      if (target != nullptr && target != &object) referrers.of[target].push_back(&object);
    }
  }

  // A row that goes is not updated before, so it still refers to what its object has left.
  void add_old_referrer(const OldValue& old, Referrers& referrers) {
    for (const ForeignKeyMapping& key : old.object->entity().foreign_keys) {
      const ValueView value = old.value.view();
      if (key.columns.size() != 1 || key.columns[0] != old.column || value.is_null() ||
          key.target_columns[0] != key.target->key[0]) {
        continue;
      }
      Object* target = objects_.find(*key.target, &value);
      if (target != nullptr && target != old.object) referrers.of[target].push_back(old.object);
    }
  }

  void plan_deletes(const std::vector<Object*>& objects) {
    Step* last = nullptr;
    for (Object* object : objects) {
      if (last == nullptr || last->kind != Step::Kind::Delete ||
          last->entity != &object->entity()) {
        last = &steps_.emplace_back(Step{.kind = Step::Kind::Delete, .entity = &object->entity()});
      }
      last->objects.push_back(object);
    }
  }

  void plan_pairs() {
    std::vector<Step> inserts;
    std::vector<Step> deletes;
    for (const detail::PairChange& change : changes_.pairs.standing()) {
      std::vector<Step>& steps = change.is_present ? inserts : deletes;
      auto step = std::find_if(steps.begin(), steps.end(), [&change](const Step& other) {
        return other.pairs[0].table == change.pair.table;
      });
      if (step == steps.end()) {
        const Step::Kind kind =
            change.is_present ? Step::Kind::InsertPairs : Step::Kind::DeletePairs;
        step = steps.insert(steps.end(), Step{.kind = kind});
      }
      step->pairs.push_back(change.pair);
    }
    std::move(deletes.begin(), deletes.end(), std::back_inserter(steps_));
    std::move(inserts.begin(), inserts.end(), std::back_inserter(steps_));
  }

  const ChangeSet& changes_;
  identity::ObjectStore& objects_;
  std::vector<const EntityMapping*> entities_;
  ByEntity inserts_;
  ByEntity updates_;
  ByEntity deletes_;
  std::vector<Group> groups_;
  std::vector<Step> steps_;
};

[[noreturn]] void key_missing(const Object& object, const ForeignKeyMapping& key) {
  const EntityMapping& entity = object.entity();
  std::string message = std::string(entity.name) + "::" + entity.columns[key.columns[0]].name +
                        " is required, but this object refers to no " + key.target->name + "; ";
  if (key.relationship != kNone) {
    message += std::string("set ") + entity.name +
               "::" + entity.relationships[key.relationship].name + ", ";
  } else if (key.inverse != kNone) {
    message += std::string("append it to ") + key.target->name +
               "::" + key.target->relationships[key.inverse].name + ", ";
  }
  throw RequiredKeyError(message + "set the column, or remove the object");
}

void require_foreign_keys(const Object& object) {
  const EntityMapping& entity = object.entity();
  for (const ForeignKeyMapping& key : entity.foreign_keys) {
    for (const std::uint16_t column : key.columns) {
      if (entity.columns[column].nullable) continue;
      const bool is_linked = key.link != nullptr && (object.*key.link).target() != nullptr;
      const bool is_given =
          object.state() == ObjectState::Persistent
              ? !detail::lacks_required_key(object, column)
              : (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
      if (!is_linked && !is_given) key_missing(object, key);
    }
  }
}

// The key is that of another object, which is written first.
bool awaits_primary_key(const Object& object) {
  for (const std::uint16_t column : object.entity().key) {
    const bool is_given = (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
    if (!is_given && !detail::awaits_key(object, column)) return false;
  }
  return true;
}

}  // namespace

std::vector<Step> make_plan(const ChangeSet& changes, identity::ObjectStore& objects) {
  return Planner(changes, objects).plan();
}

void require_keys(const ChangeSet& changes) {
  for (const Object* object : changes.added) {
    require_foreign_keys(*object);
    if (!has_key(*object) && !object->entity().generated_key && !awaits_primary_key(*object)) {
      throw RequiredKeyError(std::string("the primary key of this ") + object->entity().name +
                             " was not given, and the database does not assign it");
    }
  }
  for (const Object* object : changes.changed) {
    if (!ObjectAccess::has(*object, ObjectAccess::kRemoved)) require_foreign_keys(*object);
  }
}

}  // namespace orm::flush
