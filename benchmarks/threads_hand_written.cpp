#include <memory>

#include "hand_written.h"
#include "threads.h"

namespace threads {

namespace {

using hand_written::kept;
using hand_written::Statement;

/// A connection and its statements, which end before it.
class Connection {
 public:
  explicit Connection(const std::string& file) : database_(hand_written::open_database(file)) {
    workloads::execute(database_.get(), "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000");
  }

  std::uint64_t get(std::span<const std::int64_t> ids) {
    workloads::execute(database_.get(), "BEGIN");
    std::uint64_t sum = 0;
    for (const std::int64_t id : ids) {
      get_.bind(1, id);
      workloads::UserRow user;
      if (get_.step()) hand_written::read_user(get_, user);
      get_.reset();
      sum += workloads::user_sum(user.id, user.name.size(), user.email ? user.email->size() : 0,
                                 user.age, user.score);
    }
    workloads::execute(database_.get(), "COMMIT");
    return sum;
  }

  std::uint64_t load() {
    std::vector<workloads::PostRow> posts;
    hand_written::read_posts(load_, posts);
    load_.reset();
    std::uint64_t sum = 0;
    for (const workloads::PostRow& post : posts) {
      sum += static_cast<std::uint64_t>(post.id + post.user_id) + post.body.size();
    }
    return sum;
  }

  void change(std::int64_t id, int count) {
    workloads::execute(database_.get(), "BEGIN IMMEDIATE");
    for (int i = 0; i < count; ++i) {
      change_.bind(1, workloads::new_titles()[static_cast<std::size_t>(id + i - 1)]);
      change_.bind(2, id + i);
      change_.run();
    }
    workloads::execute(database_.get(), "COMMIT");
  }

 private:
  hand_written::Database database_;
  Statement get_{database_.get(), "SELECT id, name, email, age, score FROM users WHERE id = ?",
                 kept};
  Statement load_{database_.get(), "SELECT id, title, body, user_id FROM posts", kept};
  Statement change_{database_.get(), "UPDATE posts SET title = ? WHERE id = ?", kept};
};

}  // namespace

Way hand_written(const std::string& file) {
  return {"hand_written", [file] {
            const auto connection = std::make_shared<Connection>(file);
            return Worker{[=](std::span<const std::int64_t> ids) { return connection->get(ids); },
                          [=] { return connection->load(); },
                          [=](std::int64_t id, int count) { connection->change(id, count); }};
          }};
}

}  // namespace threads
