// Compounds, windows and common table expressions: scenario 139, and what they become in SQL.
#include <tuple>

#include "joins.h"
#include "orm/error.h"

namespace scenarios {

namespace func = orm::func;

namespace {

struct Busy {
  std::int64_t id;
  std::int64_t addresses;
};

struct Place {
  std::string name;
  std::int64_t depth;
};

class Named : public Joins {
 protected:
  void SetUp() override {
    Joins::SetUp();
    auto root = make<Node>({.name = "root"});
    auto left = make<Node>({.name = "left", .parent = root});
    auto right = make<Node>({.name = "right", .parent = root});
    auto leaf = make<Node>({.name = "leaf", .parent = left});
    store(root, left, right, leaf);
    session.expunge_all();
  }
};

TEST_F(Named, Scenario139_UnionsAreOrderedLikeOthers) {
  const auto with_a = orm::query<User>().filter(orm::starts_with(by_user.name, "a"));
  const auto with_c = orm::query<User>().filter(orm::starts_with(by_user.name, "c"));
  const auto both = session.query(orm::union_(with_a, with_c));
  EXPECT_THAT(names(both.order_by(orm::desc(by_user.name))), ElementsAre("cid", "ann"));
  EXPECT_EQ(sql(),
            "WITH combined (id, name) AS (SELECT users.id, users.name FROM users WHERE users.name "
            "LIKE ? ESCAPE '\\' UNION SELECT users.id, users.name FROM users WHERE users.name LIKE "
            "? ESCAPE '\\') SELECT users.id, users.name FROM combined AS users ORDER BY users.name "
            "DESC");
  EXPECT_EQ(both.count(), 2);
  EXPECT_EQ(both.filter(by_user.name == "cid").one()->name(), "cid");
  const auto loaded = both.options(orm::joinedload(by_user.addresses)).order_by(by_user.id).all();
  EXPECT_THAT(emails(loaded.at(0)), ElementsAre("a1", "a2"));
}

TEST_F(Named, CompoundsOfRows) {
  const auto names_of = [](const char* start) {
    return orm::query<User>().filter(by_user.name >= start).select(by_user.name);
  };
  EXPECT_THAT(session.query(orm::union_all(names_of("b"), names_of("c"))).all(),
              testing::UnorderedElementsAre("bob", "cid", "cid"));
  EXPECT_THAT(session.query(orm::union_(names_of("b"), names_of("c"))).all(),
              testing::UnorderedElementsAre("bob", "cid"));
  EXPECT_THAT(session.query(orm::intersect(names_of("b"), names_of("c"))).all(),
              ElementsAre("cid"));
  EXPECT_THAT(session.query(orm::except_(names_of("a"), names_of("b"))).all(), ElementsAre("ann"));
  // Members with an order, or a limit, of their own.
  const auto last =
      orm::query<User>().order_by(orm::desc(by_user.name)).limit(1).select(by_user.name);
  EXPECT_THAT(session.query(orm::union_all(last, names_of("c"), last)).all(),
              ElementsAre("cid", "cid", "cid"));
  EXPECT_EQ(session.query(orm::union_(names_of("b"), names_of("c"))).limit(1).all().size(), 1U);
}

TEST_F(Named, Scenario139_RecursionReturnsObjects) {
  const auto below =
      orm::recursive_cte("below", orm::query<Node>().filter(by_node.name == "left"))
          .union_all([](const auto& found) {
            return orm::query<Node>().join(found, found.fields.id == by_node.parent_id);
          });
  EXPECT_THAT(names(session.query(below).order_by(below.fields.id)), ElementsAre("left", "leaf"));
  EXPECT_EQ(sql(),
            "WITH RECURSIVE below (id, name, parent_id) AS (SELECT nodes.id, nodes.name, "
            "nodes.parent_id FROM nodes WHERE nodes.name = ? UNION ALL SELECT nodes.id, "
            "nodes.name, nodes.parent_id FROM nodes JOIN below ON below.id = nodes.parent_id) "
            "SELECT below.id, below.name, below.parent_id FROM below ORDER BY below.id");
}

TEST_F(Named, RecursionReturnsRows) {
  const auto tree = orm::recursive_cte("tree", orm::query<Node>()
                                                   .filter(orm::is_null(by_node.parent_id))
                                                   .select_as<Place>(by_node.name, orm::value(0)))
                        .union_([](const auto& above) {
                          const auto parent = orm::alias<Node>("parent");
                          return orm::query<Node>()
                              .join(by_node.parent, parent)
                              .join(above, above[&Place::name] == parent.name)
                              .template select_as<Place>(by_node.name, above[&Place::depth] + 1);
                        });
  const auto rows = session.query(tree)
                        .filter(tree[&Place::depth] > 0)
                        .order_by(tree[&Place::depth], tree[&Place::name])
                        .all();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].name, "left");
  EXPECT_EQ(rows[2].name, "leaf");
  EXPECT_EQ(rows[2].depth, 2);
  EXPECT_EQ(sql(),
            "WITH RECURSIVE tree (name, column_2) AS (SELECT nodes.name, ? FROM nodes WHERE "
            "nodes.parent_id IS NULL UNION SELECT nodes.name, tree.column_2 + ? FROM nodes JOIN "
            "nodes AS parent ON parent.id = nodes.parent_id JOIN tree ON tree.name = parent.name) "
            "SELECT tree.name, tree.column_2 FROM tree WHERE tree.column_2 > ? ORDER BY "
            "tree.column_2, tree.name");
}

