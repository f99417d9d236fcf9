// Engine::verify with generated schemas.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "chinook.orm.hpp"
#include "shapes.h"

namespace shapes {
namespace {

class Verify : public Shapes {
 protected:
  std::vector<std::string> messages() {
    std::vector<std::string> texts;
    for (const orm::SchemaDifference& difference : engine.verify(registry())) {
      texts.push_back(difference.message);
    }
    return texts;
  }
  // Puts another table in the place of one, as a program that knows nothing of ours.
  void replace(const std::string& table, const std::string& create) {
    rows("DROP TABLE " + table);
    rows(create);
  }
};

TEST_F(Verify, KeysOfEveryShapeAreWhatTheSchemaSays) {
  EXPECT_THAT(messages(), IsEmpty());
  create_all(engine);
}

TEST_F(Verify, OrderOfAKeyOfSeveralColumns) {
  replace("warehouses", R"(CREATE TABLE warehouses (tenant_id INT NOT NULL, code TEXT NOT NULL,
                           PRIMARY KEY (code, tenant_id)))");
  EXPECT_THAT(messages(),
              ElementsAre("table \"warehouses\": the primary key is (\"code\", \"tenant_id\"), the "
                          "schema says (\"tenant_id\", \"code\")"));
  EXPECT_THROW(create_all(engine), orm::SchemaMismatchError);
}

TEST_F(Verify, ForeignKeyOfSeveralColumnsThatShareOne) {
  replace("stocks", R"(CREATE TABLE stocks (tenant_id INTEGER NOT NULL,
      warehouse_code VARCHAR(9) NOT NULL, product_code VARCHAR(9) NOT NULL, amount INT NOT NULL,
      PRIMARY KEY (tenant_id, warehouse_code, product_code),
      FOREIGN KEY (warehouse_code, tenant_id) REFERENCES warehouses (code, tenant_id),
      FOREIGN KEY (tenant_id, product_code) REFERENCES warehouses (tenant_id, code)))");
  EXPECT_THAT(messages(),
              ElementsAre("table \"stocks\": the foreign key (\"tenant_id\", \"product_code\") "
                          "leads to \"warehouses\" (\"tenant_id\", \"code\"), in the schema "
                          "(\"tenant_id\", \"product_code\") to \"products\" (\"tenant_id\", "
                          "\"code\")"));
}

TEST_F(Verify, ForeignKeyToAUniqueSetAndItsActions) {
  replace("cities", R"(CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
                       country_code TEXT REFERENCES countries (code)))");
  EXPECT_THAT(messages(), ElementsAre(HasSubstr("ON UPDATE CASCADE")));
}

TEST_F(Verify, OneToOneThatIsNotUnique) {
  replace("revisions", R"(CREATE TABLE revisions (id INTEGER PRIMARY KEY, text TEXT NOT NULL,
                          previous_id INTEGER REFERENCES revisions (id) ON DELETE SET NULL))");
  EXPECT_THAT(messages(), ElementsAre("table \"revisions\": (\"previous_id\") is not unique, the "
                                      "schema says UNIQUE"));
}

TEST_F(Verify, ReadOnlyEngine) {
  orm::Engine reading = orm::create_engine("sqlite:///" + file(), {.read_only = true});
  EXPECT_TRUE(reading.verify(registry()).empty());
}

// The database that its authors publish, as SQL.
TEST_F(Verify, Chinook) {
  std::ifstream script(ORM_SOURCE_DIR "/../shared/data/chinook/Chinook_Sqlite.sql");
  if (!script) {
    const char* ci = std::getenv("CI");
    ASSERT_FALSE(ci != nullptr && std::string(ci) == "true") << "Chinook_Sqlite.sql is missing";
    GTEST_SKIP() << "there is no ../shared/data/chinook/Chinook_Sqlite.sql";
  }
  std::ostringstream text;
  text << script.rdbuf();
  const orm_test::TemporaryFolder folder;
  const std::string chinook_file = folder.file("chinook.db");
  orm_test::execute(chinook_file, text.str());

  orm::Engine chinook = orm::create_engine("sqlite:///" + chinook_file, {.read_only = true});
  std::vector<std::string> found;
  for (const orm::SchemaDifference& difference : chinook.verify(chinook::registry())) {
    found.push_back(difference.message);
  }
  EXPECT_THAT(
      found,
      ElementsAre("table \"Invoice\": column \"InvoiceDate\" is not in the schema, and a new "
                  "row needs a value for it (NOT NULL, no default)"));
  orm::Session reader(chinook);
  EXPECT_EQ(reader.query<chinook::Track>().all().size(), 3503U);
}

}  // namespace
}  // namespace shapes
