// What clauses of columns and indexes do in the database.
#include "clauses.orm.hpp"
#include "database.h"

namespace clauses {

using orm::make;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Clauses : public orm_test::DatabaseTest {
 protected:
  Clauses() : DatabaseTest(&clauses::create_all) {}
};

TEST_F(Clauses, AStrictKeyIsNeverGivenAgain) {
  const auto first = make<Account>({.email = "a@b"});
  const auto second = make<Account>({.email = "c@d"});
  store(first, second);
  session.remove(second);
  session.commit();
  std::vector<orm::Ptr<Account>> more = {make<Account>({.email = "e"}),
                                         make<Account>({.email = "f"})};
  session.add_all(more);
  session.commit();
  EXPECT_EQ(more[0]->id(), 3);
  EXPECT_EQ(more[1]->id(), 4);
  EXPECT_THAT(rows("SELECT id, email FROM Account ORDER BY id"),
              ElementsAre("1|a@b", "3|e", "4|f"));
}

TEST_F(Clauses, ACollationDecidesWhatIsEqual) {
  store(make<Account>({.email = "Ada@b"}));
  EXPECT_EQ(session.query<Account>().filter(Account::fields.email == "ADA@B").count(), 1);
  session.create<Account>({.email = "ada@B"});
  EXPECT_THROW(session.flush(), orm::IntegrityError);
}

TEST_F(Clauses, IndexesAreOverExpressionsAndSomeRows) {
  EXPECT_THAT(rows("EXPLAIN QUERY PLAN SELECT * FROM Account "
                   "WHERE substr(email, instr(email, '@') + 1) = 'b'"),
              Contains(HasSubstr("ix_domain")));
  EXPECT_THAT(rows("EXPLAIN QUERY PLAN SELECT * FROM Account WHERE alias = 'x'"),
              Contains(HasSubstr("ix_alias")));
  EXPECT_TRUE(engine.verify(registry()).empty());
}

// Generated code does not warn of itself.
TEST_F(Clauses, WhatIsDeprecatedCanBeGiven) {
  const auto owner = make<Account>({.email = "owner"});
  store(make<Account>({.email = "a", .alias = "b", .owner = owner}),
        make<Account>({.email = "c", .owner_id = std::nullopt}));
  EXPECT_THAT(rows("SELECT alias, owner_id FROM Account WHERE email = 'a'"), ElementsAre("b|1"));
}

}  // namespace clauses
