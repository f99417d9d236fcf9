// What statements that write return: scenario 132 with RETURNING, and beyond.
#include <tuple>

#include "joins.h"
#include "orm/error.h"

namespace scenarios {
namespace {

using orm::returning;
using testing::ThrowsMessage;

class ReturnedRows : public Joins {};

TEST_F(ReturnedRows, Scenario132_ThreeThousandRowsReturnTheirKeysInOneExecution) {
  std::vector<User::Init> users;
  users.reserve(3000);
  for (int i = 0; i < 3000; ++i) users.push_back({.name = "u" + std::to_string(i)});
  const std::vector<std::int64_t> ids = session.bulk_insert<User>(users, returning(by_user.id));
  ASSERT_EQ(ids.size(), 3000U);
  EXPECT_EQ(ids.front(), 4);
  EXPECT_EQ(ids.back(), 3003);
  EXPECT_EQ(recorder.statements().size(), 1U);
  EXPECT_EQ(sql(), "INSERT INTO users (name) VALUES (?) RETURNING users.id");
}

TEST_F(ReturnedRows, OfInsertsAreValuesExpressionsAndObjects) {
  const auto made = session.bulk_insert<User>(
      {{.name = "dan"}, {.name = "eve"}},
      returning(by_user.id, by_user.name + "!", by_user.id * 10 + 1, User::fields));
  ASSERT_EQ(made.size(), 2U);
  const auto& [id, name, number, dan] = made[0];
  EXPECT_EQ(std::tie(id, name, number), std::make_tuple(4, "dan!", 41));
  EXPECT_EQ(dan, session.get<User>(4));
  recorder.clear();
  EXPECT_EQ(dan->name(), "dan");
  EXPECT_EQ(recorder.statements().size(), 0U) << "the object was made from what came back";
  dan->set_name("daniel");
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users WHERE id > 3"), ElementsAre("daniel", "eve"));
}

TEST_F(ReturnedRows, OfAnUpsertAreThoseThatWereWritten) {
  const auto ann = session.get<User>(1);
  const std::vector<User::Init> users{{.id = 1, .name = "new"}, {.id = 9, .name = "zoe"}};
  const auto on_id = orm::on_conflict(by_user.id);
  EXPECT_THAT(session.upsert<User>(users, orm::on_conflict(by_user.id).do_nothing(),
                                   returning(by_user.name)),
              ElementsAre("zoe"));
  EXPECT_THAT(session.upsert<User>(users, orm::on_conflict(by_user.id).do_update(),
                                   returning(by_user.name)),
              ElementsAre("new", "zoe"));
  EXPECT_EQ(ann->name(), "new");
}

TEST_F(ReturnedRows, OfAnUpdateAreWhatTheyAreThen) {
  struct Renamed {
    std::int64_t id;
    std::string name;
  };
  const auto ann = session.get<User>(1);
  const auto renamed = session.query<User>()
                           .filter(by_user.id < 3)
                           .update({orm::set(by_user.name, by_user.name + "x")},
                                   orm::returning_as<Renamed>(by_user.id, by_user.name));
  ASSERT_EQ(renamed.size(), 2U);
  EXPECT_EQ(renamed[1].id, 2);
  EXPECT_EQ(renamed[1].name, "bobx");
  EXPECT_EQ(ann->name(), "annx") << "objects follow";
  const auto bob = session.query<User>()
                       .filter(by_user.name == "bobx")
                       .update({orm::set(by_user.name, "bob")}, returning(User::fields));
  EXPECT_EQ(bob.at(0)->name(), "bob");
}

TEST_F(ReturnedRows, OfARemovalAreWhatTheyWere) {
  const auto gone =
      session.query<Address>().filter(by_address.user_id == 1).remove(returning(by_address.email));
  EXPECT_THAT(gone, ElementsAre("a1", "a2"));
  const auto last = session.query<Address>().remove(returning(Address::fields));
  ASSERT_EQ(last.size(), 1U);
  EXPECT_EQ(last[0]->email(), "b1");
  EXPECT_EQ(last[0]->state(), orm::ObjectState::Deleted);
  EXPECT_EQ(session.get<Address>(3), nullptr);
  session.rollback();
  EXPECT_THAT(rows("SELECT count(*) FROM addresses"), ElementsAre("3"));
}

TEST_F(ReturnedRows, OfAnInsertFromAQuery) {
  const auto copied = session.insert_from(
      orm::query<User>().filter(by_user.id > 1).select(by_user.name + "@x", by_user.id),
      returning(by_address.id, by_address.email), by_address.email, by_address.user_id);
  EXPECT_THAT(copied, ElementsAre(std::make_tuple(4, "bob@x"), std::make_tuple(5, "cid@x")));
}

TEST_F(ReturnedRows, ReuseTheStatement) {
  const auto rename = [&](const char* name) {
    return session.query<User>()
        .filter(by_user.id == 1)
        .update({orm::set(by_user.name, name)}, returning(by_user.name));
  };
  rename("x");
  const auto prepares = recorder.prepares();
  EXPECT_THAT(rename("y"), ElementsAre("y"));
  EXPECT_EQ(recorder.prepares(), prepares);
}

class RowUpdates : public Joins {
 protected:
  using Row = std::tuple<std::int64_t, std::string>;
};

TEST_F(RowUpdates, Scenario133_ByKeysAreOneExecution) {
  const auto ann = session.get<User>(1);
  const std::vector<Row> names{{1, "anna"}, {3, "cyd"}};
  EXPECT_EQ(session.bulk_update(names, by_user.id, by_user.name), 2);
  EXPECT_EQ(sql(), "UPDATE users SET name = ? WHERE users.id = ?");
  EXPECT_EQ(recorder.statements().back().parameter_sets, 2U);
  EXPECT_EQ(ann->name(), "anna") << "it is read again";
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("anna", "bob", "cyd"));
  EXPECT_EQ(session.bulk_update(std::vector<Row>{}, by_user.id, by_user.name), 0);
}

TEST_F(RowUpdates, Scenario133_AMissingRowIsStaleAndNothingStays) {
  const std::vector<std::pair<const char*, int>> names{{"x", 1}, {"y", 77}};
  EXPECT_THAT([&] { session.bulk_update(names, by_user.name, by_user.id); },
              ThrowsMessage<orm::StaleDataError>(
                  HasSubstr("bulk_update() finds no row for scenarios::User with the key 77")));
  EXPECT_THAT([&] { session.commit(); },
              ThrowsMessage<orm::PendingRollbackError>(HasSubstr("a bulk update failed: ")));
  session.rollback();
  EXPECT_EQ(session.query<User>().filter(by_user.name == "x").count(), 0);
}

TEST_F(RowUpdates, Scenario133_ASavepointKeepsWhatIsAroundIt) {
  session.create<User>({.name = "dan"});
  {
    orm::Savepoint savepoint = session.begin_nested();
    const std::vector<Row> names{{1, "x"}, {77, "y"}};
    EXPECT_THROW(session.bulk_update(names, by_user.id, by_user.name), orm::StaleDataError);
  }
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("ann", "bob", "cid", "dan"));
}

