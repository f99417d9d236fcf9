// INSERT of rows that no object stands for afterwards.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "db/connection.h"
#include "orm/bulk.h"

namespace orm::flush {

/// Takes the primary key of a row that was inserted or updated.
using TakeKey = void (*)(void* receiver, const ValueView* key);

/// Inserts the rows of objects of one entity, which are only looked at. With a receiver the keys of
/// the rows are asked for. Returns how many rows were inserted, or updated.
/// Raises before any SQL: DataError for a value that does not fit, InvalidRequestError for a key
/// that is missing, and for a conflict on columns that are not unique.
std::int64_t bulk_insert(db::Connection& connection, const EntityMapping& entity,
                         std::span<Object* const> objects, const detail::Conflict* conflict,
                         void* receiver, TakeKey take);

}  // namespace orm::flush
