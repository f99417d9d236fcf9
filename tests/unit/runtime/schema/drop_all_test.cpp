#include <gmock/gmock.h>

#include "db/test_database.h"
#include "schema/test_registry.h"

namespace orm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DropAllTest : public ::testing::Test {
 protected:
  DropAllTest() {
    registry_
        .entity("a", R"(CREATE TABLE "a" ("id" INTEGER PRIMARY KEY,
                        "b" INTEGER NOT NULL REFERENCES "b" ("id") DEFERRABLE INITIALLY DEFERRED))")
        .entity("b", R"(CREATE TABLE "b" ("id" INTEGER PRIMARY KEY,
                        "a" INTEGER NOT NULL REFERENCES "a" ("id")))")
        .link_table("a_b", R"(CREATE TABLE "a_b" ("a" INTEGER REFERENCES "a" ("id"),
                              "b" INTEGER REFERENCES "b" ("id")))");
    create_all(engine_, registry_.view());
    engine_.core()->connect(nullptr)->execute(
        "BEGIN; INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1, 1);"
        "INSERT INTO a_b VALUES (1, 1); COMMIT");
  }

  std::vector<std::string> rows(std::string_view sql) {
    return db::rows(*engine_.core()->connect(nullptr), sql);
  }
  std::vector<std::string> names() { return rows("SELECT name FROM sqlite_master ORDER BY name"); }

  Engine engine_ = create_engine("sqlite://");
  TestRegistry registry_;
};

TEST_F(DropAllTest, DropsWhateverRefersToWhat) {
  drop_all(engine_, registry_.view());
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(DropAllTest, MissingTablesAreFine) {
  drop_all(engine_, registry_.view());
  drop_all(engine_, registry_.view());
}

TEST_F(DropAllTest, OtherTablesStayWithTheirRows) {
  engine_.core()->connect(nullptr)->execute(
      "CREATE TABLE other (a REFERENCES a (id) ON DELETE CASCADE); INSERT INTO other VALUES (1)");
  drop_all(engine_, registry_.view());
  EXPECT_THAT(names(), ElementsAre("'other'"));
  EXPECT_THAT(rows("SELECT a FROM other"), ElementsAre("1"));
}

TEST_F(DropAllTest, ForeignKeysAreEnforcedAfterwards) {
  drop_all(engine_, registry_.view());
  EXPECT_THAT(rows("PRAGMA foreign_keys"), ElementsAre("1"));
}

TEST_F(DropAllTest, FailureChangesNothingAndKeysAreEnforcedAfterwards) {
  // DROP TABLE refuses a view.
  engine_.core()->connect(nullptr)->execute("CREATE VIEW v AS SELECT 1");
  TestRegistry with_view;
  with_view.entity("v", "").link_table("a_b", "");
  EXPECT_THROW(drop_all(engine_, with_view.view()), StatementError);
  EXPECT_THAT(names(), ElementsAre("'a'", "'a_b'", "'b'", "'v'"));
  EXPECT_THAT(rows("PRAGMA foreign_keys"), ElementsAre("1"));
}

}  // namespace
}  // namespace orm
