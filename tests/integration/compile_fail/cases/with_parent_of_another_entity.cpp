// expects: with_parent() takes an object and a relationship of its entity
#include "pick.h"

auto found(orm::Session& session, const orm::Ptr<User>& user) {
  return session.query<PICK(Item, Order)>()
      .filter(orm::with_parent(user, PICK(Order::fields.items, User::fields.orders)))
      .count();
}
