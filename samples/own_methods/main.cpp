// Objects with functions of their own: blog.orm names the classes, and app/ has them.
#include <fmt/core.h>

#include "app/post.hpp"
#include "app/user.hpp"
#include "orm/orm.h"

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///own_methods.db");
  blog::drop_all(engine);
  blog::create_all(engine);

  orm::Session session(engine);
  const auto ada = session.create<app::User>({.name = "Ada"});
  session.create<app::Post>({.title = "Notes", .length = app::Minutes(25), .author = ada});
  session.create<app::Post>({.title = "Letters", .length = app::Minutes(7), .author = ada});
  session.commit();

  // Queries, relationships and loops give the classes of app/.
  const auto& length = app::Post::fields.length;
  const auto post = session.query<app::Post>().filter(length > app::Minutes(10)).one();
  fmt::print("{}\n", post->byline());
  fmt::print("{}, {} minutes\n", post->author()->greeting(), ada->reading_time().count());
  ++post->author()->visits;
  fmt::print("visits: {}\n", session.get<app::User>(ada->id())->visits);
}
