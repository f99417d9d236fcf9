// SQL of the program: its parameters, its rows, and objects that are read from it.
#include <tuple>

#include "joins.h"
#include "orm/error.h"

namespace scenarios {
namespace {

using orm::text;

class Texts : public Joins {};

TEST_F(Texts, RowsHaveTheTypesThatAreAskedFor) {
  const auto rows = session.execute<std::string, std::optional<std::int64_t>>(
      text("SELECT name, nullif(id, :hidden) FROM users WHERE name >= :least ORDER BY name"),
      {{"least", "bob"}, {"hidden", 3}});
  using Row = std::tuple<std::string, std::optional<std::int64_t>>;
  EXPECT_THAT(rows, ElementsAre(Row("bob", 2), Row("cid", std::nullopt)));
  EXPECT_EQ(sql(), "SELECT name, nullif(id, ?) FROM users WHERE name >= ? ORDER BY name");
  EXPECT_THAT(session.execute<std::int64_t>(text("SELECT count(*) FROM users")), ElementsAre(3));
}

TEST_F(Texts, RowsAreChanged) {
  EXPECT_EQ(session.execute(text("UPDATE users SET name = :to WHERE name <> :to AND id < :id"),
                            {{"to", "x"}, {"id", 3}}),
            2);
  EXPECT_EQ(session.execute(text("DELETE FROM addresses WHERE user_id IS :none"),
                            {{"none", std::nullopt}}),
            0);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("x", "x", "cid"));
}

TEST_F(Texts, ObjectsAreReadFromIt) {
  const auto found =
      session.query<User>()
          .from_text(text("SELECT * FROM users WHERE name <> :name"), {{"name", "bob"}})
          .order_by(orm::desc(by_user.name))
          .all();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->name(), "cid");
  EXPECT_EQ(sql(),
            "WITH given AS (SELECT * FROM users WHERE name <> ?) SELECT users.id, users.name FROM "
            "given AS users ORDER BY users.name DESC");
}

TEST_F(Texts, QuotesAndCommentsAreNoParameters) {
  const auto found = session.execute<std::string>(
      text("SELECT ':a' || \":b\" -- :c ?\n || [:d] /* :e */ FROM (SELECT 'x''s' AS \":b\", '?' "
           "AS [:d]);"));
  EXPECT_THAT(found, ElementsAre(":ax's?"));
}

TEST_F(Texts, WhatIsWrongIsRefused) {
  const auto refused = [](std::string_view sql) -> std::string {
    try {
      (void)text(sql);
    } catch (const orm::InvalidRequestError& error) {
      const std::string what = error.what();
      return what.substr(0, what.find('\n'));
    }
    return "nothing";
  };
  const std::string start = "orm::text() cannot take this SQL, for ";
  EXPECT_EQ(refused("SELECT ?"), start + "the parameter `?` has no name; write `:name`");
  EXPECT_EQ(refused("SELECT @a"), start + "the parameter `@` has no name; write `:name`");
  EXPECT_EQ(refused("SELECT : a"), start + "a `:` has no name behind it");
  EXPECT_EQ(refused("SELECT 1; DROP TABLE users"), start + "it has more than one statement");
  EXPECT_EQ(refused("SELECT 1; -- end"), "nothing");
  const auto throws = [](const char* message) {
    return testing::ThrowsMessage<orm::InvalidRequestError>(HasSubstr(message));
  };
  EXPECT_THAT([&] { session.execute(text("SELECT :a")); }, throws("the parameter :a has no value"));
  EXPECT_THAT([&] { session.execute(text("SELECT 1"), {{"a", 1}}); },
              throws("there is no parameter :a for a value"));
  EXPECT_THAT([&] { (void)session.execute<int>(text("SELECT 1, 2")); },
              throws("the rows have 2 columns, and execute() is to read 1"));
  EXPECT_THROW(session.execute(text("SELEC 1")), orm::StatementError);
  EXPECT_THAT([&] { (void)session.execute<std::int64_t>(text("SELECT 'x'")); },
              testing::ThrowsMessage<orm::DataError>(
                  "item 1 of a query's rows is 'x', and select() takes a whole number there"));
}

}  // namespace
}  // namespace scenarios
