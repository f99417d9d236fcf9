// Engine::verify with generated schemas.
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

}  // namespace
}  // namespace shapes
