// Many rows that are updated together: those whose keys are neighbours by ranges of keys.
#include "scenario.h"

namespace scenarios {

class UpdateRanges : public Scenarios {
 protected:
  static constexpr int address_count = 100;

  void SetUp() override {
    owner = user("owner");
    for (int i = 1; i <= address_count; ++i) {
      addresses.push_back(address(("a" + std::to_string(i)).c_str()));
      if (i % 2 == 0) addresses.back()->set_user(owner);
      session.add(addresses.back());
    }
    session.commit();
    session.query<Address>().all();
    session.query<User>().all();
    recorder.clear();
  }

  void rename(std::size_t place) { addresses[place]->set_email("b" + std::to_string(place + 1)); }
  void rename_all() {
    for (std::size_t i = addresses.size(); i > 0; --i) rename(i - 1);
  }
  std::string renamed() const {
    return rows("SELECT count(*) FROM addresses WHERE email = 'b' || id").front();
  }

  Ptr<User> owner;
  std::vector<Ptr<Address>> addresses;
};

TEST_F(UpdateRanges, GiveEachRowItsOwnValue) {
  rename_all();
  session.flush();
  // Sixteen rows by each of six statements; the others one by one.
  EXPECT_EQ(recorder.statements().back().steps, 6U + 4U);
  EXPECT_THAT(recorder.statements().back().sql, HasSubstr(R"(SET "email" = ? WHERE "id" = ?)"));
  EXPECT_EQ(executed().back(), "UPDATE addresses SET email x100");
  session.commit();
  EXPECT_EQ(renamed(), "100");
}

TEST_F(UpdateRanges, SetSeveralColumnsAndNull) {
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    rename(i);
    addresses[i]->set_user(i % 2 == 0 ? owner : nullptr);
  }
  session.commit();
  EXPECT_EQ(executed().back(), "UPDATE addresses SET email, user_id x100");
  EXPECT_EQ(renamed(), "100");
  EXPECT_THAT(rows("SELECT count(user_id), sum(id % 2 = (user_id IS NULL)) FROM addresses"),
              ElementsAre("50|0"));
}

// What stands between them keeps its values, be it known to the session or not.
TEST_F(UpdateRanges, LeaveOthersAsTheyAre) {
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    if (i != 7 && i != 40) rename(i);
  }
  session.commit();
  EXPECT_EQ(renamed(), "98");
  EXPECT_THAT(rows("SELECT email FROM addresses WHERE email LIKE 'a%'"), ElementsAre("a8", "a41"));
}

TEST_F(UpdateRanges, NameTheOneThatIsGone) {
  session.commit();
  session.query<Address>().all();
  session.execute(orm::text("DELETE FROM addresses WHERE id = 20"));
  rename_all();
  try {
    session.flush();
    ADD_FAILURE() << "it was written";
  } catch (const orm::StaleDataError& error) {
    EXPECT_THAT(error.what(), HasSubstr("scenarios::Address with the key 20"));
  }
  session.rollback();
  EXPECT_EQ(renamed(), "0");
  EXPECT_EQ(addresses[19]->email(), "a20");
}

// The database refuses a row in the middle of a range.
TEST_F(UpdateRanges, LeaveNothingBehindWhenOneIsRefused) {
  session.commit();
  orm_test::execute(file(), "CREATE UNIQUE INDEX once ON addresses (email)");
  session.query<Address>().all();
  owner->set_name("before");
  session.flush();
  orm::Savepoint savepoint = session.begin_nested();
  rename_all();
  addresses[24]->set_email("b20");
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  savepoint.rollback();
  session.commit();
  EXPECT_EQ(renamed(), "0");
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("before"));
}

TEST_F(UpdateRanges, CallTheTriggersOfEachRowInTurn) {
  session.commit();
  orm_test::execute(file(), "CREATE TABLE seen (email TEXT)");
  orm_test::execute(file(),
                    "CREATE TRIGGER note AFTER UPDATE ON addresses "
                    "BEGIN INSERT INTO seen VALUES (new.email); END");
  rename_all();
  session.commit();
  EXPECT_EQ(renamed(), "100");
  EXPECT_THAT(rows("SELECT count(*), sum(email = 'b' || rowid) FROM seen"), ElementsAre("100|100"));
}

TEST_F(UpdateRanges, ComeBackWithARollback) {
  rename_all();
  session.flush();
  session.rollback();
  EXPECT_EQ(renamed(), "0");
  EXPECT_EQ(addresses[99]->email(), "a100");
  rename(99);
  session.commit();
  EXPECT_EQ(renamed(), "1");
}

}  // namespace scenarios
