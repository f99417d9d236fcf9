// The columns that an UPDATE without objects sets.
#pragma once

#include <vector>

#include "flush/filled_columns.h"
#include "flush/value_checks.h"
#include "orm/query_steps.h"

namespace orm::detail {

/// Raises InvalidRequestError, which begins with `step`, for a column that is part of the primary
/// key, or computed; DataError for a value that does not fit.
void require_settable(const EntityMapping& entity, const SetColumn& set, const char* step);

/// Adds what changes with each UPDATE: the version, and columns with `onupdate`.
void add_filled(std::vector<SetColumn>& columns, const EntityMapping& entity,
                const flush::FilledColumns& filled);

}  // namespace orm::detail
