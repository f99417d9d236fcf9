// The relationships of the generated classes, to be called by number.
#pragma once

#include <cstdint>
#include <vector>

#include "model.orm.hpp"
#include "orm/orm.h"
#include "things.h"

namespace model_test {

/// One side that holds other objects: a list, or at most one object.
struct SideCalls {
  unsigned position;
  std::vector<orm::Object*> (*members)(orm::Object& owner);
  void (*append)(orm::Object& owner, orm::Object& member);
  void (*remove)(orm::Object& owner, orm::Object& member);
  void (*assign)(orm::Object& owner, const std::vector<orm::Object*>& members);
};

struct LinkCalls {
  unsigned position;
  orm::Object* (*parent)(orm::Object& child);
  /// Null for no parent.
  void (*set_parent)(orm::Object& child, orm::Object* parent);
  /// The same by the foreign key's column; null where the model has no such operation.
  void (*set_key)(orm::Object& child, orm::Object* parent);
  SideCalls children;
};

const LinkCalls& link_calls(int link);
/// Side 0 is what the left one has.
const SideCalls& pair_calls(int pairing, int side);

/// Calls `f.operator()<T>()` with the class of the kind.
template <class F>
decltype(auto) with_class(Kind kind, F f) {
  switch (kind) {
    case Kind::Person:
      return f.template operator()<model::Person>();
    case Kind::Pet:
      return f.template operator()<model::Pet>();
    case Kind::Task:
      return f.template operator()<model::Task>();
    case Kind::Desk:
      return f.template operator()<model::Desk>();
    case Kind::Passport:
      return f.template operator()<model::Passport>();
    case Kind::Club:
      return f.template operator()<model::Club>();
    default:
      return f.template operator()<model::Role>();
  }
}

}  // namespace model_test
