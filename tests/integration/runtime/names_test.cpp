// Tables, columns and relationships whose names are words of C++ or SQL, or need quotes.
#include "database.h"
#include "names.orm.hpp"

namespace awkward {

using testing::ElementsAre;

class Names : public orm_test::DatabaseTest {
 protected:
  Names() : DatabaseTest(&awkward::create_all) {
    const auto first = orm::make<Group>({.class_ = "a", .size = 1.5, .quoted = "grün"});
    const auto second = orm::make<Group>({.class_ = "b", .quoted = "'\""});
    first->new_().append(orm::make<Order>({.operator_ = 1}));
    first->new_().append(orm::make<Order>({.operator_ = 2}));
    first->friend_().append(second);
    store(first, second);
    session.expunge_all();
  }
};

TEST_F(Names, AreThoseOfTheDatabase) {
  EXPECT_THAT(rows(R"(SELECT "select", "größe", "it's a ""name""" FROM "group")"),
              ElementsAre("a|1.5|grün", "b|NULL|'\""));
  EXPECT_THAT(rows(R"(SELECT operator, "order by" FROM "Order")"), ElementsAre("1|1", "2|1"));
  EXPECT_THAT(rows(R"(SELECT "from", "to" FROM "left join")"), ElementsAre("1|2"));
  EXPECT_TRUE(engine.verify(registry()).empty());
}

TEST_F(Names, AreUsedByQueriesAndLoaders) {
  const auto& fields = Group::fields;
  const auto group = session.query<Group>()
                         .filter(fields.size > 1.0 && fields.quoted == "grün")
                         .order_by(orm::desc(fields.class_))
                         .options(orm::joinedload(fields.new_), orm::selectinload(fields.friend_))
                         .one();
  recorder.clear();
  EXPECT_EQ(group->new_()[0].operator_(), 2);
  EXPECT_EQ(group->new_()[0].delete_(), group);
  EXPECT_EQ(group->friend_()[0].class_(), "b");
  EXPECT_THAT(executed(), ElementsAre());
  EXPECT_EQ(group->friend_()[0].private_()[0].class_(), "a");
}

TEST_F(Names, AreWrittenAndDeleted) {
  const auto group = session.get<Group>(1);
  group->set_class_("c");
  group->new_()[0].set_where(std::nullopt);
  group->friend_().clear();
  session.commit();
  EXPECT_THAT(rows(R"(SELECT "select" FROM "group")"), ElementsAre("c", "b"));
  EXPECT_THAT(rows(R"(SELECT operator FROM "Order" WHERE "order by" IS NULL)"), ElementsAre("2"));
  EXPECT_THAT(rows(R"(SELECT count(*) FROM "left join")"), ElementsAre("0"));
  session.remove(group);
  session.commit();
  EXPECT_THAT(rows(R"(SELECT operator FROM "Order")"), ElementsAre("2"));
  awkward::drop_all(engine);
  EXPECT_THAT(rows("SELECT count(*) FROM sqlite_master"), ElementsAre("0"));
}

}  // namespace awkward
