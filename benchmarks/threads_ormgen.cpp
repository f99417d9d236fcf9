#include "bench.orm.hpp"
#include "orm/orm.h"
#include "threads.h"
#include "workloads.h"

namespace threads {

namespace {

using bench_models::Post;
using bench_models::User;

std::uint64_t get_users(const orm::Engine& engine, std::span<const std::int64_t> ids) {
  orm::Session session(engine);
  std::uint64_t sum = 0;
  for (const std::int64_t id : ids) {
    const auto user = session.get<User>(id);
    sum +=
        workloads::user_sum(user->id(), user->name().size(),
                            user->email() ? user->email()->size() : 0, user->age(), user->score());
    session.expunge(user);
  }
  session.commit();
  return sum;
}

std::uint64_t load_posts(const orm::Engine& engine) {
  orm::Session session(engine);
  std::uint64_t sum = 0;
  for (const auto& post : session.query<Post>().all()) {
    sum +=
        static_cast<std::uint64_t>(post->id() + post->user_id().value_or(0)) + post->body().size();
  }
  return sum;
}

void change_titles(const orm::Engine& engine, std::int64_t id, int count) {
  engine.run_in_transaction([&](orm::Session& session) {
    const auto posts =
        session.query<Post>().filter(orm::between(Post::fields.id, id, id + count - 1));
    for (const auto& post : posts.all()) {
      post->set_title(workloads::new_titles()[static_cast<std::size_t>(post->id() - 1)]);
    }
  });
}

}  // namespace

Way ormgen(const std::string& file) {
  const orm::Engine engine =
      orm::create_engine("sqlite:///" + file, {.synchronous = orm::Synchronous::Normal});
  return {"ormgen", [engine] {
            return Worker{[=](std::span<const std::int64_t> ids) { return get_users(engine, ids); },
                          [=] { return load_posts(engine); },
                          [=](std::int64_t id, int count) { change_titles(engine, id, count); }};
          }};
}

}  // namespace threads