TEST_F(RowUpdates, NullAndExpressionsOfTheProgramAreValues) {
  const std::vector<std::pair<std::int64_t, std::optional<std::int64_t>>> owners{{1, std::nullopt},
                                                                                 {3, 1}};
  session.bulk_update(owners, by_address.id, by_address.user_id);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a1|NULL", "a2|ann", "b1|ann"));
}

TEST_F(RowUpdates, TakeTheKeyAndSomethingElse) {
  const auto expect_refused = [&](auto columns, const char* why) {
    EXPECT_THAT([&] { columns(); }, ThrowsMessage<orm::InvalidRequestError>(why));
  };
  const std::vector<Row> names{{1, "x"}};
  const std::vector<std::tuple<std::string>> texts{{"x"}};
  const std::vector<std::tuple<std::int64_t>> ids{{1}};
  expect_refused([&] { session.bulk_update(texts, by_user.name); },
                 "bulk_update() of scenarios::User finds rows by their primary key and is not "
                 "given id");
  expect_refused([&] { session.bulk_update(ids, by_user.id); },
                 "bulk_update() of scenarios::User is given the primary key alone");
  const std::vector<std::tuple<int, int>> twice{{1, 1}};
  expect_refused([&] { session.bulk_update(twice, by_user.id, by_user.id); },
                 "bulk_update() of scenarios::User is given the column id twice");
  EXPECT_THROW(session.bulk_update(std::vector<Row>{{1, "\xff"}}, by_user.id, by_user.name),
               orm::DataError);
  EXPECT_EQ(session.query<User>().count(), 3) << "nothing was written";
}

class FailingInserts : public Scenarios {};

TEST_F(FailingInserts, OfManyRowsLeaveNothing) {
  store(user("ann"));
  std::vector<Profile::Init> profiles(100, {.bio = "x"});
  profiles[90].user_id = 1;
  profiles[99].user_id = 1;
  EXPECT_THROW(session.bulk_insert<Profile>(profiles), orm::IntegrityError);
  EXPECT_THROW(session.commit(), orm::PendingRollbackError);
  session.rollback();
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM profiles"), ElementsAre("0"));
}

TEST_F(FailingInserts, OfOneStatementLeaveTheSessionAsItIs) {
  store(user("ann"));
  session.create<User>({.name = "bob"});
  const std::vector<Profile::Init> eight(8, {.bio = "x", .user_id = 1});
  EXPECT_THROW(session.bulk_insert<Profile>(eight), orm::IntegrityError);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("ann", "bob"));
}

}  // namespace
}  // namespace scenarios
