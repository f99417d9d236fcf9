// Scenarios 132 and 135: rows that are inserted without objects.
#include "orm/error.h"
#include "scenario.h"

namespace scenarios {
namespace {

class BulkInserts : public Scenarios {
 protected:
  std::string sql() const {
    std::string text = recorder.statements().back().sql;
    std::erase(text, '"');
    return text;
  }
};

TEST_F(BulkInserts, Scenario132_ThreeThousandRowsAreOneExecution) {
  std::vector<User::Init> users;
  users.reserve(3000);
  for (int i = 0; i < 3000; ++i) users.push_back({.name = "u" + std::to_string(i)});
  EXPECT_EQ(session.bulk_insert<User>(users), 3000);
  EXPECT_EQ(sql(), "INSERT INTO users (name) VALUES (?)");
  EXPECT_EQ(recorder.statements().size(), 1U);
  EXPECT_TRUE(session.new_objects().empty());
  session.commit();
  EXPECT_THAT(rows("SELECT count(*), min(id), max(id) FROM users"), ElementsAre("3000|1|3000"));
}

TEST_F(BulkInserts, RowsWithAndWithoutKeys) {
  EXPECT_EQ(session.bulk_insert<User>({{.name = "a"}, {.id = 7, .name = "b"}, {.name = "c"}}), 3);
  session.commit();
  EXPECT_THAT(rows("SELECT id, name FROM users ORDER BY name"), ElementsAre("1|a", "7|b", "8|c"));
  EXPECT_EQ(session.bulk_insert<User>({}), 0);
}

TEST_F(BulkInserts, WhatDoesNotFitInsertsNothing) {
  EXPECT_THAT(
      [&] { session.bulk_insert<User>({{.name = "a"}, {.name = "\xff"}}); },
      testing::ThrowsMessage<orm::DataError>(HasSubstr("scenarios::User::name is to become")));
  const auto ann = user("ann");
  store(ann);
  EXPECT_THAT([&] { session.bulk_insert<Address>({{.email = "x", .user = ann}}); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "a row for scenarios::Address is linked to an object; rows without objects take "
                  "the columns of foreign keys"));
  EXPECT_TRUE(ann->addresses().empty());
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM addresses"), ElementsAre("0"));
}

TEST_F(BulkInserts, Scenario135_AnUpsertUpdatesWhatIsThere) {
  const auto ann = make<User>({.id = 1, .name = "ann"});
  store(ann);
  EXPECT_EQ(ann->name(), "ann");
  const std::vector<User::Init> users{{.id = 1, .name = "new"}, {.id = 2, .name = "bob"}};
  EXPECT_EQ(session.upsert<User>(users, orm::on_conflict(User::fields.id).do_update()), 2);
  EXPECT_EQ(sql(),
            "INSERT INTO users (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = "
            "excluded.name RETURNING id");
  EXPECT_EQ(ann->name(), "new") << "it is read again";
  EXPECT_EQ(session.upsert<User>(users, orm::on_conflict(User::fields.id).do_nothing()), 0);
  EXPECT_EQ(sql(), "INSERT INTO users (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING");
  session.rollback();
  EXPECT_EQ(ann->name(), "ann");
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("ann"));
}

TEST_F(BulkInserts, Scenario135_OnlyUniqueColumnsConflict) {
  EXPECT_THAT(
      [&] {
        session.upsert<Profile>({{.bio = "x"}}, orm::on_conflict(Profile::fields.bio).do_nothing());
      },
      testing::ThrowsMessage<orm::InvalidRequestError>(
          "on_conflict(bio) of scenarios::Profile: the schema does not say that these columns are "
          "unique together; those that are: (id), (user_id)"));
  store(user("ann"));
  const auto of_ann = orm::on_conflict(Profile::fields.user_id).do_update(Profile::fields.bio);
  session.upsert<Profile>({{.bio = "one", .user_id = 1}}, of_ann);
  session.upsert<Profile>({{.bio = "two", .user_id = 1}}, of_ann);
  session.commit();
  EXPECT_THAT(rows("SELECT id, bio FROM profiles"), ElementsAre("1|two"));
}

TEST_F(BulkInserts, RowsOfAQueryAreInserted) {
  store(user("ann"), user("bob"));
  EXPECT_EQ(session.insert_from(orm::query<User>()
                                    .filter(User::fields.name != "ann")
                                    .select(User::fields.name + "@x", User::fields.id),
                                Address::fields.email, Address::fields.user_id),
            1);
  EXPECT_EQ(sql(),
            "INSERT INTO addresses (email, user_id) SELECT users.name || ?, users.id FROM users "
            "WHERE users.name <> ?");
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("bob@x|bob"));
}

}  // namespace
}  // namespace scenarios
