// What the small pieces of the public API cost, one at a time: `scripts/bench --pieces`. Where
// hand-written code does the same, it stands beside as `.../hand_written`.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "bench.orm.hpp"
#include "orm/orm.h"
#include "statement.h"
#include "workloads.h"

namespace {

using bench_models::Post;
using bench_models::User;
using benchmark::State;
using workloads::Statement;

constexpr std::int64_t users = 1'000;

// A database in memory with users, a session, and SQLite's own view of the same connection.
struct Stored {
  Stored()
      : engine(orm::create_engine("sqlite://")), handle(workloads::last_opened()), session(engine) {
    bench_models::create_all(engine);
    for (std::int64_t id = 1; id <= users; ++id) {
      session.create<User>({.name = name_of(id), .age = id % 90, .score = 0.5});
    }
    session.commit();
    session.expunge_all();
  }

  static std::string name_of(std::int64_t id) { return "name_" + std::to_string(id); }

  orm::Engine engine;
  sqlite3* handle;
  orm::Session session;
};

// Goes round through the ids of the users.
class Ids {
 public:
  std::int64_t next() { return last_ = last_ % users + 1; }

 private:
  std::int64_t last_ = 0;
};

void identity_map_hit(State& state) {
  Stored stored;
  const auto kept = stored.session.query<User>().all();
  Ids ids;
  for (auto _ : state) benchmark::DoNotOptimize(stored.session.get<User>(ids.next()));
}
BENCHMARK(identity_map_hit);

void make_and_destroy(State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(orm::make<User>({.name = "Ada", .age = 36, .score = 0.5}));
  }
}
BENCHMARK(make_and_destroy);

void set_column(State& state) {
  Stored stored;
  const auto user = stored.session.get<User>(1);
  std::int64_t age = 0;
  for (auto _ : state) user->set_age(++age);
}
BENCHMARK(set_column);

void append_to_collection(State& state) {
  constexpr std::int64_t together = 1'000;
  std::vector<orm::Ptr<Post>> posts;
  while (state.KeepRunningBatch(together)) {
    state.PauseTiming();
    posts.clear();
    for (std::int64_t i = 0; i < together; ++i) {
      posts.push_back(orm::make<Post>({.title = "On engines", .body = "..."}));
    }
    const auto user = orm::make<User>({.name = "Ada", .age = 36, .score = 0.5});
    state.ResumeTiming();
    for (const auto& post : posts) user->posts().append(post);
  }
}
BENCHMARK(append_to_collection);

void build_query(State& state) {
  Stored stored;
  const std::string name = Stored::name_of(1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(stored.session.query<User>()
                                 .filter(User::fields.name == name && User::fields.age > 18)
                                 .order_by(User::fields.id));
  }
}
BENCHMARK(build_query);

auto prepare_query() {
  return orm::prepared<User>(
      [](const orm::Query<User>& query, const orm::Param<std::string>& name) {
        return query.filter(User::fields.name == name && User::fields.age > 18)
            .order_by(User::fields.id);
      });
}

void call_prepared_query(State& state) {
  Stored stored;
  const auto by_name = prepare_query();
  const std::string name = Stored::name_of(1);
  for (auto _ : state) benchmark::DoNotOptimize(by_name(stored.session, name));
}
BENCHMARK(call_prepared_query);

// Nothing is found, so that what is left is building a query, finding its statement by its shape,
// and running that.
void run_known_query(State& state) {
  Stored stored;
  for (auto _ : state) {
    benchmark::DoNotOptimize(stored.session.query<User>()
                                 .filter(User::fields.name == "nobody" && User::fields.age > 18)
                                 .order_by(User::fields.id)
                                 .all());
  }
}
BENCHMARK(run_known_query);

void run_prepared_query(State& state) {
  Stored stored;
  const auto by_name = prepare_query();
  for (auto _ : state) benchmark::DoNotOptimize(by_name(stored.session, "nobody").all());
}
BENCHMARK(run_prepared_query);

