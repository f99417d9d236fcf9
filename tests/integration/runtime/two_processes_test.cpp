// Two processes that write to one file.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>

#include "counting.h"
#include "scenario.h"

namespace scenarios {
namespace {

// Runs other_writer, which is told what to do by lines and answers with lines.
class OtherWriter {
 public:
  explicit OtherWriter(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), OTHER_WRITER);
    std::vector<char*> pointers;
    pointers.reserve(arguments.size() + 1);
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    int to_child[2];
    int from_child[2];
    if (pipe(to_child) != 0 || pipe(from_child) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to_child[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from_child[1], STDOUT_FILENO);
    for (const int end : {to_child[0], to_child[1], from_child[0], from_child[1]}) {
      posix_spawn_file_actions_addclose(&actions, end);
    }
    const int code =
        posix_spawn(&child_, OTHER_WRITER, &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(to_child[0]);
    close(from_child[1]);
    commands_ = fdopen(to_child[1], "w");
    answers_ = fdopen(from_child[0], "r");
    if (code != 0) throw std::runtime_error("cannot run " OTHER_WRITER);
  }
  OtherWriter(const OtherWriter&) = delete;
  OtherWriter& operator=(const OtherWriter&) = delete;
  ~OtherWriter() { finish(); }

  /// The next thing that it has done; empty when it has ended.
  std::string answer() {
    char line[100];
    if (std::fgets(line, sizeof line, answers_) == nullptr) return {};
    std::string text(line);
    text.pop_back();
    return text;
  }
  void go_on() {
    std::fputs("go\n", commands_);
    std::fflush(commands_);
  }
  /// Waits for its end; the exit code.
  int finish() {
    if (child_ == 0) return exit_code_;
    std::fclose(commands_);
    std::fclose(answers_);
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = 0;
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return exit_code_;
  }

 private:
  pid_t child_ = 0;
  int exit_code_ = -1;
  std::FILE* commands_ = nullptr;
  std::FILE* answers_ = nullptr;
};

class TwoProcesses : public ::testing::Test {
 protected:
  // A new database with one user.
  orm::Engine make_database(orm::Begin begin, orm::JournalMode mode = orm::JournalMode::Wal) {
    orm::Engine engine = orm::create_engine(url(), {.journal_mode = mode, .begin = begin});
    create_all(engine);
    engine.run_in_transaction([](orm::Session& session) { session.create<User>({.name = "0"}); });
    return engine;
  }
  std::string url() const { return "sqlite:///" + folder_.file("a.db"); }
  std::vector<std::string> rows(const std::string& sql) const {
    return orm_test::rows_of(folder_.file("a.db"), sql);
  }
  void count_in_three_processes(orm::Begin begin, const char* word) {
    constexpr int rounds = 40;
    const orm::Engine engine = make_database(begin);
    const std::string number = std::to_string(rounds);
    OtherWriter one({"count", url(), word, "one", number});
    OtherWriter two({"count", url(), word, "two", number});
    count_up(engine, "three", rounds);
    EXPECT_EQ(one.finish(), 0);
    EXPECT_EQ(two.finish(), 0);
    EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre(std::to_string(3 * rounds)));
    EXPECT_THAT(rows("SELECT count(*), count(DISTINCT email) FROM addresses"),
                ElementsAre("120|120"));
  }

 private:
  orm_test::TemporaryFolder folder_;
};

TEST_F(TwoProcesses, DeferredWithWalFindsItsSnapshotOutdated) {
  const orm::Engine deferred = make_database(orm::Begin::Deferred);
  OtherWriter other({"step", url(), "deferred"});
  ASSERT_EQ(other.answer(), "read");
  orm::Session mine(deferred);
  const auto u = mine.query<User>().one();
  other.go_on();
  ASSERT_EQ(other.answer(), "flushed");
  other.go_on();
  ASSERT_EQ(other.answer(), "committed");
  u->set_name("mine");
  EXPECT_THROW(mine.commit(), orm::SerializationError);
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("other"));
}

TEST_F(TwoProcesses, DeferredWithAJournalIsBusyAtOnce) {
  const orm::Engine deferred = make_database(orm::Begin::Deferred, orm::JournalMode::Delete);
  OtherWriter other({"step", url(), "deferred"});
  ASSERT_EQ(other.answer(), "read");
  orm::Session mine(deferred);
  const auto u = mine.query<User>().one();
  other.go_on();
  ASSERT_EQ(other.answer(), "flushed");
  // Each waits for the other; nobody would ever get on.
  u->set_name("mine");
  EXPECT_THROW(mine.commit(), orm::BusyError);
  mine.rollback();
  other.go_on();
  EXPECT_EQ(other.answer(), "committed");
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("other"));
}

TEST_F(TwoProcesses, ImmediateWaitsForTheOtherAndLosesNothing) {
  const orm::Engine immediate = make_database(orm::Begin::Immediate);
  OtherWriter other({"step", url(), "immediate"});
  ASSERT_EQ(other.answer(), "read");
  const orm::Engine hasty = orm::create_engine(
      url(), {.busy_timeout = std::chrono::milliseconds(20), .begin = orm::Begin::Immediate});
  orm::Session turned_away(hasty);
  EXPECT_THROW(turned_away.query<User>().one(), orm::BusyError);
  other.go_on();
  ASSERT_EQ(other.answer(), "flushed");
  other.go_on();
  orm::Session mine(immediate);
  const auto u = mine.query<User>().one();
  EXPECT_EQ(u->name(), "other");
  u->set_name("mine");
  mine.commit();
  EXPECT_EQ(other.answer(), "committed");
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("mine"));
}

TEST_F(TwoProcesses, NothingIsLostOrWrittenTwiceWhenDeferredIsRetried) {
  count_in_three_processes(orm::Begin::Deferred, "deferred");
}

TEST_F(TwoProcesses, NothingIsLostOrWrittenTwiceWithImmediate) {
  count_in_three_processes(orm::Begin::Immediate, "immediate");
}

}  // namespace
}  // namespace scenarios
