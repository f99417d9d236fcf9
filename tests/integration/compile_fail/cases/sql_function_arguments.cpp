// expects: a function of SQL takes as many arguments as its type says
#include "pick.h"

auto check(orm::Session& session) {
  const orm::SqlFunction<double(double, double)> distance("distance");
  const orm::SqlFunction<double(double)> root("sqrt");
  return session.query<User>().select(PICK(distance, root)(1.0)).all();
}
