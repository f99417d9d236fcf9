// Joins of the query itself: scenarios 107, 113, 137, 138 and 140.
#include "joins.h"

#include <limits>
#include <tuple>

#include "orm/error.h"

namespace scenarios {

namespace func = orm::func;

namespace {

TEST_F(Joins, Scenario107_AJoinAndAJoinedLoadDoNotMeet) {
  const auto found = session.query<User>()
                         .join(by_user.addresses)
                         .filter(by_address.email == "a2")
                         .options(orm::joinedload(by_user.addresses))
                         .all();
  EXPECT_EQ(sql(),
            "SELECT users.id, users.name, addresses_2.id, addresses_2.email, addresses_2.user_id "
            "FROM users JOIN addresses ON addresses.user_id = users.id "
            "LEFT OUTER JOIN addresses AS addresses_2 ON addresses_2.user_id = users.id "
            "WHERE addresses.email = ? ORDER BY addresses_2.id");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(emails(found[0]), ElementsAre("a1", "a2"));
  EXPECT_EQ(recorder.statements().size(), 1U);
}

TEST_F(Joins, Scenario107_ContainsEagerFillsWhatTheRowsHave) {
  const auto found = session.query<User>()
                         .join(by_user.addresses)
                         .filter(by_address.email == "a2")
                         .options(orm::contains_eager(by_user.addresses))
                         .one();
  EXPECT_EQ(sql(),
            "SELECT users.id, users.name, addresses.id, addresses.email, addresses.user_id "
            "FROM users JOIN addresses ON addresses.user_id = users.id WHERE addresses.email = ?");
  EXPECT_THAT(emails(found), ElementsAre("a2"));
  EXPECT_EQ(recorder.statements().size(), 1U);
}

TEST_F(Joins, Scenario107_ContainsEagerOfAnAlias) {
  const auto other = orm::alias<Address>("other");
  const auto found = session.query<User>()
                         .outerjoin(by_user.addresses, other)
                         .options(orm::contains_eager(by_user.addresses, other))
                         .order_by(orm::desc(by_user.id), orm::desc(other.email))
                         .all();
  EXPECT_EQ(sql(),
            "SELECT users.id, users.name, other.id, other.email, other.user_id "
            "FROM users LEFT OUTER JOIN addresses AS other ON other.user_id = users.id "
            "ORDER BY users.id DESC, other.email DESC");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_THAT(emails(found[0]), IsEmpty());
  EXPECT_THAT(emails(found[2]), ElementsAre("a2", "a1"));
  EXPECT_EQ(recorder.statements().size(), 1U);
}

TEST_F(Joins, ContainsEagerNeedsWholeCollections) {
  const auto query =
      session.query<User>().join(by_user.addresses).options(orm::contains_eager(by_user.addresses));
  EXPECT_THAT([&] { (void)query.first(); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "contains_eager() fills scenarios::User::addresses from the rows of a query with "
                  "a limit or an offset, as first() has one, and these may end within a "
                  "collection; load it with orm::joinedload or orm::selectinload"));
  EXPECT_THAT(
      [&] { (void)session.query<User>().options(orm::contains_eager(by_user.addresses)).all(); },
      testing::ThrowsMessage<orm::InvalidRequestError>(HasSubstr(
          "contains_eager() of addresses of scenarios::Address, which it does not read")));
}

TEST_F(Joins, Scenario113_RowsRepeatObjectsThatAreOneEach) {
  const auto pairs = session.query<User>()
                         .join(by_user.addresses)
                         .order_by(by_address.id)
                         .select(by_user, by_address)
                         .all();
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_EQ(std::get<0>(pairs[0]), std::get<0>(pairs[1]));
  EXPECT_EQ(std::get<1>(pairs[1])->email(), "a2");
  // Of objects alone each is returned once, and counted once.
  const auto query = users().join(by_user.addresses);
  EXPECT_THAT(names(query), ElementsAre("ann", "bob"));
  EXPECT_EQ(query.count(), 2);
  EXPECT_EQ(sql(),
            "SELECT count(*) FROM (SELECT users.id, users.name FROM users JOIN addresses ON "
            "addresses.user_id = users.id GROUP BY users.id ORDER BY users.id) AS selected");
}

TEST_F(Joins, ALimitCountsObjects) {
  const auto query = users().join(by_user.addresses);
  EXPECT_THAT(names(query.limit(2)), ElementsAre("ann", "bob"));
  EXPECT_EQ(sql(), user_columns +
                       " JOIN addresses ON addresses.user_id = users.id "
                       "GROUP BY users.id ORDER BY users.id LIMIT ?");
  EXPECT_THAT(names(query.offset(1)), ElementsAre("bob"));
  EXPECT_EQ(query.limit(1).count(), 1);
  EXPECT_EQ(query.first()->name(), "ann");
  EXPECT_EQ(sql(), user_columns +
                       " JOIN addresses ON addresses.user_id = users.id "
                       "ORDER BY users.id LIMIT ?");
  EXPECT_TRUE(query.exists());
  EXPECT_FALSE(query.filter(by_address.email == "none").exists());
}

// What one batch has met the next one has forgotten.
TEST_F(Joins, AStreamHasEachObjectOnce) {
  std::vector<std::string> found;
  for (const User& each : users().join(by_user.addresses).stream(1)) found.push_back(each.name());
  EXPECT_THAT(found, ElementsAre("ann", "bob"));
  EXPECT_EQ(sql(), user_columns +
                       " JOIN addresses ON addresses.user_id = users.id "
                       "GROUP BY users.id ORDER BY users.id");
}

TEST_F(Joins, ALimitedQueryIsOrderedByWhatItJoins) {
  const auto found = session.query<User>()
                         .join(by_user.addresses)
                         .filter(by_address.email != "a1")
                         .order_by(orm::desc(by_address.email))
                         .options(orm::joinedload(by_user.addresses))
                         .limit(2)
                         .all();
  EXPECT_EQ(sql(),
            "SELECT selected.id, selected.name, addresses_2.id, addresses_2.email, "
            "addresses_2.user_id FROM (SELECT users.id, users.name, row_number() OVER (ORDER BY "
            "addresses.email DESC) AS place FROM users JOIN addresses ON addresses.user_id = "
            "users.id WHERE addresses.email <> ? GROUP BY users.id ORDER BY place LIMIT ?) AS "
            "selected LEFT OUTER JOIN addresses AS addresses_2 ON addresses_2.user_id = "
            "selected.id ORDER BY selected.place, addresses_2.id");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->name(), "bob");
  EXPECT_THAT(emails(found[1]), ElementsAre("a1", "a2"));
}

TEST_F(Joins, AJoinHasFurtherConditions) {
  EXPECT_THAT(
      names(users().join(by_user.addresses, by_address.email == "b1", by_user.name != "ann")),
      ElementsAre("bob"));
  EXPECT_EQ(sql(), user_columns +
                       " JOIN addresses ON addresses.user_id = users.id AND "
                       "addresses.email = ? AND users.name <> ? ORDER BY users.id");
  EXPECT_THAT(
      names(users().join(by_user.addresses, by_address.email == "b1" || by_address.email == "a1")),
      ElementsAre("ann", "bob"));
  EXPECT_EQ(sql(), user_columns +
                       " JOIN addresses ON addresses.user_id = users.id AND "
                       "(addresses.email = ? OR addresses.email = ?) ORDER BY users.id");
}

TEST_F(Joins, AJoinNeedsNoRelationship) {
  EXPECT_THAT(names(users().join(by_address, by_address.email == by_user.name + "1")), IsEmpty());
  EXPECT_EQ(sql(), user_columns +
                       " JOIN addresses ON addresses.email = users.name || ? ORDER BY users.id");
  const auto other = orm::alias<User>("other");
  EXPECT_THAT(names(users()
                        .outerjoin(other, other.id > by_user.id)
                        .filter(orm::is_null(orm::nullable(other.id)))),
              ElementsAre("cid"));
  EXPECT_EQ(sql(), user_columns +
                       " LEFT OUTER JOIN users AS other ON other.id > users.id WHERE "
                       "other.id IS NULL ORDER BY users.id");
}

TEST_F(Joins, ToOneRelationshipsRepeatNothing) {
  const auto query = session.query<Address>()
                         .join(by_address.user)
                         .filter(by_user.name == "ann")
                         .order_by(by_address.id)
                         .limit(1);
  EXPECT_EQ(query.all().at(0)->email(), "a1");
  EXPECT_EQ(sql(),
            "SELECT addresses.id, addresses.email, addresses.user_id FROM addresses JOIN users ON "
            "users.id = addresses.user_id WHERE users.name = ? ORDER BY addresses.id LIMIT ?");
  EXPECT_EQ(session.query<Address>().join(by_address.user).count(), 3);
  EXPECT_EQ(sql(), "SELECT count(*) FROM addresses JOIN users ON users.id = addresses.user_id");
}

TEST_F(ManyToManyJoins, TheLinkTableIsJoined) {
  const auto rows = session.query<Item>()
                        .join(by_item.keywords)
                        .order_by(by_item.id, Keyword::fields.id)
                        .select(by_item.label, Keyword::fields.word)
                        .all();
  EXPECT_EQ(sql(),
            "SELECT items.label, keywords.word FROM items "
            "JOIN item_keyword AS item_keyword_1 ON item_keyword_1.item_id = items.id "
            "JOIN keywords ON keywords.id = item_keyword_1.keyword_id "
            "ORDER BY items.id, keywords.id");
  using Row = std::tuple<std::string, std::string>;
  EXPECT_THAT(rows, ElementsAre(Row("ball", "red"), Row("ball", "big"), Row("cart", "big")));
}

// Two outer joins would keep a row for each pair whose keyword is another one.
TEST_F(ManyToManyJoins, AnOuterJoinKeepsEachOwnerOnce) {
  const auto rows = session.query<Item>()
                        .outerjoin(by_item.keywords, Keyword::fields.word == "red")
                        .order_by(by_item.id)
                        .select(by_item.label, Keyword::fields.word)
                        .all();
  EXPECT_EQ(sql(),
            "SELECT items.label, keywords.word FROM items "
            "LEFT OUTER JOIN (item_keyword AS item_keyword_1 JOIN keywords ON keywords.id = "
            "item_keyword_1.keyword_id) ON item_keyword_1.item_id = items.id AND keywords.word = ? "
            "ORDER BY items.id");
  using Row = std::tuple<std::string, std::optional<std::string>>;
  EXPECT_THAT(
      rows, ElementsAre(Row("ball", "red"), Row("cart", std::nullopt), Row("void", std::nullopt)));
}

TEST_F(Trees, ATreeIsJoinedWithItselfByAnotherName) {
  const auto parent = orm::alias<Node>("parent");
  const auto rows =
      session.query<Node>()
          .outerjoin(by_node.parent, parent)
          .order_by(by_node.id)
          .select(by_node.name, orm::nullable(parent.name), func::count(by_node.children))
          .all();
  using Row = std::tuple<std::string, std::optional<std::string>, std::int64_t>;
  EXPECT_THAT(rows, ElementsAre(Row("root", std::nullopt, 1), Row("left", "root", 1),
                                Row("leaf", "left", 0)));
  EXPECT_THAT(
      [&] {
        (void)session.query<Node>().outerjoin(by_node.parent, parent).select(parent.name).all();
      },
      testing::ThrowsMessage<orm::InvalidRequestError>(
          "select() takes the column \"name\" of \"parent\", which an outer join may not find; "
          "write orm::nullable(...) around it, which makes it optional"));
}

TEST_F(Joins, Scenario137_AnEmptyListFindsNothing) {
  const std::vector<std::int64_t> none;
  EXPECT_THAT(names(users().filter(orm::in_(by_user.id, none))), IsEmpty());
  EXPECT_THAT(names(users().filter(orm::not_in(by_user.id, none))),
              ElementsAre("ann", "bob", "cid"));
}

TEST_F(Joins, Scenario138_GroupsWithoutMembersCountZero) {
  const auto rows = session.query<User>()
                        .outerjoin(by_user.addresses)
                        .group_by(by_user.id)
                        .order_by(by_user.id)
                        .select(by_user.name, func::count(by_address.id))
                        .all();
  EXPECT_EQ(sql(),
            "SELECT users.name, count(addresses.id) FROM users LEFT OUTER JOIN addresses ON "
            "addresses.user_id = users.id GROUP BY users.id ORDER BY users.id");
  using Row = std::tuple<std::string, std::int64_t>;
  EXPECT_THAT(rows, ElementsAre(Row("ann", 2), Row("bob", 1), Row("cid", 0)));
}

TEST_F(Joins, Scenario140_WhatIsNotJoinedIsAnError) {
  const orm::Expr<bool> condition = by_address.email == "a1";
  EXPECT_THAT([&] { (void)users().filter(condition).all(); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "the query for scenarios::User uses the column \"email\" of scenarios::Address, "
                  "which it does not read; join it, or take it from another query"));
  const auto other = orm::alias<User>("other");
  EXPECT_THAT([&] { (void)users().filter(other.name == "ann").all(); },
              testing::ThrowsMessage<orm::InvalidRequestError>(HasSubstr(
                  "uses the column \"name\" of scenarios::User as \"other\", which it does not")));
  EXPECT_THAT(
      [&] { (void)users().join(by_user.addresses).join(by_user.addresses).all(); },
      testing::ThrowsMessage<orm::InvalidRequestError>(
          "a query reads scenarios::Address twice by the name \"addresses\"; give one of them "
          "another name by orm::alias<...>(\"...\")"));
  EXPECT_TRUE(recorder.statements().empty());
}

TEST_F(Joins, InnerQueriesSpeakOfOuterOnes) {
  const auto of_user = orm::query<Address>().filter(by_address.user_id == by_user.id);
  EXPECT_THAT(names(users().filter(!orm::exists(of_user))), ElementsAre("cid"));
  EXPECT_EQ(sql(), user_columns +
                       " WHERE NOT EXISTS (SELECT 1 FROM addresses WHERE "
                       "addresses.user_id = users.id) ORDER BY users.id");
  const auto ids =
      orm::query<Address>().filter(by_address.email == "b1").select(by_address.user_id);
  EXPECT_THAT(names(users().filter(orm::in_(by_user.id, ids))), ElementsAre("bob"));
  EXPECT_EQ(sql(), user_columns +
                       " WHERE users.id IN (SELECT addresses.user_id FROM addresses "
                       "WHERE addresses.email = ?) ORDER BY users.id");
  const auto last = orm::scalar_subquery(of_user.select(func::max(by_address.email)));
  const auto rows = users().select(by_user.name, last).all();
  using Row = std::tuple<std::string, std::optional<std::string>>;
  EXPECT_THAT(rows, ElementsAre(Row("ann", "a2"), Row("bob", "b1"), Row("cid", std::nullopt)));
  EXPECT_EQ(sql(),
            "SELECT users.name, (SELECT max(addresses.email) FROM addresses WHERE "
            "addresses.user_id = users.id) FROM users ORDER BY users.id");
}

TEST_F(Joins, AQueryWithoutASessionIsRunInOne) {
  const auto query = orm::query<User>().filter(by_user.name == "bob");
  EXPECT_THAT([&] { (void)query.all(); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "this query for scenarios::User has no session to run in; run "
                  "session.query(query)"));
  EXPECT_EQ(session.query(query).one()->name(), "bob");
  const auto other = orm::alias<User>("other");
  EXPECT_EQ(session.query(other).filter(other.name == "bob").one()->name(), "bob");
  EXPECT_EQ(sql(), "SELECT other.id, other.name FROM users AS other WHERE other.name = ? LIMIT ?");
}

TEST_F(Joins, AQueryTellsItsTextAndItsPlan) {
  const auto query = users().join(by_user.addresses).filter(by_address.email == "a1");
  EXPECT_EQ(query.to_sql(),
            "SELECT \"users\".\"id\", \"users\".\"name\" FROM \"users\" JOIN \"addresses\" ON "
            "\"addresses\".\"user_id\" = \"users\".\"id\" WHERE \"addresses\".\"email\" = ? "
            "ORDER BY \"users\".\"id\"");
  EXPECT_EQ(orm::query<User>().select(func::count()).to_sql(), "SELECT count(*) FROM \"users\"");
  EXPECT_TRUE(recorder.statements().empty());
  EXPECT_THAT(session.query<User>().filter(by_user.id == 1).explain(),
              ElementsAre("SEARCH users USING INTEGER PRIMARY KEY (rowid=?)"));
  const auto lines = session.query<User>().filter(orm::any(by_user.addresses)).explain();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0], "SCAN users");
  EXPECT_THAT(lines[1], testing::StartsWith("CORRELATED SCALAR SUBQUERY"));
  EXPECT_EQ(lines[2], "  SCAN addresses");
}

TEST_F(Joins, WhatIsNoNumberIsRefused) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT([&] { (void)users().filter(by_user.id * 1.0 == none); },
              testing::ThrowsMessage<orm::DataError>(
                  "a query is given a number that is none (NaN), which the database would take for "
                  "NULL; use std::nullopt where that is meant"));
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(users().filter(by_user.id * 1.0 < infinite).count(), 3);
}

TEST_F(Joins, ContainsEagerOfOneTakesALimit) {
  const auto found = session.query<Address>()
                         .join(by_address.user)
                         .options(orm::contains_eager(by_address.user))
                         .order_by(by_address.id)
                         .first();
  EXPECT_EQ(found->user()->name(), "ann");
  EXPECT_EQ(recorder.statements().size(), 1U);
}

}  // namespace
}  // namespace scenarios
