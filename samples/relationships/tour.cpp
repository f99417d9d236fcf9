// The rest of the tour: both directions of every relationship, and what loading costs.
#include <fmt/core.h>

#include "orm/orm.h"
#include "relationships.orm.hpp"

using namespace relationships;

namespace {

void fill(orm::Session& session) {
  for (const char* name : {"Ada", "Grace", "Edsger"}) {
    auto user = session.create<User>({.name = name});
    session.create<Post>({.title = fmt::format("{}'s first post", name), .user = user});
    session.create<Post>({.title = fmt::format("{}'s second post", name), .user = user});
  }
  session.commit();
}

// Every link can be read from both of its ends.
void both_ends(orm::Session& session) {
  auto post = session.query<Post>().filter(Post::fields.title == "Ada's first post").one();
  fmt::print("{} was written by {}\n", post->title(), post->user()->name());

  auto jane = session.create<User>({.name = "Jane Doe"});
  auto profile = orm::make<Profile>({.bio = "Software Developer", .user = jane});
  fmt::print("{} is a {}\n", jane->name(), jane->profile()->bio());
  session.add(profile);
  session.commit();

  auto alice = session.create<Student>({.name = "Alice"});
  auto bob = session.create<Student>({.name = "Bob"});
  auto physics = session.create<Course>({.name = "Physics", .students = {alice, bob}});
  alice->courses().append(orm::make<Course>({.name = "Mathematics"}));
  session.commit();
  for (const Course& course : alice->courses()) fmt::print("Alice takes {}\n", course.name());
  for (const Student& student : physics->students())
    fmt::print("{} takes Physics\n", student.name());
}

// Prints how many statements it takes to read all posts of all users.
void count_statements(orm::Engine& engine, const char* how, bool joined) {
  orm::Session session(engine);
  orm::StatementRecorder recorder(session);
  auto query = session.query<User>().order_by(User::fields.id);
  if (joined) query = query.options(orm::joinedload(User::fields.posts));
  std::size_t posts = 0;
  for (const auto& user : query.all()) posts += user->posts().size();
  fmt::print("{}: {} posts, statements: {}\n", how, posts, recorder.executions());
}

}  // namespace

int main() {
  orm::Engine engine = orm::create_engine("sqlite:///tour.db");
  relationships::drop_all(engine);
  relationships::create_all(engine);
  {
    orm::Session session(engine);
    fill(session);
    both_ends(session);
  }
  count_statements(engine, "lazy", false);
  count_statements(engine, "joined", true);
}
