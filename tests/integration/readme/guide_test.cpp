// The blocks of docs/guide.md and docs/performance.md run, each in a folder of its own with the
// databases it speaks of.
#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "archive.orm.hpp"
#include "database.h"
#include "notes.orm.hpp"
#include "orm/orm.h"
#include "relationships.orm.hpp"
#include "shop.orm.hpp"
#include "stock.orm.hpp"
#include "team.orm.hpp"

using namespace relationships;

namespace {

std::string text_of(const std::string& name) {
  std::ifstream file(ORM_SOURCE_DIR "/tests/integration/readme/guide/" + name);
  if (!file) throw std::runtime_error("cannot read " + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Guide : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::current_path(std::filesystem::path(folder_.file("")));
    orm_test::execute("shop.db", text_of("shop.sql"));
    orm_test::execute("notes.db",
                      "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
                      "INSERT INTO notes VALUES (1, 'first')");
  }
  void TearDown() override { std::filesystem::current_path(before_); }

  template <class Run>
  static std::string printed_by(Run run) {
    testing::internal::CaptureStdout();
    EXPECT_NO_THROW(run());
    return testing::internal::GetCapturedStdout();
  }

 private:
  std::filesystem::path before_ = std::filesystem::current_path();
  orm_test::TemporaryFolder folder_;
};

class Changes : public Guide, public testing::WithParamInterface<const char*> {};

TEST_P(Changes, MakeTheDatabaseWhatTheSchemaSays) {
  orm_test::execute("notes.db", text_of(GetParam()));
  const orm::Engine engine = orm::create_engine("sqlite:///notes.db");
  for (const auto& difference : engine.verify(notes::registry()))
    ADD_FAILURE() << difference.message;
  EXPECT_EQ(orm_test::rows_of("notes.db", "SELECT id, text, due FROM notes"),
            std::vector<std::string>{"1|first|NULL"});
}

INSTANTIATE_TEST_SUITE_P(Scripts, Changes, testing::Values("add_column.sql", "rebuild.sql"));

TEST_F(Guide, ASecondSessionInMemoryGivesUp) {
  orm::Engine engine =
      orm::create_engine("sqlite://", {.busy_timeout = std::chrono::milliseconds(1)});
  relationships::create_all(engine);
  orm::Session one(engine);
  EXPECT_EQ(one.query<User>().count(), 0);
  orm::Session two(engine);
  EXPECT_THROW(two.query<User>().count(), orm::ConnectionError);
  one.commit();
  EXPECT_EQ(two.query<User>().count(), 0);
}

class Performance : public Guide {};

#include "guide_blocks.inc"
#include "performance_blocks.inc"

}  // namespace
