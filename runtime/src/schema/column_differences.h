// How the columns of a table differ from what the schema says.
#pragma once

#include <vector>

#include "schema/differences.h"

namespace orm::schema {

void add_column_differences(const Declaration& declared, const Table& found,
                            std::vector<Difference>& result);

}  // namespace orm::schema
