// Queries over keys of several columns, networks within one table, and deferred columns.
#include <tuple>

#include "database.h"
#include "deferred.orm.hpp"
#include "shapes.orm.hpp"

namespace shapes {
namespace {

using testing::HasSubstr;

class QueryShapes : public orm_test::DatabaseTest {
 protected:
  QueryShapes() : DatabaseTest(&shapes::create_all) {}

  std::string sql() const {
    std::string text = recorder.statements().back().sql;
    std::erase(text, '"');
    return text;
  }
};

TEST_F(QueryShapes, KeysOfSeveralColumnsAreJoinedAndCompared) {
  auto order = orm::make<Order>({.tenant_id = 1, .number = 7, .label = "x"});
  auto line = orm::make<OrderLine>({.line_no = 1, .sku = "s", .order = order});
  store(order, orm::make<Order>({.tenant_id = 2, .number = 7, .label = "y"}), line,
        orm::make<OrderLine>({.line_no = 2, .sku = "t", .order = order}),
        orm::make<Parcel>({.order = order}), orm::make<Parcel>({}));
  const auto ordered = session.query<Order>().join(Order::fields.lines);
  EXPECT_EQ(ordered.limit(5).all().size(), 1U);
  EXPECT_THAT(sql(), HasSubstr("JOIN order_lines ON order_lines.tenant_id = orders.tenant_id AND "
                               "order_lines.order_number = orders.number GROUP BY "
                               "orders.tenant_id, orders.number LIMIT ?"));
  EXPECT_EQ(ordered.count(), 1);
  EXPECT_EQ(session.query<Parcel>().filter(Parcel::fields.order == order).count(), 1);
  EXPECT_EQ(session.query<Parcel>().filter(Parcel::fields.order != order).count(), 1);
  EXPECT_EQ(session.query<Parcel>().filter(Parcel::fields.order == nullptr).count(), 1);
  EXPECT_EQ(session.query<Order>().filter(orm::contains(Order::fields.lines, line)).one(), order);
  EXPECT_EQ(session.query<Order>()
                .filter(Order::fields.tenant_id == 1)
                .update({orm::set(Order::fields.label, "z")}),
            1);
  EXPECT_EQ(order->label(), "z");
  session.upsert<Order>(
      {{.tenant_id = 1, .number = 7, .label = "q"}},
      orm::on_conflict(Order::fields.number, Order::fields.tenant_id).do_update());
  EXPECT_EQ(order->label(), "q");
}

TEST_F(QueryShapes, ATreeFillsItsListsFromAJoin) {
  auto boss = orm::make<Employee>({.company_id = 1, .number = 1, .name = "boss"});
  store(boss,
        orm::make<Employee>({.company_id = 1, .number = 2, .name = "report", .manager = boss}));
  session.expunge_all();
  const auto report = orm::alias<Employee>("report");
  const auto found = session.query<Employee>()
                         .join(Employee::fields.reports, report)
                         .options(orm::contains_eager(Employee::fields.reports, report))
                         .one();
  ASSERT_EQ(found->reports().size(), 1U);
  EXPECT_EQ(found->reports()[0].name(), "report");
  EXPECT_EQ(recorder.statements().size(), 1U);
}

TEST_F(QueryShapes, ANetworkIsAskedInBothDirections) {
  auto ann = orm::make<Person>({.name = "ann"});
  auto bob = orm::make<Person>({.name = "bob"});
  ann->friends().append(bob);
  store(ann, bob);
  const auto& people = Person::fields;
  const auto other = orm::alias<Person>("other");
  using Row = std::tuple<std::string, std::string>;
  EXPECT_THAT(
      session.query<Person>().join(people.friends, other).select(people.name, other.name).all(),
      testing::ElementsAre(Row("ann", "bob")));
  EXPECT_EQ(session.query<Person>().filter(orm::any(people.friends, people.name == "bob")).one(),
            ann);
  EXPECT_THAT(sql(), HasSubstr("JOIN persons AS persons_1 ON persons_1.id = "
                               "friendship_1.friend_id WHERE friendship_1.person_id = persons.id "
                               "AND persons_1.name = ?"));
  EXPECT_EQ(session.query<Person>().filter(orm::with_parent(ann, people.friends)).one(), bob);
  EXPECT_EQ(session.query<Person>().filter(orm::contains(people.friends, bob)).one(), ann);
}

}  // namespace
}  // namespace shapes

namespace archive {
namespace {

class DeferredInQueries : public orm_test::DatabaseTest {
 protected:
  DeferredInQueries() : DatabaseTest(&archive::create_all) {}

  void SetUp() override {
    auto writer = orm::make<Writer>({.name = "w", .email = "e", .biography = "long"});
    store(writer, orm::make<Article>({.title = "t", .body = "b", .writer = writer}));
    session.expunge_all();
  }
};

TEST_F(DeferredInQueries, ObjectsAmongTheItemsReadThemLater) {
  const auto rows = session.query<Writer>()
                        .join(Writer::fields.articles)
                        .select(Writer::fields, Article::fields, Writer::fields.biography)
                        .all();
  ASSERT_EQ(rows.size(), 1U);
  const auto& [writer, article, biography] = rows[0];
  EXPECT_EQ(biography, "long");
  EXPECT_EQ(recorder.statements().size(), 1U);
  EXPECT_EQ(writer->biography(), "long");
  EXPECT_EQ(article->body(), "b");
  EXPECT_EQ(recorder.statements().size(), 3U);
  const auto named = orm::cte("named", orm::query<Article>());
  EXPECT_EQ(session.query(named).one(), article);
}

TEST_F(DeferredInQueries, UpdatesAndUpsertsCountVersions) {
  session.query<Article>().update({orm::set(Article::fields.body, Article::fields.title + "!"),
                                   orm::set(Article::fields.title, "new")});
  auto article = session.query<Article>().one();
  EXPECT_EQ(article->body(), "t!");
  EXPECT_EQ(article->version(), 2);
  session.upsert<Article>({{.id = 1, .title = "newer"}},
                          orm::on_conflict(Article::fields.id).do_update(Article::fields.title));
  EXPECT_EQ(article->title(), "newer");
  EXPECT_EQ(article->version(), 3);
  EXPECT_EQ(article->body(), "t!") << "only the title is taken";
}

}  // namespace
}  // namespace archive
