// Scenario 118: deferred columns of objects without a session, or given to another one.
#include "archive.h"

namespace archive {

using DeferredElsewhere = Archive;

TEST_F(DeferredElsewhere, Scenario118_WithoutASessionItRaises) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  session.expunge(article);
  EXPECT_EQ(article->title(), "title 1");
  expect_detached([&] { (void)article->body(); }, "archive::Article::body",
                  "orm::undefer(archive::Article::fields.body)");
  article->set_body("mine");
  EXPECT_EQ(article->body(), "mine");
}

TEST_F(DeferredElsewhere, Scenario118_AfterItsSessionItRaises) {
  store_articles(2, 1);
  std::vector<Ptr<Article>> articles;
  {
    orm::Session other(engine);
    articles = other.query<Article>().order_by(Article::fields.id).all();
    EXPECT_EQ(articles[0]->body(), "body 1");
  }
  EXPECT_EQ(articles[0]->body(), "body 1");
  EXPECT_EQ(articles[1]->title(), "title 2");
  EXPECT_THROW((void)articles[1]->body(), orm::DetachedError);
}

TEST_F(DeferredElsewhere, Scenario118_AddedToAnotherSessionItIsRead) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  session.expunge(article);
  orm::Session other(engine);
  other.add(article);
  EXPECT_EQ(article->body(), "body 1");
}

TEST_F(DeferredElsewhere, Scenario118_OneSetWithoutASessionIsWrittenByTheNext) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  session.expunge(article);
  article->set_body("mine");
  session.add(article);
  EXPECT_EQ(article->body(), "mine");
  session.commit();
  EXPECT_THAT(rows("SELECT body, title FROM articles"), ElementsAre("mine|title 1"));
}

TEST_F(DeferredElsewhere, Scenario118_MergeCopiesWhatWasRead) {
  store_articles(2);
  orm::Session other(engine);
  const auto given = other.get_one<Article>(1);
  const auto read = other.get_one<Article>(2);
  given->set_title("given");
  read->set_body(read->body() + " again");
  other.expunge_all();
  const auto merged = session.merge(given);
  const auto merged_too = session.merge(read);
  session.commit();
  EXPECT_THAT(rows("SELECT title, body FROM articles ORDER BY id"),
              ElementsAre("given|body 1", "title 2|body 2 again"));
}

TEST_F(DeferredElsewhere, Scenario118_MergeOntoOneThatLacksItWritesIt) {
  store_articles(1);
  const auto mine = session.get_one<Article>(1);
  orm::Session other(engine);
  const auto given = other.get_one<Article>(1);
  EXPECT_EQ(given->body(), "body 1");
  other.expunge(given);
  recorder.clear();
  EXPECT_TRUE(session.merge(given) == mine);
  EXPECT_EQ(mine->body(), "body 1");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(DeferredElsewhere, Scenario118_MergeOfOneThatLacksItNeedsItsRow) {
  store_articles(1);
  orm::Session other(engine);
  const auto given = other.get_one<Article>(1);
  other.expunge(given);
  other.close();
  write("DELETE FROM articles");
  EXPECT_THROW(session.merge(given), orm::InvalidRequestError);
}

}  // namespace archive
