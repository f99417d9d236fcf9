#include "load/load_plan.h"

#include <algorithm>
#include <optional>
#include <span>

#include "sql/key_list.h"

namespace orm::load {

namespace {

using detail::LoadStep;
using detail::LoadStrategy;
using sql::Join;

// What is left of a path of options.
using Options = std::vector<std::span<const LoadStep>>;

bool is_eager(Lazy lazy) {
  return lazy == Lazy::Joined || lazy == Lazy::Selectin || lazy == Lazy::Immediate;
}

LoadStrategy strategy_of(Lazy lazy) {
  switch (lazy) {
    case Lazy::Joined:
      return LoadStrategy::Joined;
    case Lazy::Selectin:
      return LoadStrategy::Selectin;
    case Lazy::Immediate:
      return LoadStrategy::Immediate;
    default:
      return LoadStrategy::Lazy;
  }
}

class Planner {
 public:
  LoadPlan plan(const EntityMapping& entity, const Options& options) {
    LoadPlan plan;
    entities_.push_back(&entity);
    add(plan, Join::root, entity, options);
    entities_.pop_back();
    return plan;
  }

 private:
  // All relationships of an entity that the statement reads.
  void add(LoadPlan& plan, std::size_t node, const EntityMapping& entity, const Options& options) {
    for (const RelationshipMapping& relationship : entity.relationships) {
      const auto position = static_cast<std::uint16_t>(&relationship - entity.relationships.data());
      std::optional<LoadStrategy> asked;
      Options rest;
      for (const std::span<const LoadStep> path : options) {
        if (path.front().relationship != position) continue;
        asked = path.front().strategy;
        if (path.size() > 1) rest.push_back(path.subspan(1));
      }
      if (!asked && (!is_eager(relationship.lazy) || has_passed(entity, relationship))) continue;
      relationships_.push_back(&relationship);
      follow(plan, {node, &relationship}, entity, asked.value_or(strategy_of(relationship.lazy)),
             rest);
      relationships_.pop_back();
    }
  }

  void follow(LoadPlan& plan, const Override& at, const EntityMapping& owner, LoadStrategy strategy,
              const Options& rest) {
    const RelationshipMapping& relationship = *at.relationship;
    const EntityMapping& target = *relationship.target;
    switch (strategy) {
      case LoadStrategy::Joined:
        plan.joins.push_back({&owner, &relationship, at.node});
        entities_.push_back(&target);
        add(plan, plan.joins.size() - 1, target, rest);
        entities_.pop_back();
        return;
      case LoadStrategy::Selectin:
        plan.follow_ups.push_back(
            {at.node, &owner, &relationship, sql::most_keys, this->plan(target, rest)});
        return;
      case LoadStrategy::Immediate:
        plan.follow_ups.push_back({at.node, &owner, &relationship, 1, this->plan(target, rest)});
        return;
      case LoadStrategy::Lazy:
      case LoadStrategy::Adaptive:
        if (relationship.lazy == Lazy::Raise) plan.overrides.push_back(at);
        plan.first_uses.push_back({&relationship, strategy == LoadStrategy::Adaptive});
        return;
      case LoadStrategy::Raise:
        if (relationship.lazy != Lazy::Raise) plan.overrides.push_back(at);
        return;
    }
  }

  bool has_passed(const EntityMapping& owner, const RelationshipMapping& relationship) const {
    if (relationship.target == &owner) {
      return std::find(relationships_.begin(), relationships_.end(), &relationship) !=
             relationships_.end();
    }
    return std::find(entities_.begin(), entities_.end(), relationship.target) != entities_.end();
  }

  // From the entity asked for to where the plan is.
  std::vector<const EntityMapping*> entities_;
  std::vector<const RelationshipMapping*> relationships_;
};

}  // namespace

bool has_eager(const EntityMapping& entity) {
  for (const RelationshipMapping& relationship : entity.relationships) {
    if (is_eager(relationship.lazy)) return true;
  }
  return false;
}

LoadPlan plan_for(const EntityMapping& entity, const LoadPaths& paths) {
  if (paths.empty() && !has_eager(entity)) return {};
  Options options;
  options.reserve(paths.size());
  for (const std::vector<LoadStep>& path : paths) options.emplace_back(path);
  return Planner().plan(entity, options);
}

LoadPlan plan_for(const EntityMapping& entity) { return plan_for(entity, {}); }

void apply_first_uses(const LoadPlan& plan, identity::Cohorts& cohorts) {
  for (const FirstUse& each : plan.first_uses) {
    cohorts.set_adaptive(*each.relationship, each.is_adaptive);
  }
}

}  // namespace orm::load
