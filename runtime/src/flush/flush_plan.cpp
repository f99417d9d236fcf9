#include "flush/flush_plan.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "flush/commit_order.h"
#include "flush/referrers.h"
#include "flush/row_switch.h"
#include "flush/unique_moves.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "value/late_text.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

// Objects by the set of columns that is to be written.
using ByColumns = std::map<std::uint64_t, std::vector<Object*>>;
using ByEntity = std::unordered_map<const EntityMapping*, std::vector<Object*>>;

ByEntity by_entity(const Objects& objects, std::vector<const EntityMapping*>& entities) {
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

// By kind first, so that there is an order at all; of one kind as SQLite has it.
bool is_less(const ValueView& left, const ValueView& right) {
  if (is_late_text(left) || is_late_text(right)) {
    return is_less(StoredValue(left).view(), StoredValue(right).view());
  }
  if (left.kind != right.kind) return left.kind < right.kind;
  if (left.kind == ValueKind::Integer) return left.integer < right.integer;
  if (left.kind == ValueKind::Real) return left.real < right.real;
  return left.bytes() < right.bytes();
}

bool has_lower_key(const Object* left, const Object* right) {
  for (const std::uint16_t column : left->entity().key) {
    const ValueView one = detail::column_value(*left, column);
    const ValueView two = detail::column_value(*right, column);
    if (is_less(one, two)) return true;
    if (is_less(two, one)) return false;
  }
  return false;
}

// The common case, with each key read once. False when some key is something else.
bool sort_by_integer_key(std::vector<Object*>& objects) {
  std::vector<std::pair<std::int64_t, Object*>> keyed;
  keyed.reserve(objects.size());
  for (Object* object : objects) {
    const auto& columns = object->entity().key;
    const ValueView key = detail::column_value(*object, columns[0]);
    if (columns.size() > 1 || key.kind != ValueKind::Integer) return false;
    keyed.emplace_back(key.integer, object);
  }
  const auto less = [](const auto& left, const auto& right) { return left.first < right.first; };
  if (std::is_sorted(keyed.begin(), keyed.end(), less)) return true;
  std::sort(keyed.begin(), keyed.end(), less);
  for (std::size_t i = 0; i < keyed.size(); ++i) objects[i] = keyed[i].second;
  return true;
}

void sort_by_key(std::vector<Object*>& objects) {
  if (!sort_by_integer_key(objects)) std::sort(objects.begin(), objects.end(), has_lower_key);
}

void linked_targets(const Object& object, const void*, std::vector<Object*>& targets) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    if (key.link == nullptr) continue;
    if (Object* target = (object.*key.link).target()) targets.push_back(target);
  }
}

// For deletions: what refers to an object goes before it.
void referrers_of(const Object& object, const void* context, std::vector<Object*>& referrers) {
  const auto* all = static_cast<const Referrers*>(context);
  const auto found = all->find(&object);
  if (found != all->end()) referrers = found->second;
}

bool has_changed_one_to_one(const Object& object, const ForeignKeyMapping& key) {
  return key.link != nullptr && detail::is_of_one_to_one(key) && detail::is_set(object, key);
}

// True when the update takes the object out of a one-to-one, and into no other.
bool leaves_one_to_one(const Object& object) {
  const auto& keys = object.entity().foreign_keys;
  return std::any_of(keys.begin(), keys.end(), [&object](const ForeignKeyMapping& key) {
    if (!has_changed_one_to_one(object, key)) return false;
    // A required key keeps its value; the row can only be one that is deleted.
    return (object.*key.link).target() == nullptr &&
           (detail::has_null(object, key) || detail::lacks_parent(object, key));
  });
}

// True when the row, which is deleted, holds a place in a one-to-one that another may take.
bool has_left_one_to_one(const Object& object) {
  const auto& keys = object.entity().foreign_keys;
  return std::any_of(keys.begin(), keys.end(), [&object](const ForeignKeyMapping& key) {
    return has_changed_one_to_one(object, key);
  });
}

class Planner {
 public:
  explicit Planner(const ChangeSet& changes) : changes_(changes) {
    inserts_ = by_entity(changes.added, entities_);
    updates_ = by_entity(changes.changed, entities_);
    deletes_ = by_entity(changes.removed, entities_);
    for (const RowSwitch& each : row_switches(changes)) {
      const EntityMapping* entity = &each.added->entity();
      switches_[entity].push_back(each);
      switched_.insert({each.added, each.removed});
    }
    for (const auto& [entity, switches] : switches_) {
      for (std::vector<Object*>* objects : {&inserts_[entity], &deletes_[entity]}) {
        std::erase_if(*objects, [this](Object* object) { return switched_.contains(object); });
      }
    }
    groups_ = commit_order(entities_);
  }

