// expects: a function of SQL is given an argument of another kind than its type says
#include "pick.h"

auto check(orm::Session& session) {
  const orm::SqlFunction<std::string(std::string)> hex("hex");
  return session.query<User>().select(hex(User::fields.PICK(id, name))).all();
}
