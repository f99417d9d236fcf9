// The workloads with SOCI: statements that are prepared once, and variables that are bound to them.
// It has no identity map, so there is no W2hit.
#include <soci/soci-config.h>
// It is for Boost's types as values, which are not used here; without it, no Boost is needed.
#undef SOCI_HAVE_BOOST
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "workloads.h"

namespace {

using soci::into;
using soci::use;
using workloads::data;
using workloads::Program;

// Its version has no std::optional: what is NULL is told beside the value.
struct User {
  long long id = 0;
  std::string name;
  std::string email;
  soci::indicator email_is = soci::i_null;
  long long age = 0;
  double score = 0;
};

struct Post {
  long long id = 0;
  std::string title;
  std::string body;
  long long user_id = 0;
};

struct UserWithPosts {
  User user;
  std::vector<Post> posts;
};

struct Course {
  long long id = 0;
  std::string name;
};

struct Student {
  long long id = 0;
  std::string name;
  std::vector<const Course*> courses;
};

struct Enrolments {
  std::vector<Student> students;
  std::unordered_map<long long, Course> courses;
};

std::uint64_t as_sum(long long value) { return static_cast<std::uint64_t>(value); }

// An open database and the handle that the checks and the filling use, beside SOCI.
struct Database {
  explicit Database(const std::string& path)
      : session(soci::sqlite3, "dbname=" + path), handle(workloads::last_opened()) {
    workloads::execute(handle, "PRAGMA foreign_keys = ON");
    workloads::create_tables(handle);
  }

