// What hand-written code reads rows into, for the programs that are the measure of others.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "statement.h"
#include "workloads.h"

namespace hand_written {

using workloads::PostRow;
using workloads::Statement;
using workloads::UserRow;

constexpr unsigned kept = SQLITE_PREPARE_PERSISTENT;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

inline Database open_database(const std::string& path) {
  sqlite3* database = nullptr;
  if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) workloads::fail(database, path.c_str());
  workloads::execute(database, "PRAGMA foreign_keys = ON");
  return Database(database);
}

/// The columns `id, name, email, age, score` at the beginning of a row.
inline void read_user(Statement& from, UserRow& user) {
  user.id = from.integer(0);
  user.name = from.text(1);
  const std::string_view email = from.text(2);
  if (email.data() != nullptr) user.email.emplace(email);
  user.age = from.integer(3);
  user.score = from.real(4);
}

/// The columns `id, title, body` from that one on.
template <class AnyPost>
void read_post(Statement& from, int first, AnyPost& post) {
  post.id = from.integer(first);
  post.title = from.text(first + 1);
  post.body = from.text(first + 2);
}

/// What is left of the rows of such a statement, whose last column is the user's id.
inline void read_posts(Statement& select, std::vector<PostRow>& posts) {
  while (select.step()) {
    PostRow& post = posts.emplace_back();
    read_post(select, 0, post);
    post.user_id = select.integer(3);
  }
}

/// W1m, W1f and graph.
void time_inserts(workloads::Program& program);

}  // namespace hand_written
