#include "flush/flush_plan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "flush/circles.h"
#include "flush/commit_order.h"
#include "flush/early_deletes.h"
#include "flush/key_order.h"
#include "flush/plan_steps.h"
#include "flush/referrers.h"
#include "flush/row_switch.h"
#include "flush/unique_moves.h"
#include "flush/unique_values.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/error.h"
#include "value/columns.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

// True when the row is to refer to one that is not there yet.
bool refers_to_new(const Object& object) {
  const auto& keys = object.entity().foreign_keys;
  return std::any_of(keys.begin(), keys.end(), [&object](const ForeignKeyMapping& key) {
    const Object* target = key.link == nullptr ? nullptr : (object.*key.link).target();
    return target != nullptr && target->state() == ObjectState::Pending;
  });
}

[[noreturn]] void cannot_go_first(const EntityMapping& entity,
                                  std::span<const std::uint16_t> columns) {
  const std::string column = entity.columns[columns[0]].name;
  throw CircularDependencyError(
      std::string("a new ") + entity.name + " is to have the " + column +
      " of one that is linked to a new object, and neither can be written first, for " + column +
      " is unique and may not be NULL; flush after setting the " + column +
      ", then link the objects");
}

using Keys = std::vector<const ForeignKeyMapping*>;

Keys one_to_one_keys(const EntityMapping& entity) {
  Keys keys;
  for (const ForeignKeyMapping& key : entity.foreign_keys) {
    if (key.link != nullptr && detail::is_of_one_to_one(key)) keys.push_back(&key);
  }
  return keys;
}

// True when the update takes the object out of one of these one-to-ones, and into no other.
bool leaves_one_to_one(const Object& object, const Keys& keys) {
  return std::any_of(keys.begin(), keys.end(), [&object](const ForeignKeyMapping* key) {
    // A required key keeps its value; the row can only be one that is deleted.
    return detail::is_set(object, *key) && (object.*key->link).target() == nullptr &&
           (detail::has_null(object, *key) || detail::lacks_parent(object, *key));
  });
}

