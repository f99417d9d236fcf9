// What is loaded together with the objects of a statement: by its options, and by the schema.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "identity/cohorts.h"
#include "orm/criteria.h"
#include "orm/loading.h"
#include "orm/mapping.h"
#include "sql/select.h"

namespace orm::load {

struct FollowUp;

/// What the first use of a relationship does, against what the schema says.
struct Override {
  /// Position of the join whose objects it is about; Join::root for the entity asked for.
  std::size_t node;
  const RelationshipMapping* relationship;
};

/// Whether the first use of a relationship loads it for other objects, too, as a query has said.
struct FirstUse {
  const RelationshipMapping* relationship;
  bool is_adaptive;
};

/// The plan of one statement. Empty for most: it then costs nothing.
struct LoadPlan {
  /// The columns of the entity, as in sql::Select.
  std::uint64_t columns = 0;
  std::vector<sql::Join> joins;
  std::vector<FollowUp> follow_ups;
  std::vector<Override> overrides;
  std::vector<FirstUse> first_uses;
};

/// A relationship that is read by statements of its own, after the rows of its owners.
struct FollowUp {
  /// As in Override.
  std::size_t node;
  const EntityMapping* owner;
  const RelationshipMapping* relationship;
  /// Owners of one statement: 1 for `immediate`.
  std::size_t most_keys;
  /// What the statements for the relationship load in their turn.
  LoadPlan plan;
  /// Of a relationship that leads to its own entity: how many levels more are read in the same way;
  /// -1 for all.
  std::int32_t recursion = 0;
};

using LoadPaths = std::vector<std::vector<detail::LoadStep>>;

/// The plan for objects of `entity`: what `paths` say, and the schema where they say nothing.
/// `criteria` may be null; the plan refers to those that are not. A
/// relationship that leads back to an entity which the plan has passed is not followed unless
/// `paths` ask for it; one that leads to its own entity is followed as far as its `join_depth`.
LoadPlan plan_for(const EntityMapping& entity, const LoadPaths& paths,
                  const detail::Criteria* criteria);

/// The same without options; empty unless has_eager says otherwise.
LoadPlan plan_for(const EntityMapping& entity, const detail::Criteria* criteria);

/// Remembers what the plan says of first uses, for the cohort that has begun.
void apply_first_uses(const LoadPlan& plan, identity::Cohorts& cohorts);

}  // namespace orm::load
