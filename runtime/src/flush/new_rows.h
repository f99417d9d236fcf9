// What becomes of objects when they have rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "flush/flush.h"
#include "identity/object_store.h"
#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::flush {

/// Objects of one entity whose rows were just inserted, or have passed to them: they enter the
/// store, and the log says so.
class NewRows {
 public:
  /// `starts_versions`: the version of an object that was not given one was begun by the flush.
  NewRows(const EntityMapping& entity, identity::ObjectStore& objects, TransactionLog& log,
          bool starts_versions);

  /// So many are to enter.
  void expect(std::size_t rows);

  /// The rows have the keys that their objects say.
  void enter(std::span<Object* const> objects);
  /// The database has assigned the keys, one after the other.
  void enter(std::span<Object* const> objects, std::int64_t first_key);

 private:
  inline void note(Object& object, bool is_key_assigned);
  inline void store(Object& object, const ValueView* key);

  const EntityMapping& entity_;
  identity::ObjectStore& objects_;
  TransactionLog& log_;
  identity::EntityStore& store_;
  // Null where that is no 64-bit integer.
  std::int64_t Object::* key_member_;
  // Of the version where the flush begins it, otherwise 0.
  std::uint64_t version_bit_ = 0;
  // A new row has no members that its object does not know of: these are loaded from then on.
  std::vector<ToMany Object::*> lists_;
  std::vector<ToOne Object::*> one_to_ones_;
};

}  // namespace orm::flush