// Takes the wanted ones out of the objects, in their order.
template <class IsWanted>
std::vector<Object*> taken_out(std::vector<Object*>& objects, IsWanted is_wanted) {
  std::vector<Object*> taken;
  std::copy_if(objects.begin(), objects.end(), std::back_inserter(taken), is_wanted);
  std::erase_if(objects, is_wanted);
  return taken;
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
    if (changes_.defers_keys) steps_.push_back(Step{.kind = Step::Kind::DeferKeys});
    make_room_for_others();
    for (const Group& group : groups_) {
      if (group.is_circular) {
        for (const EntityMapping* entity : group.entities) make_room_for_inserts(entity);
        plan_circular_inserts(group);
        for (const EntityMapping* entity : group.entities) plan_changes(entity);
      } else {
        plan_changes(group.entities[0]);
        plan_inserts(std::move(inserts_[group.entities[0]]));
      }
    }
    plan_pairs(false);
    for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) plan_deletes(*group);
    return std::move(steps_);
  }

 private:
  // Few flushes ask for it.
  const StoredValues& stored() {
    if (!stored_) stored_.emplace(changes_.old_values);
    return *stored_;
  }

  // Rows that are deleted, and whose unique values others are to have, go before anything else.
  void make_room_for_others() {
    std::vector<Taken> taken;
    for (const EntityMapping* entity : entities_) {
      if (deletes_[entity].empty() || !may_take_values(entity)) continue;
      std::vector<Object*> wanting = inserts_[entity];
      for (const RowSwitch& each : switches_[entity]) wanting.push_back(each.added);
      std::copy_if(updates_[entity].begin(), updates_[entity].end(), std::back_inserter(wanting),
                   [](const Object* object) { return !detail::is_removed(*object); });
      if (wanting.empty()) continue;
      const std::vector<Taken> of_entity =
          taken_values(*entity, deletes_[entity], wanting, stored());
      taken.insert(taken.end(), of_entity.begin(), of_entity.end());
    }
    if (!taken.empty()) plan_early(early_deletes(changes_, taken, stored()));
  }

  // Keys are taken by those that change theirs; a new object with that of a removed one takes over
  // its row.
  bool may_take_values(const EntityMapping* entity) {
    const std::vector<Object*>& updated = updates_[entity];
    return !entity->uniques.empty() ||
           std::any_of(updated.begin(), updated.end(), [entity](const Object* object) {
             return detail::is_any_in(entity->key, ObjectAccess::changed(*object));
           });
  }

  void plan_early(const EarlyDeletes& early) {
    if (early.defers_keys) steps_.push_back(Step{.kind = Step::Kind::DeferKeys});
    append_vacated(steps_, entities_, changes_, early.vacated);
    early_ = early.objects;
    plan_pairs(true);
    std::vector<Object*> objects;
    for (const EntityMapping* entity : entities_) {
      std::vector<Object*> first = taken_out(
          deletes_[entity], [this](const Object* object) { return early_.contains(object); });
      sort_by_key(first);
      objects.insert(objects.end(), first.begin(), first.end());
    }
    plan_deletes_in_order(objects);
  }

  // Those of objects that are deleted before anything else, or all others.
  void plan_pairs(bool are_early) {
    PairSteps pairs;
    for (const detail::PairChange& change : changes_.pairs.standing()) {
      if (is_of_early(change.pair) == are_early) pairs.add(change);
    }
    pairs.append_to(steps_);
  }

  bool is_of_early(const detail::Pair& pair) const {
    return !early_.empty() && (early_.contains(pair.left) || early_.contains(pair.right));
  }

  // Inserts go first where rows of the same table may refer to them, but not before those updates
  // that they need.
  void make_room_for_inserts(const EntityMapping* entity) {
    std::vector<Object*>& updated = updates_[entity];
    if (entity->uniques.empty() || updated.empty() || inserts_[entity].empty()) return;
    const std::vector<Taken> taken = taken_values(*entity, updated, inserts_[entity], stored());
    if (taken.empty()) return;
    std::vector<Object*> later =
        taken_out(updated, [](const Object* object) { return refers_to_new(*object); });
    ColumnsOf vacated;
    for (const Taken& each : taken) {
      if (!refers_to_new(*each.holder)) continue;
      const std::uint64_t columns = nullable_columns(*entity, each.columns);
      if (columns == 0) cannot_go_first(*entity, each.columns);
      vacated[each.holder] |= columns;
    }
    append_vacated(steps_, {&entity, 1}, changes_, vacated);
    plan_changes(entity);
    updated = std::move(later);
  }

  void plan_circular_inserts(const Group& group) {
    std::vector<Object*> all;
    for (Object* object : changes_.added) {
      const auto& in = group.entities;
      if (std::find(in.begin(), in.end(), &object->entity()) == in.end()) continue;
      if (!switched_.contains(object)) all.push_back(object);
    }
    InsertDependencies dependencies;
    for (const std::vector<Object*>& level : in_levels(all, dependencies)) {
      for (const EntityMapping* entity : group.entities) {
        std::vector<Object*> objects;
        std::copy_if(level.begin(), level.end(), std::back_inserter(objects),
                     [entity](const Object* object) { return &object->entity() == entity; });
        plan_inserts(objects, dependencies);
      }
    }
    for (const EntityMapping* entity : group.entities) {
      ByColumns postponed;
      for (Object* object : all) {
        if (&object->entity() != entity) continue;
        const std::uint64_t columns = dependencies.postponed(*object);
        if (columns != 0) postponed[columns].push_back(object);
      }
      for (auto& [columns, objects] : postponed) {
        steps_.push_back(Step{.kind = Step::Kind::Complete,
                              .entity = entity,
                              .columns = columns,
                              .objects = std::move(objects)});
      }
    }
  }

  // Rows of which none refers to another one.
  void plan_inserts(std::vector<Object*> objects) {
    if (objects.empty()) return;
    const bool have_keys = orm::has_key(*objects.front());
    const bool is_one_step = std::all_of(
        objects.begin(), objects.end(),
        [have_keys](const Object* object) { return orm::has_key(*object) == have_keys; });
    if (!is_one_step) return plan_inserts(objects, InsertDependencies());
    steps_.push_back(Step{.kind = Step::Kind::Insert,
                          .entity = &objects.front()->entity(),
                          .has_keys = have_keys,
                          .objects = std::move(objects)});
  }

  // Runs of neighbours that share a statement. Never joined to an earlier level, whose keys have to
  // be known before this one is written.
  void plan_inserts(const std::vector<Object*>& objects, const InsertDependencies& dependencies) {
    Step* last = nullptr;
    for (Object* object : objects) {
      const EntityMapping& entity = object->entity();
      const bool has_key = orm::has_key(*object);
      const std::uint64_t postponed = dependencies.postponed(*object);
      if (last == nullptr || last->entity != &entity || last->has_keys != has_key ||
          last->columns != postponed) {
        last = &steps_.emplace_back(Step{.kind = Step::Kind::Insert,
                                         .entity = &entity,
                                         .columns = postponed,
                                         .has_keys = has_key});
      }
      last->objects.push_back(object);
    }
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
    switches_.erase(found);
  }

  // Rows that leave their place in a one-to-one go first, for others may take it.
  void plan_changes(const EntityMapping* entity) {
    const Keys one_to_ones = one_to_one_keys(*entity);
    ByColumns leaving;
    ByColumns others;
    auto last = others.end();
    for (Object* object : updates_[entity]) {
      if (detail::is_removed(*object)) continue;
      const std::uint64_t columns = ObjectAccess::changed(*object);
      if (leaves_one_to_one(*object, one_to_ones)) {
        leaving[columns].push_back(object);
        continue;
      }
      if (last == others.end() || last->first != columns) last = others.try_emplace(columns).first;
      last->second.push_back(object);
    }
    const std::size_t first = steps_.size();
    plan_updates(entity, leaving, first);
    plan_switches(entity);
    plan_moves(entity, others);
    plan_updates(entity, others, first);
  }

  // Takes out of the groups the rows that take each other's places.
  void plan_moves(const EntityMapping* entity, ByColumns& groups) {
    const std::uint64_t unique = unique_columns(*entity) | column_bits(entity->key);
    std::vector<Object*> updated;
    for (auto& [columns, objects] : groups) {
      if ((columns & unique) == 0) continue;
      sort_by_key(objects);
      updated.insert(updated.end(), objects.begin(), objects.end());
    }
    if (updated.size() < 2) return;
    const UniqueMoves moves = unique_moves(*entity, updated, stored());
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
      if (goes_on) {
        std::vector<Object*>& all = steps_.back().objects;
        all.insert(all.end(), objects.begin(), objects.end());
      } else {
        steps_.push_back(Step{.kind = Step::Kind::Update,
                              .entity = entity,
                              .columns = columns,
                              .objects = std::move(objects)});
      }
    }
  }

  void plan_deletes(const Group& group) {
    std::vector<Object*> all;
    for (const EntityMapping* entity : group.entities) {
      std::vector<Object*>& objects = deletes_[entity];
      sort_by_key(objects);
      all.insert(all.end(), objects.begin(), objects.end());
    }
    if (group.is_circular) {
      plan_deletes_in_order(all);
    } else {
      append_deletes(steps_, all);
    }
  }

  // What refers to a row goes before it.
  void plan_deletes_in_order(const std::vector<Object*>& objects) {
    if (objects.size() < 2) return append_deletes(steps_, objects);
    const Referrers referrers = referrers_among(objects, stored());
    DeleteDependencies dependencies(referrers);
    const std::vector<std::vector<Object*>> levels = in_levels(objects, dependencies);
    append_vacated(steps_, entities_, changes_, dependencies.vacated());
    for (const std::vector<Object*>& level : levels) append_deletes(steps_, level);
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
  // Deleted before anything else.
  std::unordered_set<const Object*> early_;
  std::optional<StoredValues> stored_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> make_plan(const ChangeSet& changes) { return Planner(changes).plan(); }

}  // namespace orm::flush
