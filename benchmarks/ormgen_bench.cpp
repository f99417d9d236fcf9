// The workloads through the public API and generated classes: the same data, the same checksums and
// the same limits of what is timed as in hand_written.cpp.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench.orm.hpp"
#include "orm/orm.h"
#include "workloads.h"

namespace {

using bench_models::Course;
using bench_models::Post;
using bench_models::Profile;
using bench_models::Student;
using bench_models::User;
using workloads::data;
using workloads::Program;

template <class T>
struct Loaded {
  std::unique_ptr<orm::Session> session;
  std::vector<orm::Ptr<T>> objects;
};

std::uint64_t as_sum(std::int64_t value) { return static_cast<std::uint64_t>(value); }

// Objects are built, linked and stored; what their memory costs at the end is not in the time, as
// with the rows of the others.
double insert_all(orm::Session& session) {
  const double start = Program::now();
  auto post = data().posts.begin();
  for (const workloads::UserRow& row : data().users) {
    auto user =
        orm::make<User>({.name = row.name, .email = row.email, .age = row.age, .score = row.score});
    for (int i = 0; i < workloads::posts_per_user; ++i, ++post) {
      orm::make<Post>({.title = post->title, .body = post->body, .user = user});
    }
    session.add(user);
  }
  session.commit();
  return Program::now() - start;
}

// All of data(), linked both ways; not stored yet.
void add_graph(orm::Session& session) {
  auto post = data().posts.begin();
  auto biography = data().biographies.begin();
  for (const workloads::UserRow& row : data().users) {
    auto user =
        orm::make<User>({.name = row.name, .email = row.email, .age = row.age, .score = row.score});
    for (int i = 0; i < workloads::posts_per_user; ++i, ++post) {
      orm::make<Post>({.title = post->title, .body = post->body, .user = user});
    }
    orm::make<Profile>({.bio = *biography++, .user = user});
    session.add(user);
  }
  std::vector<orm::Ptr<Course>> courses;
  for (const std::string& name : data().courses) {
    courses.push_back(session.create<Course>({.name = name}));
  }
  auto enrolment = data().enrolments.begin();
  for (const std::string& name : data().students) {
    const auto student = session.create<Student>({.name = name});
    for (int i = 0; i < workloads::courses_per_student; ++i, ++enrolment) {
      student->courses().append(courses[static_cast<std::size_t>(enrolment->second) - 1]);
    }
  }
}

// A database with empty tables; its checks and its data go past the ORM, by the same connection.
struct Database {
  // W4select does what is warned of.
  explicit Database(const std::string& url)
      : engine(orm::create_engine(url, {.warn = [](std::string_view) {}})),
        handle(workloads::last_opened()) {
    bench_models::create_all(engine);
  }

