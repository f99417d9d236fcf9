// The workloads as a careful person writes them with the functions of SQLite, and the measure of
// all others: plain structs, statements that are prepared once, one row in each INSERT, a
// connection as SQLite opens it. No identity map, nothing that remembers what has changed.
#include "hand_written.h"

#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

using hand_written::Database;
using hand_written::kept;
using hand_written::open_database;
using hand_written::PostRow;
using hand_written::read_post;
using hand_written::read_posts;
using hand_written::read_user;
using hand_written::Statement;
using hand_written::UserRow;
using workloads::data;

struct Post {
  std::int64_t id = 0;
  std::string title;
  std::string body;
};

struct User {
  UserRow row;
  std::vector<Post> posts;
};

struct Course {
  std::int64_t id = 0;
  std::string name;
};

struct Student {
  std::int64_t id = 0;
  std::string name;
  std::vector<const Course*> courses;
};

struct Enrolments {
  std::vector<Student> students;
  // Keeps each course where it is.
  std::unordered_map<std::int64_t, Course> courses;
};

std::uint64_t as_sum(std::int64_t value) { return static_cast<std::uint64_t>(value); }

std::uint64_t get_each_user(sqlite3* database) {
  workloads::execute(database, "BEGIN");
  std::uint64_t sum = 0;
  {
    Statement select(database, "SELECT id, name, email, age, score FROM users WHERE id = ?", kept);
    for (const std::int64_t id : data().looked_up) {
      select.bind(1, id);
      UserRow user;
      if (select.step()) read_user(select, user);
      select.reset();
      sum += workloads::user_sum(user.id, user.name.size(), user.email ? user.email->size() : 0,
                                 user.age, user.score);
    }
  }
  workloads::execute(database, "COMMIT");
  return sum;
}

std::vector<PostRow> load_posts(sqlite3* database) {
  Statement select(database, "SELECT id, title, body, user_id FROM posts");
  std::vector<PostRow> posts;
  read_posts(select, posts);
  return posts;
}

std::uint64_t sum_of_posts(const std::vector<PostRow>& posts) {
  std::uint64_t sum = 0;
  for (const PostRow& post : posts) {
    sum += as_sum(post.id + post.user_id) + post.title.size() + post.body.size();
  }
  return sum;
}

std::uint64_t visit_users(sqlite3* database) {
  Statement select(database, "SELECT id, title, body, user_id FROM posts WHERE user_id = ?", kept);
  std::uint64_t sum = 0;
  for (const std::int64_t id : data().visited) {
    select.bind(1, id);
    std::vector<PostRow> posts;
    read_posts(select, posts);
    select.reset();
    for (const PostRow& post : posts) sum += as_sum(post.id) + post.title.size();
  }
  return sum;
}

std::vector<User> load_joined(sqlite3* database) {
  Statement select(database, R"(
    SELECT users.id, users.name, users.email, users.age, users.score,
           posts.id, posts.title, posts.body
    FROM users LEFT JOIN posts ON posts.user_id = users.id ORDER BY users.id)");
  std::vector<User> users;
  while (select.step()) {
    if (users.empty() || users.back().row.id != select.integer(0)) {
      read_user(select, users.emplace_back().row);
    }
    if (!select.is_null(5)) read_post(select, 5, users.back().posts.emplace_back());
  }
  return users;
}

std::string list_of_keys(int count) {
  std::string text = "(?";
  for (int i = 1; i < count; ++i) text += ", ?";
  return text + ")";
}

std::vector<User> load_by_keys(sqlite3* database) {
  constexpr std::size_t together = 500;
  std::vector<User> users;
  Statement select_users(database, "SELECT id, name, email, age, score FROM users");
  while (select_users.step()) read_user(select_users, users.emplace_back().row);
  std::unordered_map<std::int64_t, User*> by_id;
  by_id.reserve(users.size());
  for (User& user : users) by_id.emplace(user.row.id, &user);

  Statement select(database,
                   "SELECT id, title, body, user_id FROM posts WHERE user_id IN " +
                       list_of_keys(static_cast<int>(together)),
                   kept);
  for (std::size_t first = 0; first < users.size(); first += together) {
    for (std::size_t i = 0; i < together; ++i) {
      const int parameter = static_cast<int>(i) + 1;
      if (first + i < users.size()) {
        select.bind(parameter, users[first + i].row.id);
      } else {
        select.bind_null(parameter);
      }
    }
    while (select.step()) {
      read_post(select, 0, by_id.find(select.integer(3))->second->posts.emplace_back());
    }
    select.reset();
  }
  return users;
}

