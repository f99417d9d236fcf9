// Every line of the README's table runs, each on a database of its own.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "orm/orm.h"
#include "relationships.orm.hpp"

using namespace relationships;

namespace {

class ReadmeLine : public testing::Test {
 protected:
  // What the table's lines speak of: users 1 and 2, the first with two posts.
  void SetUp() override {
    relationships::create_all(engine);
    user = session.create<User>({.name = "Ada"});
    session.create<User>({.name = "Grace"});
    post = session.create<Post>({.title = "On engines", .user = user});
    session.create<Post>({.title = "On notes", .user = user});
    session.commit();
  }

  orm::Engine engine = orm::create_engine("sqlite://");
  orm::Session session{engine};
  orm::Ptr<User> user;
  orm::Ptr<Post> post;
  orm::Ptr<Student> alice = orm::make<Student>({.name = "Alice"});
  orm::Ptr<Student> bob = orm::make<Student>({.name = "Bob"});
};

}  // namespace

// Lines declare names that hide those above or that nothing else uses.
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"

#define README_LINE(number, ...)                        \
  TEST_F(ReadmeLine, Runs##number) {                    \
    const auto run = [&] { __VA_ARGS__ };               \
    if (is_session_line(#__VA_ARGS__)) session.close(); \
    EXPECT_NO_THROW(run());                             \
  }

namespace {

// A memory database has one connection, so a line that opens a session needs it to itself.
bool is_session_line(std::string_view line) { return line.starts_with("orm::Session "); }

#include "readme_lines.inc"

}  // namespace
