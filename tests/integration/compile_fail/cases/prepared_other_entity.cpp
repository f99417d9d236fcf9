// expects: prepared() takes a function whose query is for the same entity
#include "pick.h"

auto check() {
  return orm::prepared<PICK(Address, User)>(
      [](orm::Query<User> users, const orm::Param<std::string>& name) {
        return users.filter(User::fields.name == name);
      });
}
