// expects: get() takes one value for each column of the primary key, in the key's order
#include "pick.h"
#include "shapes.orm.hpp"

orm::Ptr<shapes::PICK(Order, Country)> find(orm::Session& session) {
  return session.get<shapes::PICK(Order, Country)>(1);
}