void run_known_query_by_hand(State& state) {
  Stored stored;
  Statement select(stored.handle,
                   "SELECT id, name, email, age, score FROM users "
                   "WHERE name = ? AND age > ? ORDER BY id",
                   SQLITE_PREPARE_PERSISTENT);
  workloads::execute(stored.handle, "BEGIN");
  const std::string name = "nobody";
  for (auto _ : state) {
    select.bind(1, name);
    select.bind(2, std::int64_t{18});
    benchmark::DoNotOptimize(select.step());
    select.reset();
  }
  workloads::execute(stored.handle, "COMMIT");
}
BENCHMARK(run_known_query_by_hand)->Name("run_known_query/hand_written");

void read_one_row(State& state) {
  Stored stored;
  Ids ids;
  for (auto _ : state) {
    const auto user = stored.session.get<User>(ids.next());
    stored.session.expunge(user);
  }
}
BENCHMARK(read_one_row);

void read_one_row_by_hand(State& state) {
  Stored stored;
  Statement select(stored.handle, "SELECT id, name, email, age, score FROM users WHERE id = ?",
                   SQLITE_PREPARE_PERSISTENT);
  workloads::execute(stored.handle, "BEGIN");
  Ids ids;
  for (auto _ : state) {
    select.bind(1, ids.next());
    workloads::UserRow user;
    if (select.step()) {
      user.id = select.integer(0);
      user.name = select.text(1);
      if (!select.is_null(2)) user.email.emplace(select.text(2));
      user.age = select.integer(3);
      user.score = select.real(4);
    }
    select.reset();
    benchmark::DoNotOptimize(user);
  }
  workloads::execute(stored.handle, "COMMIT");
}
BENCHMARK(read_one_row_by_hand)->Name("read_one_row/hand_written");

void flush_changed_object(State& state) {
  Stored stored;
  const auto user = stored.session.get<User>(1);
  std::int64_t age = 0;
  for (auto _ : state) {
    user->set_age(++age);
    stored.session.flush();
  }
}
BENCHMARK(flush_changed_object);

void flush_changed_object_by_hand(State& state) {
  Stored stored;
  Statement update(stored.handle, "UPDATE users SET age = ? WHERE id = ?",
                   SQLITE_PREPARE_PERSISTENT);
  workloads::execute(stored.handle, "BEGIN");
  std::int64_t age = 0;
  for (auto _ : state) {
    update.bind(1, ++age);
    update.bind(2, std::int64_t{1});
    update.run();
  }
  workloads::execute(stored.handle, "COMMIT");
}
BENCHMARK(flush_changed_object_by_hand)->Name("flush_changed_object/hand_written");

// With making the object, and letting go of it.
void flush_new_object(State& state) {
  Stored stored;
  for (auto _ : state) {
    const auto post = stored.session.create<Post>({.title = "On engines", .body = "..."});
    stored.session.flush();
    stored.session.expunge(post);
  }
}
BENCHMARK(flush_new_object);

void flush_new_object_by_hand(State& state) {
  Stored stored;
  Statement insert(stored.handle, "INSERT INTO posts (title, body, user_id) VALUES (?, ?, NULL)",
                   SQLITE_PREPARE_PERSISTENT);
  workloads::execute(stored.handle, "BEGIN");
  for (auto _ : state) {
    const workloads::PostRow post = {0, "On engines", "...", 0};
    insert.bind(1, post.title);
    insert.bind(2, post.body);
    insert.run();
    benchmark::DoNotOptimize(sqlite3_last_insert_rowid(stored.handle));
  }
  workloads::execute(stored.handle, "COMMIT");
}
BENCHMARK(flush_new_object_by_hand)->Name("flush_new_object/hand_written");

}  // namespace

int main(int argc, char** argv) {
  workloads::watch_connections();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