TEST_F(Named, RowsAreJoinedByTheirMembers) {
  const auto busy = orm::cte("busy", orm::query<User>()
                                         .join(by_user.addresses)
                                         .group_by(by_user.id)
                                         .select_as<Busy>(by_user.id, func::count()));
  EXPECT_THAT(names(session.query<User>()
                        .join(busy, busy[&Busy::id] == by_user.id)
                        .order_by(orm::desc(busy[&Busy::addresses]))),
              ElementsAre("ann", "bob"));
  EXPECT_EQ(sql(),
            "WITH busy (id, column_2) AS (SELECT users.id, count(*) FROM users JOIN addresses ON "
            "addresses.user_id = users.id GROUP BY users.id) SELECT users.id, users.name FROM "
            "users JOIN busy ON busy.id = users.id ORDER BY busy.column_2 DESC");
  // What an outer join may not find is optional.
  const auto rows = session.query<User>()
                        .outerjoin(busy, busy[&Busy::id] == by_user.id)
                        .order_by(by_user.id)
                        .select(by_user.name, busy[&Busy::addresses])
                        .all();
  using Row = std::tuple<std::string, std::optional<std::int64_t>>;
  EXPECT_THAT(rows, ElementsAre(Row("ann", 2), Row("bob", 1), Row("cid", std::nullopt)));
  // As part of an inner query it is defined there.
  const auto ids = orm::query(busy).filter(busy[&Busy::addresses] > 1).select(busy[&Busy::id]);
  EXPECT_THAT(names(session.query<User>().filter(orm::in_(by_user.id, ids))), ElementsAre("ann"));
  EXPECT_EQ(session.query(busy).count(), 2);
  const auto one = orm::cte("one", orm::query<User>().select(func::max(by_user.id)));
  EXPECT_EQ(session.query(one).select(one.value()).scalar(), 3);
  EXPECT_THAT([&] { (void)session.query<User>().filter(busy[&Busy::id] == by_user.id).all(); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "the query for scenarios::User uses the column \"id\" of \"busy\", which it does "
                  "not read; join it, or take it from another query"));
}

TEST_F(Named, Scenario139_WindowsNumberRows) {
  const auto place = func::row_number().over(
      orm::window().partition_by(by_address.user_id).order_by(orm::desc(by_address.email)));
  const auto rows =
      session.query<Address>()
          .order_by(by_address.email)
          .select(by_address.email, place,
                  func::count().over(orm::window().partition_by(by_address.user_id)),
                  func::lag(by_address.email).over(orm::window().order_by(by_address.email)))
          .all();
  EXPECT_EQ(sql(),
            "SELECT addresses.email, row_number() OVER (PARTITION BY addresses.user_id ORDER BY "
            "addresses.email DESC), count(*) OVER (PARTITION BY addresses.user_id), "
            "lag(addresses.email, ?) OVER (ORDER BY addresses.email) FROM addresses ORDER BY "
            "addresses.email");
  using Row = std::tuple<std::string, std::int64_t, std::int64_t, std::optional<std::string>>;
  EXPECT_THAT(rows, ElementsAre(Row("a1", 2, 2, std::nullopt), Row("a2", 1, 2, "a1"),
                                Row("b1", 1, 1, "a2")));
}

TEST_F(Named, FramesAreParts) {
  const auto by_id = orm::window().order_by(by_address.id);
  const auto sums = [&](const auto& window) {
    return session.query<Address>()
        .order_by(by_address.id)
        .select(func::sum(by_address.id).over(window))
        .all();
  };
  EXPECT_THAT(sums(by_id.rows(-1, 0)), ElementsAre(1, 3, 5));
  EXPECT_THAT(sql(), HasSubstr("ROWS BETWEEN 1 PRECEDING AND CURRENT ROW"));
  EXPECT_THAT(sums(by_id.rows(0, std::nullopt)), ElementsAre(6, 5, 3));
  EXPECT_THAT(sums(by_id.range(std::nullopt, 1)), ElementsAre(3, 6, 6));
  EXPECT_THAT(sql(), HasSubstr("RANGE BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING"));
  EXPECT_THAT(sums(by_id.groups(-1, 1)), ElementsAre(3, 6, 5));
  EXPECT_THAT([&] { (void)by_id.rows(-40000, 0); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "the frame of a window ends -40000 rows away; the most are 32767, or all, which "
                  "is std::nullopt"));
}

TEST_F(Named, WhatAPartCannotHaveIsRefused) {
  const auto loaded = orm::query<User>().options(orm::joinedload(by_user.addresses));
  const auto throws = testing::ThrowsMessage<orm::InvalidRequestError>(
      "the query for scenarios::User has options and is part of another query; give its options to "
      "the query around it");
  EXPECT_THAT([&] { (void)orm::union_(loaded, loaded); }, throws);
  EXPECT_THAT([&] { (void)orm::exists(loaded); }, throws);
  EXPECT_THAT([&] { (void)orm::cte("users", orm::query<User>().without_criteria()); }, throws);
  const auto ones = orm::cte("same", orm::query<User>().select(by_user.id));
  const auto others = orm::cte("same", orm::query<User>().select(by_user.id + 1));
  EXPECT_EQ(session.query(ones).join(ones, ones.value() == 1).spec().parts.get()->ctes.size(), 1U);
  EXPECT_THAT([&] { (void)session.query(ones).join(others, others.value() == 1); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "a query reads two common table expressions by the name \"same\"; give one of "
                  "them another name"));
}

}  // namespace
}  // namespace scenarios
