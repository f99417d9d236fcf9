// Objects that a query reads anew (`populate_existing`).
#pragma once

#include <unordered_set>

#include "orm/object.h"

namespace orm::load {

/// What a session knows of an object is forgotten where the query meets it first.
class Overwrite {
 public:
  using Forget = void (*)(void* session, Object& object, const Overwrite& overwrite);

  /// `forget` leaves the object expired, without changes. A pair of a many-to-many relationship is
  /// a change of both ends: it is forgotten with the second one.
  Overwrite(void* session, Forget forget) : session_(session), forget_(forget) {}

  /// A row is about an object that the session has.
  void meet(Object& object) {
    if (met_.insert(&object).second) forget_(session_, object, *this);
  }
  /// The query has read the object.
  void note(const Object& object) { met_.insert(&object); }
  bool has_met(const Object& object) const { return met_.contains(&object); }
  /// Objects that were met may end.
  void clear() { met_.clear(); }

 private:
  void* session_;
  Forget forget_;
  std::unordered_set<const Object*> met_;
};

}  // namespace orm::load
