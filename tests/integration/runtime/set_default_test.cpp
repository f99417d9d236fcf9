// Keys with `set default`: the database fills in the default.
#include "actions.orm.hpp"
#include "database.h"

namespace actions {
namespace {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;

class SetDefault : public orm_test::DatabaseTest {
 protected:
  SetDefault() : DatabaseTest(&actions::create_all) {}

  // Two categories; the article belongs to the second.
  void SetUp() override {
    const auto all = make<Category>({.name = "it's all"});
    const auto few = make<Category>({.name = "few"});
    session.add_all(all, few);
    session.flush();
    session.add(make<Article>({.title = "a", .category_name = "it's all", .category = few}));
    session.commit();
  }
  std::vector<std::string> articles() {
    return rows("SELECT title, category_id, category_name FROM articles");
  }
};

TEST_F(SetDefault, ParentDeletedThroughAnotherConnection) {
  ASSERT_THAT(articles(), ElementsAre("a|2|it's all"));
  orm_test::execute(file(), "PRAGMA foreign_keys = ON; DELETE FROM categories WHERE id = 2");
  EXPECT_THAT(articles(), ElementsAre("a|1|it's all"));
  EXPECT_EQ(session.query<Article>().one()->category()->name(), "it's all");
}

TEST_F(SetDefault, ParentRemovedByTheSession) {
  const auto article = session.query<Article>().one();
  session.remove(article->category());
  session.commit();
  EXPECT_EQ(article->category_id(), 1);
  EXPECT_THAT(articles(), ElementsAre("a|1|it's all"));
}

TEST_F(SetDefault, KeyThatIsChangedThroughAnotherConnection) {
  orm_test::execute(file(), R"(PRAGMA foreign_keys = ON;
      UPDATE articles SET category_name = 'few';
      UPDATE categories SET name = 'many' WHERE name = 'few')");
  EXPECT_THAT(articles(), ElementsAre("a|2|it's all"));
}

TEST_F(SetDefault, DefaultIsPartOfWhatIsVerified) {
  EXPECT_TRUE(engine.verify(registry()).empty());
  rows("DROP TABLE articles");
  rows(R"(CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT NOT NULL,
      category_id INTEGER NOT NULL DEFAULT 2 REFERENCES categories ON DELETE SET DEFAULT,
      category_name TEXT NOT NULL REFERENCES categories (name) ON UPDATE SET DEFAULT))");
  const auto found = engine.verify(registry());
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].message,
            "table \"articles\": column \"category_id\" has the default 2 for SET DEFAULT, the "
            "schema says 1");
  EXPECT_EQ(found[1].kind, orm::SchemaDifference::Kind::Default);
}

}  // namespace
}  // namespace actions
