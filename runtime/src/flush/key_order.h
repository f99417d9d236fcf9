// Stored objects in the order of their primary keys.
#pragma once

#include <vector>

#include "orm/object.h"

namespace orm::flush {

/// Objects of one entity; integers by value, texts by their bytes, as SQLite has them.
void sort_by_key(std::vector<Object*>& objects);

}  // namespace orm::flush
