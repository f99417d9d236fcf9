// The workloads of ../shared/bench through the public API and generated classes: the same data, the
// same checksums, the same boundaries of what is timed as raw.cpp and best.cpp.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench.hpp"
#include "bench.orm.hpp"
#include "orm/orm.h"

namespace {

using bench_models::Course;
using bench_models::Post;
using bench_models::Student;
using bench_models::User;

template <class T>
struct Loaded {
  std::unique_ptr<orm::Session> session;
  std::vector<orm::Ptr<T>> objects;
};

std::uint64_t size_of(std::int64_t value) { return static_cast<std::uint64_t>(value); }

std::optional<std::string> email_of(const bench::UserD& user) {
  return user.has_email ? std::optional<std::string>(user.email) : std::nullopt;
}

// Objects are built, linked and stored; what their memory costs at the end is not in the time, as
// in best.cpp.
double insert_all(orm::Session& session) {
  const bench::Data& data = bench::data();
  const double start = bench::now_ms();
  std::size_t next = 0;
  for (const bench::UserD& row : data.users) {
    auto user = orm::make<User>(
        {.name = row.name, .email = email_of(row), .age = row.age, .score = row.score});
    for (int i = 0; i < bench::PPU; ++i, ++next) {
      const bench::PostD& post = data.posts[next];
      orm::make<Post>({.title = post.title, .body = post.body, .user = user});
    }
    session.add(user);
  }
  session.commit();
  return bench::now_ms() - start;
}

// A database with empty tables; its checks and its data go past the ORM, by the same connection.
struct Database {
  explicit Database(const std::string& url)
      : engine(orm::create_engine(url)), handle(bench::last_db()) {
    bench_models::create_all(engine);
  }