  orm::Engine engine;
  sqlite3* handle;
};

void time_insert(Program& program, const char* workload, const std::string& url,
                 const char* pragmas) {
  const Database database(url);
  workloads::execute(database.handle, pragmas);
  orm::Session session(database.engine);
  const double milliseconds = insert_all(session);
  program.print(workload, milliseconds, workloads::inserted_sum(database.handle));
}

void time_flush_of_graph(Program& program) {
  const Database database("sqlite://");
  orm::Session session(database.engine);
  add_graph(session);
  const double start = Program::now();
  session.commit();
  const double milliseconds = Program::now() - start;
  program.print("graph", milliseconds, workloads::graph_sum(database.handle));
}

std::uint64_t sum_of(const User& user) {
  return workloads::user_sum(user.id(), user.name().size(), user.email() ? user.email()->size() : 0,
                             user.age(), user.score());
}

std::uint64_t get_each_user(const orm::Engine& engine) {
  orm::Session session(engine);
  std::uint64_t sum = 0;
  for (const std::int64_t id : data().looked_up) {
    const auto user = session.get<User>(id);
    sum += sum_of(*user);
    session.expunge(user);
  }
  session.commit();
  return sum;
}

void get_from_memory(Program& program, const orm::Engine& engine) {
  if (!program.wants("W2hit")) return;
  orm::Session session(engine);
  session.query<User>().all();
  program.time("W2hit", [&] {
    std::uint64_t sum = 0;
    for (const std::int64_t id : data().looked_up) sum += sum_of(*session.get<User>(id));
    return sum;
  });
}

Loaded<Post> load_posts(const orm::Engine& engine) {
  Loaded<Post> loaded{std::make_unique<orm::Session>(engine), {}};
  loaded.objects = loaded.session->query<Post>().all();
  return loaded;
}

std::uint64_t sum_of_posts(const Loaded<Post>& loaded) {
  std::uint64_t sum = 0;
  for (const auto& post : loaded.objects) {
    sum += as_sum(post->id() + post->user_id().value_or(0)) + post->title().size() +
           post->body().size();
  }
  return sum;
}

// The users that `loaded` asks for are there; their posts are read when they are used.
void visit_users(Program& program, const std::string& workload, const orm::Engine& engine,
                 const std::function<orm::Query<User>(orm::Session&)>& loaded) {
  if (!program.wants(workload)) return;
  for (int i = 0; i < program.runs(); ++i) {
    orm::Session session(engine);
    loaded(session).all();
    const double start = Program::now();
    std::uint64_t sum = 0;
    for (const std::int64_t id : data().visited) {
      for (const Post& post : session.get<User>(id)->posts()) {
        sum += as_sum(post.id()) + post.title().size();
      }
    }
    program.print(workload, Program::now() - start, sum);
  }
}

Loaded<User> load_users(const orm::Engine& engine, const orm::LoadPath<User, Post>& posts) {
  Loaded<User> loaded{std::make_unique<orm::Session>(engine), {}};
  loaded.objects = loaded.session->query<User>().options(posts).order_by(User::fields.id).all();
  return loaded;
}

std::uint64_t sum_of_users(const Loaded<User>& loaded) {
  std::uint64_t sum = 0;
  for (const auto& user : loaded.objects) {
    sum += as_sum(user->id()) + user->name().size() + user->posts().size();
    for (const Post& post : user->posts()) {
      sum += as_sum(post.id()) + post.title().size() + post.body().size();
    }
  }
  return sum;
}

// W4 to W6, by the names of workloads with `ending`.
void load_posts_of_users(Program& program, const std::string& ending, const orm::Engine& engine) {
  visit_users(program, "W4" + ending, engine, [](orm::Session& session) {
    return session.query<User>().options(orm::adaptiveload(User::fields.posts));
  });
  visit_users(program, "W4" + ending + "used", engine, [](orm::Session& session) {
    return session.query<User>()
        .filter(orm::in_(User::fields.id, data().visited))
        .options(orm::adaptiveload(User::fields.posts));
  });
  visit_users(program, "W4" + ending + "select", engine, [](orm::Session& session) {
    return session.query<User>().options(orm::lazyload(User::fields.posts));
  });
  const auto joined = [&] { return load_users(engine, orm::joinedload(User::fields.posts)); };
  const auto by_keys = [&] { return load_users(engine, orm::selectinload(User::fields.posts)); };
  program.time_load("W5" + ending, joined, sum_of_users);
  program.time_load("W6" + ending, by_keys, sum_of_users);
}

Loaded<Student> load_students(const orm::Engine& engine) {
  Loaded<Student> loaded{std::make_unique<orm::Session>(engine), {}};
  loaded.objects = loaded.session->query<Student>()
                       .options(orm::joinedload(Student::fields.courses))
                       .order_by(Student::fields.id)
                       .all();
  return loaded;
}

std::uint64_t sum_of_students(const Loaded<Student>& loaded) {
  std::uint64_t sum = 0;
  for (const auto& student : loaded.objects) {
    sum += as_sum(student->id());
    for (const Course& course : student->courses()) {
      sum += as_sum(course.id()) + course.name().size();
    }
  }
  return sum;
}

std::uint64_t find_by_name(const orm::Engine& engine) {
  orm::Session session(engine);
  std::uint64_t sum = 0;
  for (const std::string& name : data().searched) {
    const auto user = session.query<User>().filter(User::fields.name == name).first();
    sum += as_sum(user->id() + user->age());
  }
  return sum;
}

std::uint64_t find_by_prepared_name(const orm::Engine& engine) {
  const auto by_name =
      orm::prepared<User>([](const orm::Query<User>& users, const orm::Param<std::string>& name) {
        return users.filter(User::fields.name == name);
      });
  orm::Session session(engine);
  std::uint64_t sum = 0;
  for (const std::string& name : data().searched) {
    const auto user = by_name(session, name).first();
    sum += as_sum(user->id() + user->age());
  }
  return sum;
}

void change_titles(const Program& program, const Database& database) {
  if (!program.wants("W9")) return;
  const std::vector<std::string>& titles = workloads::new_titles();
  const Loaded<Post> loaded = load_posts(database.engine);
  const double start = Program::now();
  for (std::size_t i = 0; i < loaded.objects.size(); ++i) {
    loaded.objects[i]->set_title(titles[i]);
  }
  loaded.session->commit();
  const double milliseconds = Program::now() - start;
  program.print_once("W9", milliseconds, workloads::titles_sum(database.handle));
}

void remove_posts(const Program& program, const Database& database) {
  if (!program.wants("W10")) return;
  const Loaded<Post> loaded = load_posts(database.engine);
  const double start = Program::now();
  for (const auto& post : loaded.objects) loaded.session->remove(post);
  loaded.session->commit();
  const double milliseconds = Program::now() - start;
  program.print_once("W10", milliseconds, workloads::posts_left(database.handle));
}

void run_inserts(Program& program) {
  for (int i = 0; i < program.runs(); ++i) {
    if (program.wants("W1m")) time_insert(program, "W1m", "sqlite://", "");
    if (program.wants("graph")) time_flush_of_graph(program);
    if (!program.wants("W1f")) continue;
    workloads::remove_database(program.file());
    time_insert(program, "W1f", "sqlite:///" + program.file(), "PRAGMA synchronous = NORMAL");
    workloads::remove_database(program.file());
  }
}

void run_reads_and_changes(Program& program) {
  if (!program.wants_rows()) return;
  const Database database("sqlite://");
  const orm::Engine& engine = database.engine;
  program.fill(database.handle);
  program.time("W2", [&] { return get_each_user(engine); });
  get_from_memory(program, engine);
  program.time_load("W3", [&] { return load_posts(engine); }, sum_of_posts);
  load_posts_of_users(program, "", engine);
  program.time_load("W7", [&] { return load_students(engine); }, sum_of_students);
  program.time("W8", [&] { return find_by_name(engine); });
  program.time("W8prepared", [&] { return find_by_prepared_name(engine); });
  change_titles(program, database);
  remove_posts(program, database);
}

void run_scattered(Program& program) {
  if (!program.wants_scattered()) return;
  const Database database("sqlite://");
  workloads::fill_scattered(database.handle);
  load_posts_of_users(program, "s", database.engine);
}

// Peak memory of W5 on a database file, in a process that does nothing else.
int measure_memory(const Program& program) {
  const orm::Engine engine = orm::create_engine("sqlite:///" + program.memory_of());
  const Loaded<User> loaded = load_users(engine, orm::joinedload(User::fields.posts));
  program.print_peak_memory("W5");
  return sum_of_users(loaded) == 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  Program program("ormgen", argc, argv);
  if (!program.memory_of().empty()) return measure_memory(program);
  if (program.measures_nothing()) return 0;
  workloads::watch_connections();
  run_inserts(program);
  run_reads_and_changes(program);
  run_scattered(program);
}