std::uint64_t sum_of_users(const std::vector<User>& users) {
  std::uint64_t sum = 0;
  for (const User& user : users) {
    sum += as_sum(user.row.id) + user.row.name.size() + user.posts.size();
    for (const Post& post : user.posts) {
      sum += as_sum(post.id) + post.title.size() + post.body.size();
    }
  }
  return sum;
}

Enrolments load_students(sqlite3* database) {
  Statement select(database, R"(
    SELECT students.id, students.name, courses.id, courses.name
    FROM students
    LEFT JOIN student_course ON student_course.student_id = students.id
    LEFT JOIN courses ON courses.id = student_course.course_id
    ORDER BY students.id)");
  Enrolments loaded;
  std::vector<Student>& students = loaded.students;
  while (select.step()) {
    const std::int64_t id = select.integer(0);
    if (students.empty() || students.back().id != id) {
      students.push_back({id, std::string(select.text(1)), {}});
    }
    if (select.is_null(2)) continue;
    Course& course = loaded.courses[select.integer(2)];
    if (course.id == 0) {
      course.id = select.integer(2);
      course.name = select.text(3);
    }
    students.back().courses.push_back(&course);
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

std::uint64_t find_by_name(sqlite3* database) {
  Statement select(database, "SELECT id, name, email, age, score FROM users WHERE name = ? LIMIT 1",
                   kept);
  std::uint64_t sum = 0;
  for (const std::string& name : data().searched) {
    select.bind(1, name);
    UserRow user;
    if (select.step()) read_user(select, user);
    select.reset();
    sum += as_sum(user.id + user.age);
  }
  return sum;
}

void change_titles(workloads::Program& program, sqlite3* database) {
  if (!program.wants("W9")) return;
  const std::vector<std::string>& titles = workloads::new_titles();
  std::vector<PostRow> posts = load_posts(database);
  const double start = workloads::Program::now();
  workloads::execute(database, "BEGIN");
  {
    Statement update(database, "UPDATE posts SET title = ? WHERE id = ?", kept);
    for (std::size_t i = 0; i < posts.size(); ++i) {
      posts[i].title = titles[i];
      update.bind(1, posts[i].title);
      update.bind(2, posts[i].id);
      update.run();
    }
  }
  workloads::execute(database, "COMMIT");
  const double milliseconds = workloads::Program::now() - start;
  program.print_once("W9", milliseconds, workloads::titles_sum(database));
}

void delete_posts(workloads::Program& program, sqlite3* database) {
  if (!program.wants("W10")) return;
  const double start = workloads::Program::now();
  workloads::execute(database, "BEGIN");
  {
    Statement remove(database, "DELETE FROM posts WHERE id = ?", kept);
    for (const PostRow& post : data().posts) {
      remove.bind(1, post.id);
      remove.run();
    }
  }
  workloads::execute(database, "COMMIT");
  const double milliseconds = workloads::Program::now() - start;
  program.print_once("W10", milliseconds, workloads::posts_left(database));
}

// W4 to W6, by the names of workloads with `ending`.
void load_posts_of_users(workloads::Program& program, const std::string& ending,
                         sqlite3* database) {
  program.time("W4" + ending, [&] { return visit_users(database); });
  program.time_load("W5" + ending, [&] { return load_joined(database); }, sum_of_users);
  program.time_load("W6" + ending, [&] { return load_by_keys(database); }, sum_of_users);
}

void run_reads_and_changes(workloads::Program& program) {
  if (!program.wants_rows()) return;
  const Database opened = open_database(":memory:");
  sqlite3* database = opened.get();
  workloads::create_tables(database);
  program.fill(database);
  program.time("W2", [&] { return get_each_user(database); });
  program.time_load("W3", [&] { return load_posts(database); }, sum_of_posts);
  load_posts_of_users(program, "", database);
  program.time_load("W7", [&] { return load_students(database); }, sum_of_students);
  program.time("W8", [&] { return find_by_name(database); });
  change_titles(program, database);
  delete_posts(program, database);
}

void run_scattered(workloads::Program& program) {
  if (!program.wants_scattered()) return;
  const Database database = open_database(":memory:");
  workloads::create_tables(database.get());
  workloads::fill_scattered(database.get());
  load_posts_of_users(program, "s", database.get());
}

}  // namespace

int main(int argc, char** argv) {
  workloads::Program program("hand_written", argc, argv);
  if (!program.memory_of().empty()) {
    const Database file = open_database(program.memory_of());
    const std::vector<User> users = load_joined(file.get());
    program.print_peak_memory("W5");
    return sum_of_users(users) == 0 ? 1 : 0;
  }
  if (program.measures_nothing()) return 0;

  hand_written::time_inserts(program);
  run_reads_and_changes(program);
  run_scattered(program);
}
