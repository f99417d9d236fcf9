#include <fmt/core.h>

#include "orm/orm.h"
#include "relationships.orm.hpp"

using namespace relationships;

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///relationships.db", {.echo = true});
  relationships::drop_all(engine);    // start afresh on every run
  relationships::create_all(engine);

  orm::Session session(engine);

  // One-to-many: linking one side links the other; adding the user adds the posts.
  auto user1 = orm::make<User>({.name = "John Doe"});
  auto post1 = orm::make<Post>({.title = "Post 1", .user = user1});
  auto post2 = orm::make<Post>({.title = "Post 2", .user = user1});
  session.add(user1);
  session.commit();

  auto user = session.query<User>().filter_by(User::fields.name, "John Doe").first();
  for (const Post& post : user->posts()) fmt::print("{}\n", post.title());

  // One-to-one.
  auto jane = orm::make<User>({.name = "Jane Doe"});
  jane->set_profile(orm::make<Profile>({.bio = "Software Developer"}));
  session.add(jane);
  session.commit();
  fmt::print("{}\n", jane->profile()->bio());

  // Many-to-many.
  auto alice = orm::make<Student>({.name = "Alice"});
  auto bob = orm::make<Student>({.name = "Bob"});
  auto mathematics = orm::make<Course>({.name = "Mathematics"});
  auto physics = orm::make<Course>({.name = "Physics"});
  alice->courses().append(mathematics);
  alice->courses().append(physics);
  bob->courses().append(mathematics);
  session.add_all(alice, bob);
  session.commit();

  auto course = session.query<Course>().filter(Course::fields.name == "Mathematics").one();
  for (const Student& student : course->students()) fmt::print("{}\n", student.name());

  // Joined loading: the user and the posts in one SELECT.
  auto loaded = session.query<User>()
                    .options(orm::joinedload(User::fields.posts))
                    .filter(User::fields.name == "John Doe")
                    .first();
  fmt::print("{} posts\n", loaded->posts().size());
}
