// The smallest file of a user that reads and writes.
#include "bench.orm.hpp"
#include "orm/session.h"

using bench_models::User;

orm::Ptr<User> rename(orm::Session& session, const std::string& before, std::string after) {
  auto user = session.query<User>().filter(User::fields.name == before).first();
  if (user) user->set_name(std::move(after));
  return user;
}