  std::vector<Step> plan() {
    for (const Group& group : groups_) {
      if (group.is_circular) {
        plan_circular_inserts(group);
        for (const EntityMapping* entity : group.entities) plan_changes(entity);
      } else {
        plan_replaced(group.entities[0]);
        plan_changes(group.entities[0]);
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
      if (std::find(in.begin(), in.end(), &object->entity()) == in.end()) continue;
      if (!switched_.contains(object)) all.push_back(object);
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

  // Rows that are deleted because another takes their place in a one-to-one, whose key is unique:
  // before the other, unless something refers to them that this flush deletes or lets go of later.
  void plan_replaced(const EntityMapping* entity) {
    std::vector<Object*>& removed = deletes_[entity];
    const bool takes_place = !inserts_[entity].empty() || !updates_[entity].empty();
    if (removed.empty() || !takes_place || is_referred_to(entity)) return;
    const auto replaced = std::partition(removed.begin(), removed.end(), [](const Object* object) {
      return !has_left_one_to_one(*object);
    });
    std::vector<Object*> first(replaced, removed.end());
    removed.erase(replaced, removed.end());
    sort_by_key(first);
    plan_deletes(first);
  }

  bool is_referred_to(const EntityMapping* entity) const {
    const bool has_keys =
        std::any_of(entities_.begin(), entities_.end(), [entity](const EntityMapping* other) {
          return std::any_of(other->foreign_keys.begin(), other->foreign_keys.end(),
                             [&](const ForeignKeyMapping& key) { return key.target == entity; });
        });
    if (has_keys) return true;
    const std::vector<detail::PairChange> pairs = changes_.pairs.standing();
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto& change) {
      return &change.pair.left->entity() == entity || &change.pair.right->entity() == entity;
    });
  }

  void plan_switches(const EntityMapping* entity) {
    const auto found = switches_.find(entity);
    if (found == switches_.end()) return;
    ByColumns groups;
    for (const RowSwitch& each : found->second) groups[each.columns].push_back(each.added);
    for (auto& [columns, objects] : groups) {
      steps_.push_back(Step{.kind = Step::Kind::Switch,
                            .entity = entity,
                            .columns = columns,
                            .objects = std::move(objects)});
    }
  }

  // Rows that leave their place in a one-to-one go first, for others may take it.
  void plan_changes(const EntityMapping* entity) {
    ByColumns leaving;
    ByColumns others;
    for (Object* object : updates_[entity]) {
      if (ObjectAccess::has(*object, ObjectAccess::removed_flag)) continue;
      ByColumns& groups = leaves_one_to_one(*object) ? leaving : others;
      groups[ObjectAccess::changed(*object)].push_back(object);
    }
    const std::size_t first = steps_.size();
    plan_updates(entity, leaving, first);
    plan_switches(entity);
    plan_moves(entity, others);
    plan_updates(entity, others, first);
  }

  // Takes out of the groups the rows that take each other's places.
  void plan_moves(const EntityMapping* entity, ByColumns& groups) {
    std::vector<Object*> updated;
    for (auto& [columns, objects] : groups) {
      sort_by_key(objects);
      updated.insert(updated.end(), objects.begin(), objects.end());
    }
    const UniqueMoves moves = unique_moves(*entity, updated, changes_.old_values);
    for (const auto& [object, columns] : moves.vacated) {
      extend(Step::Kind::Vacate, entity, columns).objects.push_back(object);
    }
    if (moves.ordered.empty()) return;
    const std::unordered_set<const Object*> moving(moves.ordered.begin(), moves.ordered.end());
    for (auto& [columns, objects] : groups) {
      std::erase_if(objects, [&moving](const Object* object) { return moving.contains(object); });
    }
    for (Object* object : moves.ordered) {
      const std::uint64_t columns = ObjectAccess::changed(*object);
      extend(Step::Kind::Update, entity, columns).objects.push_back(object);
    }
  }

  // The last step where it is of that kind, else a new one.
  Step& extend(Step::Kind kind, const EntityMapping* entity, std::uint64_t columns) {
    const bool goes_on = !steps_.empty() && steps_.back().kind == kind &&
                         steps_.back().entity == entity && steps_.back().columns == columns;
    if (goes_on) return steps_.back();
    return steps_.emplace_back(Step{.kind = kind, .entity = entity, .columns = columns});
  }

  // One step for each set of columns; goes on with the last one since `first` where it has the
  // same.
  void plan_updates(const EntityMapping* entity, ByColumns& groups, std::size_t first) {
    for (auto& [columns, objects] : groups) {
      if (objects.empty()) continue;
      sort_by_key(objects);
      const bool goes_on = steps_.size() > first && steps_.back().kind == Step::Kind::Update &&
                           steps_.back().columns == columns;
      if (!goes_on) {
        steps_.push_back(Step{.kind = Step::Kind::Update, .entity = entity, .columns = columns});
      }
      std::vector<Object*>& all = steps_.back().objects;
      all.insert(all.end(), objects.begin(), objects.end());
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
    const Referrers referrers = referrers_among(all, changes_.old_values);
    for (const std::vector<Object*>& level : in_levels(all, referrers_of, &referrers)) {
      plan_deletes(level);
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
        return other.pairs[0].shares_columns(change.pair);
      });
      if (step == steps.end()) {
        const Step::Kind kind =
            change.is_present ? Step::Kind::InsertPairs : Step::Kind::DeletePairs;
        steps.push_back(Step{.kind = kind});
        step = std::prev(steps.end());
      }
      step->pairs.push_back(change.pair);
    }
    std::move(deletes.begin(), deletes.end(), std::back_inserter(steps_));
    std::move(inserts.begin(), inserts.end(), std::back_inserter(steps_));
  }

  const ChangeSet& changes_;
  std::vector<const EntityMapping*> entities_;
  ByEntity inserts_;
  ByEntity updates_;
  ByEntity deletes_;
  std::unordered_map<const EntityMapping*, std::vector<RowSwitch>> switches_;
  // Both objects of each.
  std::unordered_set<const Object*> switched_;
  std::vector<Group> groups_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> make_plan(const ChangeSet& changes) { return Planner(changes).plan(); }

}  // namespace orm::flush
