// Loads a relationship of many objects by statements over lists of keys.
#pragma once

#include <vector>

#include "load/context.h"
#include "load/joined_rows.h"
#include "load/load_plan.h"

namespace orm::load {

/// Loads the plan's follow-ups, after all rows of its statement. `roots` are the objects asked for;
/// one may be there several times.
void load_follow_ups(Context& context, const LoadPlan& plan, const JoinedRows& rows,
                     const std::vector<Object*>& roots);

/// Loads the relationship of those owners, which are stored objects, each there once. A collection
/// that is loaded stays as it is, and a target that the session has is not asked for, unless
/// something of them has expired or other relationships are joined to theirs. An owner whose link
/// cannot be told from the rows stays without, and is loaded at its first use.
void load_related(Context& context, const FollowUp& follow_up, const std::vector<Object*>& owners);

}  // namespace orm::load