  orm::Engine engine;
  sqlite3* handle;
};

void time_insert(const char* workload, const std::string& url, const char* pragmas) {
  if (!bench::want(workload)) return;
  const Database database(url);
  bench::exec(database.handle, pragmas);
  orm::Session session(database.engine);
  const double milliseconds = insert_all(session);
  bench::out(workload, milliseconds, bench::check_insert(database.handle));
}

std::uint64_t user_sum(const User& user) {
  return size_of(user.id()) + user.name().size() + size_of(user.age()) +
         (user.email() ? user.email()->size() : 0) +
         size_of(static_cast<std::int64_t>(user.score()));
}

template <class Users>
std::uint64_t sum_with_posts(const Users& users) {
  std::uint64_t sum = 0;
  for (const auto& user : users) {
    sum += size_of(user->id()) + user->name().size() + user->posts().size();
    for (const Post& post : user->posts()) {
      sum += size_of(post.id()) + post.title().size() + post.body().size();
    }
  }
  return sum;
}

std::uint64_t get_each_user(const orm::Engine& engine) {
  orm::Session session(engine);
  std::uint64_t sum = 0;
  for (const std::int64_t id : bench::data().w2ids) {
    const auto user = session.get<User>(id);
    sum += user_sum(*user);
    session.expunge(user);
  }
  session.commit();
  return sum;
}

void get_from_memory(const orm::Engine& engine) {
  if (!bench::want("W2hit")) return;
  orm::Session session(engine);
  session.query<User>().all();
  bench::timed("W2hit", bench::reps, [&] {
    std::uint64_t sum = 0;
    for (const std::int64_t id : bench::data().w2ids) sum += user_sum(*session.get<User>(id));
    return sum;
  });
}

auto load_posts(const orm::Engine& engine) {
  Loaded<Post> loaded{std::make_unique<orm::Session>(engine), {}};
  loaded.objects = loaded.session->query<Post>().all();
  return loaded;
}

auto post_sum(Loaded<Post> loaded) {
  return std::pair(0, [loaded = std::move(loaded)] {
    std::uint64_t sum = 0;
    for (const auto& post : loaded.objects) {
      sum += size_of(post->id()) + post->title().size() + post->body().size() +
             size_of(post->user_id().value_or(0));
    }
    return sum;
  });
}

void read_lazily(const orm::Engine& engine) {
  if (!bench::want("W4")) return;
  for (int i = 0; i < bench::reps; ++i) {
    orm::Session session(engine);
    session.query<User>().all();
    const double start = bench::now_ms();
    std::uint64_t sum = 0;
    for (const std::int64_t id : bench::data().w4ids) {
      for (const Post& post : session.get<User>(id)->posts()) {
        sum += size_of(post.id()) + post.title().size();
      }
    }
    bench::out("W4", bench::now_ms() - start, sum);
  }
}

Loaded<User> load_users_with_posts(const orm::Engine& engine,
                                   const orm::LoadPath<User, Post>& posts) {
  Loaded<User> loaded{std::make_unique<orm::Session>(engine), {}};
  loaded.objects = loaded.session->query<User>().options(posts).order_by(User::fields.id).all();
  return loaded;
}

auto load_students_with_courses(const orm::Engine& engine) {
  Loaded<Student> loaded{std::make_unique<orm::Session>(engine), {}};
  loaded.objects = loaded.session->query<Student>()
                       .options(orm::joinedload(Student::fields.courses))
                       .order_by(Student::fields.id)
                       .all();
  return std::pair(0, [loaded = std::move(loaded)] {
    std::uint64_t sum = 0;
    for (const auto& student : loaded.objects) {
      sum += size_of(student->id());
      for (const Course& course : student->courses()) {
        sum += size_of(course.id()) + course.name().size();
      }
    }
    return sum;
  });
}

std::uint64_t find_by_name(const orm::Engine& engine) {
  orm::Session session(engine);
  std::uint64_t sum = 0;
  for (const std::string& name : bench::data().w8names) {
    const auto user = session.query<User>().filter(User::fields.name == name).first();
    sum += size_of(user->id()) + size_of(user->age());
  }
  return sum;
}

void change_titles(const Database& database) {
  if (!bench::want("W9")) return;
  const Loaded<Post> loaded = load_posts(database.engine);
  const double start = bench::now_ms();
  for (std::size_t i = 0; i < loaded.objects.size(); ++i) {
    loaded.objects[i]->set_title(bench::data().newtitles[i]);
  }
  loaded.session->commit();
  const double milliseconds = bench::now_ms() - start;
  bench::out("W9", milliseconds, bench::check_titles(database.handle));
}

void remove_posts(const Database& database) {
  if (!bench::want("W10")) return;
  const Loaded<Post> loaded = load_posts(database.engine);
  const double start = bench::now_ms();
  for (const auto& post : loaded.objects) loaded.session->remove(post);
  loaded.session->commit();
  const double milliseconds = bench::now_ms() - start;
  bench::out("W10", milliseconds, bench::check_count(database.handle));
}

void run_inserts() {
  for (int i = 0; i < bench::reps; ++i) {
    time_insert("W1m", "sqlite://", "");
    if (!bench::want("W1f")) continue;
    bench::rm_file();
    time_insert("W1f", "sqlite:///" + bench::filedb, "PRAGMA synchronous = NORMAL");
    bench::rm_file();
  }
}

void run_reads_and_changes() {
  const Database database("sqlite://");
  const orm::Engine& engine = database.engine;
  bench::populate(database.handle);
  bench::timed("W2", bench::reps, [&] { return get_each_user(engine); });
  get_from_memory(engine);
  bench::timed_keep("W3", bench::reps, [&] { return post_sum(load_posts(engine)); });
  read_lazily(engine);
  const auto timed_with_posts = [&](const char* workload, const auto& posts) {
    bench::timed_keep(workload, bench::reps, [&] {
      return std::pair(0, [loaded = load_users_with_posts(engine, posts)] {
        return sum_with_posts(loaded.objects);
      });
    });
  };
  timed_with_posts("W5", orm::joinedload(User::fields.posts));
  timed_with_posts("W6", orm::selectinload(User::fields.posts));
  bench::timed_keep("W7", bench::reps, [&] { return load_students_with_courses(engine); });
  bench::timed("W8", bench::reps, [&] { return find_by_name(engine); });
  change_titles(database);
  remove_posts(database);
}

// Peak memory of W5 on a database file, in a process that does nothing else.
void measure_memory() {
  const orm::Engine engine = orm::create_engine(std::string("sqlite:///") + bench::rssdb);
  const Loaded<User> loaded = load_users_with_posts(engine, orm::joinedload(User::fields.posts));
  std::fprintf(stderr, "%llu\n", static_cast<unsigned long long>(sum_with_posts(loaded.objects)));
  bench::print_rss("W5");
}

void make_database(const char* path) {
  sqlite3* database = nullptr;
  if (sqlite3_open(path, &database) != SQLITE_OK) bench::die(database, path);
  bench::file_pragmas(database);
  bench::create_schema(database);
  bench::populate(database);
  sqlite3_close(database);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--make-database") == 0) {
    make_database(argv[2]);
    return 0;
  }
  bench::init(argc, argv, "ormgen");
  if (bench::rssdb != nullptr) {
    measure_memory();
    return 0;
  }
  run_inserts();
  run_reads_and_changes();
}
