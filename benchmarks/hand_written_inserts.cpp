// The workloads that begin with empty tables.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hand_written.h"

namespace hand_written {

namespace {

using workloads::data;

void insert_user(Statement& insert, const UserRow& user) {
  insert.bind(1, user.name);
  if (user.email) {
    insert.bind(2, *user.email);
  } else {
    insert.bind_null(2);
  }
  insert.bind(3, user.age);
  insert.bind(4, user.score);
  insert.run();
}

void insert_users_and_posts(sqlite3* database) {
  Statement insert_into_users(
      database, "INSERT INTO users (name, email, age, score) VALUES (?, ?, ?, ?)", kept);
  Statement insert_into_posts(database, "INSERT INTO posts (title, body, user_id) VALUES (?, ?, ?)",
                              kept);
  auto post = data().posts.begin();
  for (const UserRow& user : data().users) {
    insert_user(insert_into_users, user);
    const std::int64_t id = sqlite3_last_insert_rowid(database);
    for (int i = 0; i < workloads::posts_per_user; ++i, ++post) {
      insert_into_posts.bind(1, post->title);
      insert_into_posts.bind(2, post->body);
      insert_into_posts.bind(3, id);
      insert_into_posts.run();
    }
  }
}

void insert_profiles(sqlite3* database) {
  Statement insert(database, "INSERT INTO profiles (bio, user_id) VALUES (?, ?)", kept);
  auto user = data().users.begin();
  for (const std::string& biography : data().biographies) {
    insert.bind(1, biography);
    insert.bind(2, (user++)->id);
    insert.run();
  }
}

void insert_names(sqlite3* database, std::string_view sql, const std::vector<std::string>& names) {
  Statement insert(database, sql, kept);
  for (const std::string& name : names) {
    insert.bind(1, name);
    insert.run();
  }
}

void insert_enrolments(sqlite3* database) {
  Statement insert(database, "INSERT INTO student_course (student_id, course_id) VALUES (?, ?)",
                   kept);
  for (const auto& [student, course] : data().enrolments) {
    insert.bind(1, student);
    insert.bind(2, course);
    insert.run();
  }
}

void insert_graph(sqlite3* database) {
  insert_users_and_posts(database);
  insert_profiles(database);
  insert_names(database, "INSERT INTO students (name) VALUES (?)", data().students);
  insert_names(database, "INSERT INTO courses (name) VALUES (?)", data().courses);
  insert_enrolments(database);
}

struct Insertion {
  const char* workload;
  std::string path;
  const char* pragmas;
  void (*insert)(sqlite3* database);
  std::uint64_t (*sum)(sqlite3* database);
};

void time_insertion(workloads::Program& program, const Insertion& insertion) {
  if (!program.wants(insertion.workload)) return;
  for (int i = 0; i < program.runs(); ++i) {
    workloads::remove_database(insertion.path);
    {
      const Database database = open_database(insertion.path);
      workloads::execute(database.get(), insertion.pragmas);
      workloads::create_tables(database.get());
      const double start = workloads::Program::now();
      workloads::execute(database.get(), "BEGIN");
      insertion.insert(database.get());
      workloads::execute(database.get(), "COMMIT");
      const double milliseconds = workloads::Program::now() - start;
      program.print(insertion.workload, milliseconds, insertion.sum(database.get()));
    }
    workloads::remove_database(insertion.path);
  }
}

}  // namespace

void time_inserts(workloads::Program& program) {
  time_insertion(program, {"W1m", ":memory:", "", insert_users_and_posts, workloads::inserted_sum});
  time_insertion(program,
                 {"W1f", program.file(), "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
                  insert_users_and_posts, workloads::inserted_sum});
  time_insertion(program, {"graph", ":memory:", "", insert_graph, workloads::graph_sum});
}

}  // namespace hand_written
