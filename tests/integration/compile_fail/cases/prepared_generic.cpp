// expects: prepared() takes a function of a query and of parameters
#include "pick.h"

auto check() {
  return orm::prepared<User>(
      [](PICK(auto, orm::Query<User>) users, const orm::Param<std::string>& name) {
        return users.filter(User::fields.name == name);
      });
}
