// What all loaders work with.
#pragma once

#include <memory>
#include <string_view>

#include "db/connection.h"
#include "graph/pair_changes.h"
#include "identity/object_store.h"
#include "load/overwrite.h"
#include "orm/criteria.h"

namespace orm::load {

struct Context {
  db::Connection& connection;
  identity::ObjectStore& objects;
  /// Pairs that memory knows better than the database.
  const detail::PairChanges& pairs;
  /// See SessionOptions.
  bool strict_uselist = false;
  /// Null for all but queries that say `populate_existing`.
  Overwrite* overwrite = nullptr;
  /// What objects have to be in order to be read; null where that is nothing.
  std::shared_ptr<const detail::Criteria> criteria = nullptr;
};

/// The shape of a statement that belongs to one constant: its address. Refers to `constant`.
inline db::Shape shape_of(const void* const& constant) {
  return {reinterpret_cast<const char*>(&constant), sizeof constant};
}

}  // namespace orm::load
