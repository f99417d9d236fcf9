#include "load/load_plan.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "load/column_choice.h"
#include "load/conditions.h"
#include "orm/error.h"
#include "sql/key_list.h"
#include "value/columns.h"

namespace orm::load {

namespace {

using detail::LoadStep;
using detail::LoadStrategy;
using sql::Join;

// What is left of a path of options.
using Options = std::vector<std::span<const LoadStep>>;

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
  explicit Planner(const detail::Criteria* criteria) : criteria_(criteria) {}

  LoadPlan plan(const EntityMapping& entity, const Options& options) {
    LoadPlan plan;
    entities_.push_back(&entity);
    plan.columns = add(plan, Join::root, entity, options);
    entities_.pop_back();
    return plan;
  }

 private:
  // All relationships of an entity that the statement reads. Returns the columns.
  std::uint64_t add(LoadPlan& plan, std::size_t node, const EntityMapping& entity,
                    const Options& options) {
    ColumnChoice columns(entity);
    Options paths;
    for (std::span<const LoadStep> path : options) {
      for (; !path.empty() && names_column(path.front()); path = path.subspan(1)) {
        columns.add(path.front());
      }
      if (!path.empty()) paths.push_back(path);
    }
    for (const RelationshipMapping& relationship : entity.relationships) {
      const auto position = static_cast<std::uint16_t>(&relationship - entity.relationships.data());
      LoadStep step{&entity, position, strategy_of(relationship.lazy)};
      bool is_asked = false;
      Options rest;
      for (const std::span<const LoadStep> path : paths) {
        if (path.front().position != position) continue;
        step = path.front();
        is_asked = true;
        if (path.size() > 1) rest.push_back(path.subspan(1));
      }
      if (!is_asked && (!detail::is_eager(relationship.lazy) || has_passed(entity, relationship)))
        continue;
      relationships_.push_back(&relationship);
      follow(plan, {node, &relationship}, step, rest);
      relationships_.pop_back();
    }
    return columns.chosen();
  }

  void follow(LoadPlan& plan, const Override& at, const LoadStep& step, const Options& rest) {
    const RelationshipMapping& relationship = *at.relationship;
    switch (step.strategy) {
      case LoadStrategy::Joined:
      case LoadStrategy::Contained:
        return join(plan, at, step, rest);
      case LoadStrategy::Selectin:
        plan.follow_ups.push_back(follow_up(at, step, sql::most_keys, rest));
        return;
      case LoadStrategy::Immediate:
        plan.follow_ups.push_back(follow_up(at, step, 1, rest));
        return;
      case LoadStrategy::Lazy:
      case LoadStrategy::Adaptive:
        if (relationship.lazy == Lazy::Raise) plan.overrides.push_back(at);
        plan.first_uses.push_back({&relationship, step.strategy == LoadStrategy::Adaptive});
        return;
      case LoadStrategy::Raise:
        if (relationship.lazy != Lazy::Raise) plan.overrides.push_back(at);
        return;
      case LoadStrategy::LoadOnly:
      case LoadStrategy::Defer:
      case LoadStrategy::Undefer:
        return;
    }
  }

  void join(LoadPlan& plan, const Override& at, const LoadStep& step, const Options& rest) {
    const EntityMapping& target = *at.relationship->target;
    const std::size_t node = plan.joins.size();
    Join& join = plan.joins.emplace_back(Join{step.owner, at.relationship, at.node});
    join.is_given = step.strategy == LoadStrategy::Contained;
    join.alias = step.alias;
    if (!join.is_given) {
      join.criteria = condition_on_targets(criteria_, *step.owner, *at.relationship);
    }
    entities_.push_back(&target);
    const std::uint64_t columns = add(plan, node, target, rest);
    plan.joins[node].columns = columns;
    entities_.pop_back();
  }

  FollowUp follow_up(const Override& at, const LoadStep& step, std::size_t most_keys,
                     const Options& rest) {
    const RelationshipMapping& relationship = *at.relationship;
    LoadPlan plan = this->plan(*relationship.target, rest);
    if (relationship.kind == RelationshipKind::ManyToOne && plan.columns != 0) {
      // The rows are told apart by them.
      plan.columns |= column_bits(step.owner->foreign_keys[relationship.key].target_columns);
    }
    return {at.node, step.owner, &relationship, most_keys, std::move(plan), step.recursion};
  }

  bool has_passed(const EntityMapping& owner, const RelationshipMapping& relationship) const {
    if (relationship.target == &owner) {
      return std::count(relationships_.begin(), relationships_.end(), &relationship) >=
             relationship.join_depth;
    }
    return std::find(entities_.begin(), entities_.end(), relationship.target) != entities_.end();
  }

  const detail::Criteria* criteria_;
  // From the entity asked for to where the plan is.
  std::vector<const EntityMapping*> entities_;
  std::vector<const RelationshipMapping*> relationships_;
};

}  // namespace

LoadPlan plan_for(const EntityMapping& entity, const LoadPaths& paths,
                  const detail::Criteria* criteria) {
  if (paths.empty() && !detail::has_eager(entity)) return {};
  Options options;
  options.reserve(paths.size());
  for (const std::vector<LoadStep>& path : paths) options.emplace_back(path);
  return Planner(criteria).plan(entity, options);
}

LoadPlan plan_for(const EntityMapping& entity, const detail::Criteria* criteria) {
  return plan_for(entity, {}, criteria);
}

void apply_first_uses(const LoadPlan& plan, identity::Cohorts& cohorts) {
  for (const FirstUse& each : plan.first_uses) {
    cohorts.set_adaptive(*each.relationship, each.is_adaptive);
  }
}

}  // namespace orm::load

namespace orm::detail {

void set_recursion(LoadStep& step, int levels) {
  if (step.strategy == LoadStrategy::Joined) {
    throw InvalidRequestError(
        "recursion_depth() stands behind selectinload or immediateload, which read one level after "
        "the other; joinedload is chained as often as there are levels to be joined");
  }
  if (levels <= 0 && levels != -1) {
    throw InvalidRequestError(
        "recursion_depth() takes how many levels are to be read behind the first one, or -1 for "
        "all, but was given " +
        std::to_string(levels));
  }
  step.recursion = levels;
}

}  // namespace orm::detail
