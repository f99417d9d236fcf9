// Scenario 73: two rows where the schema wants one object. Such a schema is an error unless the key
// is unique, so it takes a database that differs from it.
#include "adaptive.orm.hpp"
#include "database.h"

namespace adaptive {

using orm::Ptr;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class TwoRows : public testing::Test {
 protected:
  void SetUp() override {
    adaptive::create_all(engine);
    // The database of somebody who has forgotten UNIQUE.
    orm_test::execute(file,
                      "DROP TABLE passports; CREATE TABLE passports (id INTEGER PRIMARY KEY, "
                      "number TEXT NOT NULL, owner_id INTEGER)");
    orm_test::execute(file,
                      "INSERT INTO owners VALUES (1, 'a'), (2, 'b'), (3, 'c');"
                      "INSERT INTO passports VALUES (1, 'p1', 1), (2, 'p2', 1), "
                      "(3, 'p3', 2)");
  }

  void expect_warning() {
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_THAT(warnings[0], AllOf(HasSubstr("adaptive::Owner::passport"),
                                   HasSubstr("adaptive::Passport"), HasSubstr("the key 1"),
                                   HasSubstr("the first one is used"), HasSubstr("owner_id")));
  }

  orm_test::TemporaryFolder folder;
  std::string file = folder.file("test.db");
  std::vector<std::string> warnings;
  orm::Engine engine =
      orm::create_engine("sqlite:///" + file,
                         {.warn = [this](std::string_view text) { warnings.emplace_back(text); }});
};

TEST_F(TwoRows, Scenario073_LazyLoadingUsesTheFirstAndWarns) {
  orm::Session session(engine);
  EXPECT_EQ(session.get<Owner>(1)->passport()->number(), "p1");
  expect_warning();
}

TEST_F(TwoRows, Scenario073_SoDoesLoadingForSeveral) {
  orm::Session session(engine);
  for (const auto& owner : session.query<Owner>().order_by(orm::desc(Owner::fields.id)).all()) {
    (void)owner->passport();
  }
  EXPECT_EQ(session.get<Owner>(1)->passport()->number(), "p1");
  expect_warning();
}

TEST_F(TwoRows, Scenario073_SoDoesJoinedLoading) {
  orm::Session session(engine);
  session.query<Owner>().options(orm::joinedload(Owner::fields.passport)).all();
  EXPECT_EQ(session.get<Owner>(1)->passport()->number(), "p1");
  expect_warning();
}

TEST_F(TwoRows, Scenario073_SoDoesSelectinLoading) {
  orm::Session session(engine);
  session.query<Owner>().options(orm::selectinload(Owner::fields.passport)).all();
  EXPECT_EQ(session.get<Owner>(1)->passport()->number(), "p1");
  expect_warning();
}

TEST_F(TwoRows, Scenario073_AStrictSessionRaises) {
  orm::Session session(engine, {.strict_uselist = true});
  const auto owners = session.query<Owner>().all();
  EXPECT_EQ(owners[1]->passport()->number(), "p3");
  EXPECT_THROW((void)owners[0]->passport(), orm::MultipleResultsFound);
  EXPECT_THROW(session.query<Owner>().options(orm::joinedload(Owner::fields.passport)).all(),
               orm::MultipleResultsFound);
  EXPECT_THROW(session.query<Owner>().options(orm::selectinload(Owner::fields.passport)).all(),
               orm::MultipleResultsFound);
  EXPECT_THAT(warnings, IsEmpty());
}

TEST_F(TwoRows, Scenario073_ARowThatTheProgramHasMovedDoesNotCount) {
  orm::Session session(engine);
  const auto guard = session.no_autoflush();
  session.get<Passport>(2)->set_owner(session.get<Owner>(3));
  EXPECT_EQ(session.get<Owner>(1)->passport()->number(), "p1");
  EXPECT_THAT(warnings, IsEmpty());
}

}  // namespace adaptive
