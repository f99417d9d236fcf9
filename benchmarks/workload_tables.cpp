#include <sqlite3.h>

#include <filesystem>

#include "statement.h"
#include "workloads.h"

namespace workloads {

namespace {

std::uint64_t number_of(sqlite3* database, std::string_view sql) {
  Statement statement(database, sql);
  statement.step();
  return static_cast<std::uint64_t>(statement.integer(0));
}

void fill_users(sqlite3* database) {
  Statement insert(database, "INSERT INTO users VALUES (?, ?, ?, ?, ?)");
  for (const UserRow& user : data().users) {
    insert.bind(1, user.id);
    insert.bind(2, user.name);
    if (user.email) {
      insert.bind(3, *user.email);
    } else {
      insert.bind_null(3);
    }
    insert.bind(4, user.age);
    insert.bind(5, user.score);
    insert.run();
  }
}

/// `user_of(post)` is the id of its user.
template <class UserOf>
void fill_posts(sqlite3* database, const UserOf& user_of) {
  Statement insert(database, "INSERT INTO posts VALUES (?, ?, ?, ?)");
  for (const PostRow& post : data().posts) {
    insert.bind(1, post.id);
    insert.bind(2, post.title);
    insert.bind(3, post.body);
    insert.bind(4, user_of(post));
    insert.run();
  }
}

/// Rows of a number, which counts from 1, and a value.
template <class Value>
void fill_list(sqlite3* database, std::string_view insert_sql, const std::vector<Value>& values) {
  Statement insert(database, insert_sql);
  std::int64_t number = 0;
  for (const Value& value : values) {
    insert.bind(1, ++number);
    insert.bind(2, value);
    insert.run();
  }
}

void fill_enrolments(sqlite3* database) {
  Statement insert(database, "INSERT INTO student_course VALUES (?, ?)");
  for (const auto& [student, course] : data().enrolments) {
    insert.bind(1, student);
    insert.bind(2, course);
    insert.run();
  }
}

void fill_requests(sqlite3* database) {
  execute(database, R"(
    BEGIN;
    CREATE TABLE looked_up (number INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    CREATE TABLE visited (number INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    CREATE TABLE searched (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE new_titles (number INTEGER PRIMARY KEY, title TEXT NOT NULL);
    CREATE TABLE scattered (number INTEGER PRIMARY KEY, id INTEGER NOT NULL);)");
  fill_list(database, "INSERT INTO looked_up VALUES (?, ?)", data().looked_up);
  fill_list(database, "INSERT INTO visited VALUES (?, ?)", data().visited);
  fill_list(database, "INSERT INTO searched VALUES (?, ?)", data().searched);
  fill_list(database, "INSERT INTO new_titles VALUES (?, ?)", new_titles());
  fill_list(database, "INSERT INTO scattered VALUES (?, ?)", scattered_users());
  execute(database, "COMMIT");
}

sqlite3* open(const std::string& path) {
  sqlite3* database = nullptr;
  if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) fail(database, path.c_str());
  return database;
}

// What SQLite calls takes nothing that would say where to put the handle.
sqlite3*& newest_connection() {
  static sqlite3* handle = nullptr;
  return handle;
}

extern "C" int note_connection(sqlite3* handle, char** /*message*/,
                               const sqlite3_api_routines* /*routines*/) {
  newest_connection() = handle;
  return SQLITE_OK;
}

}  // namespace

void execute(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(database, sql);
}

void create_tables(sqlite3* database) {
  execute(database, R"(
    CREATE TABLE users (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT, age INTEGER NOT NULL,
      score REAL NOT NULL);
    CREATE INDEX ix_users_name ON users (name);
    CREATE TABLE posts (
      id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL,
      user_id INTEGER REFERENCES users (id));
    CREATE INDEX ix_posts_user ON posts (user_id);
    CREATE TABLE profiles (
      id INTEGER PRIMARY KEY, bio TEXT NOT NULL, user_id INTEGER UNIQUE REFERENCES users (id));
    CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE courses (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE student_course (
      student_id INTEGER NOT NULL REFERENCES students (id),
      course_id INTEGER NOT NULL REFERENCES courses (id),
      PRIMARY KEY (student_id, course_id));
    CREATE INDEX ix_sc_course ON student_course (course_id);)");
}

void fill_tables(sqlite3* database) {
  execute(database, "BEGIN");
  fill_users(database);
  fill_posts(database, [](const PostRow& post) { return post.user_id; });
  fill_list(database, "INSERT INTO profiles (user_id, bio) VALUES (?, ?)", data().biographies);
  fill_list(database, "INSERT INTO students VALUES (?, ?)", data().students);
  fill_list(database, "INSERT INTO courses VALUES (?, ?)", data().courses);
  fill_enrolments(database);
  execute(database, "COMMIT");
  execute(database, "ANALYZE");
}

void fill_scattered(sqlite3* database) {
  execute(database, "BEGIN");
  fill_users(database);
  fill_posts(database, [](const PostRow& post) {
    return scattered_users()[static_cast<std::size_t>(post.id) - 1];
  });
  execute(database, "COMMIT");
  execute(database, "ANALYZE");
}

void make_tables(const std::string& path) {
  remove_database(path);
  sqlite3* database = open(path);
  create_tables(database);
  fill_tables(database);
  execute(database, "PRAGMA journal_mode = WAL");
  sqlite3_close(database);
}

void make_database(const std::string& path) {
  make_tables(path);
  sqlite3* database = open(path);
  fill_requests(database);
  sqlite3_close(database);
}

void copy_tables(const std::string& from, sqlite3* to) {
  sqlite3* file = open(from);
  sqlite3_backup* copy = sqlite3_backup_init(to, "main", file, "main");
  if (copy == nullptr || sqlite3_backup_step(copy, -1) != SQLITE_DONE) fail(to, from.c_str());
  sqlite3_backup_finish(copy);
  sqlite3_close(file);
}

void remove_database(const std::string& path) {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    std::filesystem::remove(path + ending);
  }
}

void watch_connections() {
  // SQLite casts it back before it calls it.
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_connection));
}

sqlite3* last_opened() { return newest_connection(); }

std::uint64_t inserted_sum(sqlite3* database) {
  return number_of(database, R"(
    SELECT (SELECT count(*) FROM users) * 1000003 +
           (SELECT sum(id * user_id % 1009 + length(title) + length(body)) FROM posts))");
}

std::uint64_t graph_sum(sqlite3* database) {
  return inserted_sum(database) + number_of(database, R"(
    SELECT (SELECT sum(user_id % 1009 * length(bio)) FROM profiles) +
           (SELECT sum(student_id * course_id % 1009 + length(students.name) + length(courses.name))
            FROM student_course JOIN students ON students.id = student_id
                                JOIN courses ON courses.id = course_id))");
}

std::uint64_t titles_sum(sqlite3* database) {
  return number_of(database, R"(
    SELECT count(*) * 1000 + count(DISTINCT title) * 7 + sum(substr(title, 1, 3) = 'New')
    FROM posts)");
}

std::uint64_t posts_left(sqlite3* database) {
  return number_of(database, "SELECT count(*) FROM posts");
}

}  // namespace workloads
