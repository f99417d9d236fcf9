// Writes the pairs of many-to-many relationships.
#pragma once

#include "db/connection.h"
#include "flush/flush_plan.h"

namespace orm::flush {

void insert_pairs(const Step& step, db::Connection& connection);
/// Raises StaleDataError for a pair that is not there.
void delete_pairs(const Step& step, db::Connection& connection);
/// All rows that refer to the objects by the unlisted links of their entity.
void delete_links(const Step& step, db::Connection& connection);

}  // namespace orm::flush
