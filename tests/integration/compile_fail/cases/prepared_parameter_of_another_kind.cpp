// expects: two columns of different kinds are compared, such as text with a number
#include "pick.h"

auto check() {
  return orm::prepared<User>(
      [](orm::Query<User> users, const orm::Param<PICK(int, std::string)>& name) {
        return users.filter(User::fields.name == name);
      });
}