  soci::session session;
  ::sqlite3* handle;
};

void insert_all(soci::session& session) {
  soci::transaction transaction(session);
  User user;
  Post post;
  soci::statement insert_user =
      (session.prepare << "INSERT INTO users (name, email, age, score) VALUES (:n, :e, :a, :s)",
       use(user.name), use(user.email, user.email_is), use(user.age), use(user.score));
  soci::statement insert_post =
      (session.prepare << "INSERT INTO posts (title, body, user_id) VALUES (:t, :b, :u)",
       use(post.title), use(post.body), use(post.user_id));
  auto next = data().posts.begin();
  for (const workloads::UserRow& row : data().users) {
    user.name = row.name;
    user.email = row.email.value_or("");
    user.email_is = row.email ? soci::i_ok : soci::i_null;
    user.age = row.age;
    user.score = row.score;
    insert_user.execute(true);
    session.get_last_insert_id("users", post.user_id);
    for (int i = 0; i < workloads::posts_per_user; ++i, ++next) {
      post.title = next->title;
      post.body = next->body;
      insert_post.execute(true);
    }
  }
  transaction.commit();
}

void time_insert(Program& program, const char* workload, const std::string& path,
                 const char* pragmas) {
  if (!program.wants(workload)) return;
  for (int i = 0; i < program.runs(); ++i) {
    workloads::remove_database(path);
    {
      Database database(path);
      workloads::execute(database.handle, pragmas);
      const double start = Program::now();
      insert_all(database.session);
      const double milliseconds = Program::now() - start;
      program.print(workload, milliseconds, workloads::inserted_sum(database.handle));
    }
    workloads::remove_database(path);
  }
}

std::uint64_t get_each_user(soci::session& session) {
  soci::transaction transaction(session);
  std::uint64_t sum = 0;
  long long id = 0;
  User user;
  soci::statement select =
      (session.prepare << "SELECT id, name, email, age, score FROM users WHERE id = :id", use(id),
       into(user.id), into(user.name), into(user.email, user.email_is), into(user.age),
       into(user.score));
  for (const std::int64_t key : data().looked_up) {
    id = key;
    select.execute(true);
    const std::size_t email = user.email_is == soci::i_ok ? user.email.size() : 0;
    sum += workloads::user_sum(user.id, user.name.size(), email, user.age, user.score);
  }
  transaction.commit();
  return sum;
}

std::vector<Post> load_posts(soci::session& session) {
  Post post;
  soci::statement select = (session.prepare << "SELECT id, title, body, user_id FROM posts",
                            into(post.id), into(post.title), into(post.body), into(post.user_id));
  std::vector<Post> posts;
  select.execute();
  while (select.fetch()) posts.push_back(post);
  return posts;
}

std::uint64_t sum_of_posts(const std::vector<Post>& posts) {
  std::uint64_t sum = 0;
  for (const Post& post : posts) {
    sum += as_sum(post.id + post.user_id) + post.title.size() + post.body.size();
  }
  return sum;
}

std::uint64_t visit_users(soci::session& session) {
  std::uint64_t sum = 0;
  long long id = 0;
  Post post;
  soci::statement select =
      (session.prepare << "SELECT id, title, body, user_id FROM posts WHERE user_id = :id", use(id),
       into(post.id), into(post.title), into(post.body), into(post.user_id));
  for (const std::int64_t key : data().visited) {
    id = key;
    std::vector<Post> posts;
    select.execute();
    while (select.fetch()) posts.push_back(post);
    for (const Post& each : posts) sum += as_sum(each.id) + each.title.size();
  }
  return sum;
}

std::vector<UserWithPosts> load_joined(soci::session& session) {
  User user;
  Post post;
  soci::indicator post_is = soci::i_null;
  soci::statement select =
      (session.prepare << "SELECT users.id, users.name, users.email, users.age, users.score, "
                          "posts.id, posts.title, posts.body "
                          "FROM users LEFT JOIN posts ON posts.user_id = users.id "
                          "ORDER BY users.id",
       into(user.id), into(user.name), into(user.email, user.email_is), into(user.age),
       into(user.score), into(post.id, post_is), into(post.title, post_is),
       into(post.body, post_is));
  std::vector<UserWithPosts> users;
  select.execute();
  while (select.fetch()) {
    if (users.empty() || users.back().user.id != user.id) users.push_back({user, {}});
    if (post_is == soci::i_ok) users.back().posts.push_back(post);
  }
  return users;
}

std::vector<UserWithPosts> load_users(soci::session& session) {
  User user;
  soci::statement select =
      (session.prepare << "SELECT id, name, email, age, score FROM users", into(user.id),
       into(user.name), into(user.email, user.email_is), into(user.age), into(user.score));
  std::vector<UserWithPosts> users;
  select.execute();
  while (select.fetch()) users.push_back({user, {}});
  return users;
}

std::vector<UserWithPosts> load_by_keys(soci::session& session) {
  constexpr std::size_t together = 500;
  std::vector<UserWithPosts> users = load_users(session);
  std::unordered_map<long long, UserWithPosts*> by_id;
  by_id.reserve(users.size());
  for (UserWithPosts& each : users) by_id.emplace(each.user.id, &each);

  std::string sql = "SELECT id, title, body, user_id FROM posts WHERE user_id IN (:k0";
  for (std::size_t i = 1; i < together; ++i) sql += ", :k" + std::to_string(i);
  // All users come in whole lists: their number is a multiple of its length.
  std::vector<long long> keys(together);
  Post post;
  soci::statement select(session);
  for (long long& key : keys) select.exchange(use(key));
  select.exchange(into(post.id));
  select.exchange(into(post.title));
  select.exchange(into(post.body));
  select.exchange(into(post.user_id));
  select.alloc();
  select.prepare(sql + ")");
  select.define_and_bind();
  for (std::size_t first = 0; first < users.size(); first += together) {
    for (std::size_t i = 0; i < together; ++i) keys[i] = users[first + i].user.id;
    select.execute();
    while (select.fetch()) by_id.find(post.user_id)->second->posts.push_back(post);
  }
  return users;
}

std::uint64_t sum_of_users(const std::vector<UserWithPosts>& users) {
  std::uint64_t sum = 0;
  for (const UserWithPosts& each : users) {
    sum += as_sum(each.user.id) + each.user.name.size() + each.posts.size();
    for (const Post& post : each.posts) {
      sum += as_sum(post.id) + post.title.size() + post.body.size();
    }
  }
  return sum;
}

Enrolments load_students(soci::session& session) {
  Student student;
  Course course;
  soci::indicator course_is = soci::i_null;
  soci::statement select =
      (session.prepare
           << "SELECT students.id, students.name, courses.id, courses.name FROM students "
              "LEFT JOIN student_course ON student_course.student_id = students.id "
              "LEFT JOIN courses ON courses.id = student_course.course_id "
              "ORDER BY students.id",
       into(student.id), into(student.name), into(course.id, course_is),
       into(course.name, course_is));
  Enrolments loaded;
  select.execute();
  while (select.fetch()) {
    if (loaded.students.empty() || loaded.students.back().id != student.id) {
      loaded.students.push_back(student);
    }
    if (course_is != soci::i_ok) continue;
    const Course& kept = loaded.courses.try_emplace(course.id, course).first->second;
    loaded.students.back().courses.push_back(&kept);
  }
  return loaded;
}

std::uint64_t sum_of_students(const Enrolments& loaded) {
  std::uint64_t sum = 0;
  for (const Student& student : loaded.students) {
    sum += as_sum(student.id);
    for (const Course* course : student.courses) sum += as_sum(course->id) + course->name.size();
  }
  return sum;
}

std::uint64_t find_by_name(soci::session& session) {
  std::uint64_t sum = 0;
  std::string name;
  User user;
  soci::statement select =
      (session.prepare << "SELECT id, name, email, age, score FROM users WHERE name = :n LIMIT 1",
       use(name), into(user.id), into(user.name), into(user.email, user.email_is), into(user.age),
       into(user.score));
  for (const std::string& each : data().searched) {
    name = each;
    select.execute(true);
    sum += as_sum(user.id + user.age);
  }
  return sum;
}

void change_titles(const Program& program, Database& database) {
  if (!program.wants("W9")) return;
  std::vector<Post> posts = load_posts(database.session);
  const double start = Program::now();
  soci::transaction transaction(database.session);
  Post post;
  soci::statement update =
      (database.session.prepare << "UPDATE posts SET title = :t WHERE id = :id", use(post.title),
       use(post.id));
  for (std::size_t i = 0; i < posts.size(); ++i) {
    posts[i].title = workloads::new_titles()[i];
    post.id = posts[i].id;
    post.title = posts[i].title;
    update.execute(true);
  }
  transaction.commit();
  program.print_once("W9", Program::now() - start, workloads::titles_sum(database.handle));
}

void delete_posts(const Program& program, Database& database) {
  if (!program.wants("W10")) return;
  const double start = Program::now();
  soci::transaction transaction(database.session);
  long long id = 0;
  soci::statement remove =
      (database.session.prepare << "DELETE FROM posts WHERE id = :id", use(id));
  for (const workloads::PostRow& post : data().posts) {
    id = post.id;
    remove.execute(true);
  }
  transaction.commit();
  program.print_once("W10", Program::now() - start, workloads::posts_left(database.handle));
}

// W4 to W6, by the names of workloads with `ending`.
void load_posts_of_users(Program& program, const std::string& ending, soci::session& session) {
  program.time("W4" + ending, [&] { return visit_users(session); });
  program.time_load("W5" + ending, [&] { return load_joined(session); }, sum_of_users);
  program.time_load("W6" + ending, [&] { return load_by_keys(session); }, sum_of_users);
}

void run_reads_and_changes(Program& program) {
  Database database(":memory:");
  workloads::fill_tables(database.handle);
  soci::session& session = database.session;
  program.time("W2", [&] { return get_each_user(session); });
  program.time_load("W3", [&] { return load_posts(session); }, sum_of_posts);
  load_posts_of_users(program, "", session);
  program.time_load("W7", [&] { return load_students(session); }, sum_of_students);
  program.time("W8", [&] { return find_by_name(session); });
  change_titles(program, database);
  delete_posts(program, database);
}

void run_scattered(Program& program) {
  if (!program.wants_scattered()) return;
  Database database(":memory:");
  workloads::fill_scattered(database.handle);
  load_posts_of_users(program, "s", database.session);
}

}  // namespace

int main(int argc, char** argv) {
  Program program("soci", argc, argv);
  if (program.measures_nothing()) return 0;
  workloads::watch_connections();
  time_insert(program, "W1m", ":memory:", "");
  time_insert(program, "W1f", program.file(),
              "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  run_reads_and_changes(program);
  run_scattered(program);
}
