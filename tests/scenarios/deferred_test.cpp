// Scenarios 97 and 118: columns that the schema defers.
#include "archive.h"

namespace archive {

using Deferred = Archive;

TEST_F(Deferred, Scenario118_IsNotReadWithItsRow) {
  store_articles(2);
  const auto articles = all_articles();
  EXPECT_THAT(read_columns(), ElementsAre("id, title, summary, version, writer_id"));
  EXPECT_EQ(articles[1]->title(), "title 2");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Deferred, Scenario118_EveryWayOfReadingLeavesItOut) {
  store_articles(1, 1);
  const auto writer = session.get_one<Writer>(1);
  EXPECT_THAT(read_columns(), ElementsAre("id, name, email, age"));
  EXPECT_EQ(writer->articles().size(), 1U);
  EXPECT_THAT(read_columns(), ElementsAre("id, title, summary, version, writer_id"));
  session.expunge_all();
  EXPECT_EQ(session.get_one<Article>(1)->writer()->name(), "writer 1");
  EXPECT_THAT(read_columns(),
              ElementsAre("id, title, summary, version, writer_id", "id, name, email, age"));
  session.expunge_all();
  session.query<Writer>().options(orm::selectinload(Writer::fields.articles)).all();
  EXPECT_THAT(read_columns(),
              ElementsAre("id, name, email, age", "id, title, summary, version, writer_id"));
  session.expunge_all();
  session.query<Writer>().options(orm::joinedload(Writer::fields.articles)).limit(1).all();
  EXPECT_THAT(read_columns(),
              ElementsAre("id, name, email, age, id, title, summary, version, writer_id"));
}

TEST_F(Deferred, Scenario118_TheFirstUseReadsThatColumnAlone) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  recorder.clear();
  EXPECT_EQ(article->body(), "body 1");
  EXPECT_THAT(read_columns(), ElementsAre("id, body"));
  EXPECT_EQ(article->body(), "body 1");
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(article->picture(), std::nullopt);
  EXPECT_THAT(read_columns(), ElementsAre("id, picture"));
}

TEST_F(Deferred, Scenario118_WhetherItIsLoadedCanBeAsked) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  EXPECT_TRUE(orm::is_loaded(*article, Article::fields.title));
  EXPECT_FALSE(orm::is_loaded(*article, Article::fields.body));
  article->set_body("mine");
  EXPECT_TRUE(orm::is_loaded(*article, Article::fields.body));
  session.commit();
  EXPECT_FALSE(orm::is_loaded(*article, Article::fields.title));
  EXPECT_TRUE(orm::is_loaded(*article, Article::fields.id));
  EXPECT_TRUE(orm::is_loaded(*make<Article>({.title = "t"}), Article::fields.body));
}

TEST_F(Deferred, Scenario118_NObjectsTakeAFewStatements) {
  store_articles(1000);
  const auto articles = all_articles();
  recorder.clear();
  for (const auto& article : articles) {
    EXPECT_EQ(article->body(), "body " + std::to_string(article->id()));
  }
  // 1, 2, 4, ... 256, 489.
  EXPECT_EQ(recorder.executions(), 10U);
  EXPECT_EQ(recorder.parameter_sets(), 1000U);
}

TEST_F(Deferred, Scenario118_OneUseReadsOneRow) {
  store_articles(100);
  const auto articles = all_articles();
  recorder.clear();
  EXPECT_EQ(articles[50]->body(), "body 51");
  EXPECT_EQ(recorder.parameter_sets(), 1U);
  // Another column grows by itself.
  EXPECT_EQ(articles[51]->picture(), std::nullopt);
  EXPECT_EQ(recorder.parameter_sets(), 2U);
}

TEST_F(Deferred, Scenario118_ANewObjectHasAllItsColumns) {
  const auto article = make<Article>({.title = "t", .body = "b"});
  EXPECT_EQ(article->body(), "b");
  session.add(article);
  EXPECT_EQ(article->body(), "b");
  session.flush();
  recorder.clear();
  EXPECT_EQ(article->body(), "b");
  EXPECT_EQ(recorder.executions(), 0U);
  session.commit();
  recorder.clear();
  EXPECT_EQ(article->body(), "b");
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Deferred, Scenario118_SettingItLoadsNothingAndIsAlwaysWritten) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  recorder.clear();
  article->set_body("body 1");
  EXPECT_EQ(article->body(), "body 1");
  EXPECT_TRUE(session.is_modified(article));
  EXPECT_EQ(recorder.executions(), 0U);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE articles SET body, version x1"));
  EXPECT_THAT(rows("SELECT body, version FROM articles"), ElementsAre("body 1|2"));
}

TEST_F(Deferred, Scenario118_ItIsKnownOnceItWasWritten) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  article->set_body("mine");
  session.flush();
  recorder.clear();
  EXPECT_EQ(article->body(), "mine");
  article->set_body("mine");
  EXPECT_FALSE(session.is_modified(article));
  article->set_body("yours");
  article->set_body("mine");
  session.flush();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Deferred, Scenario118_OtherColumnsKeepTheirNetChange) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  recorder.clear();
  article->set_title("title 1");
  EXPECT_FALSE(session.is_modified(article));
  article->set_title("new");
  article->set_title("title 1");
  EXPECT_FALSE(session.is_modified(article));
  session.flush();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Deferred, Scenario118_OneSetBeforeItIsReadKeepsItsValue) {
  store_articles(3);
  const auto articles = all_articles();
  articles[1]->set_body("mine");
  EXPECT_EQ(articles[0]->body(), "body 1");
  EXPECT_EQ(articles[2]->body(), "body 3");
  session.query<Article>().options(orm::undefer(Article::fields.body)).all();
  EXPECT_EQ(articles[1]->body(), "mine");
}

TEST_F(Deferred, Scenario118_ARefreshLeavesItDeferred) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  EXPECT_EQ(article->body(), "body 1");
  session.commit();
  write("UPDATE articles SET body = 'other', title = 'other'");
  session.refresh(article);
  recorder.clear();
  EXPECT_EQ(article->title(), "other");
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(article->body(), "other");
  EXPECT_THAT(read_columns(), ElementsAre("id, body"));
}

TEST_F(Deferred, Scenario118_OfAnExpiredObjectItIsReadWithTheRest) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  session.expire(article);
  recorder.clear();
  EXPECT_EQ(article->body(), "body 1");
  EXPECT_EQ(article->title(), "title 1");
  EXPECT_THAT(read_columns(), ElementsAre("id, title, summary, body, version, writer_id"));
}

TEST_F(Deferred, Scenario118_AfterACommitTheFirstUseOfAnotherColumnDoesNotReadIt) {
  store_articles(2);
  const auto articles = all_articles();
  EXPECT_EQ(articles[0]->body(), "body 1");
  session.commit();
  recorder.clear();
  EXPECT_EQ(articles[0]->title(), "title 1");
  EXPECT_EQ(articles[1]->title(), "title 2");
  EXPECT_THAT(read_columns(), Each("id, title, summary, version, writer_id"));
  EXPECT_EQ(articles[1]->body(), "body 2");
}

TEST_F(Deferred, Scenario118_WithoutExpiryACommitKeepsIt) {
  store_articles(1);
  orm::Session other(engine, {.expire_on_commit = false});
  const auto article = other.get_one<Article>(1);
  EXPECT_EQ(article->body(), "body 1");
  other.commit();
  recorder.clear();
  EXPECT_EQ(article->body(), "body 1");
  EXPECT_EQ(article->title(), "title 1");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Deferred, Scenario118_ARollbackForgetsWhatWasSet) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  article->set_body("mine");
  session.flush();
  session.rollback();
  EXPECT_EQ(article->body(), "body 1");
  EXPECT_EQ(article->title(), "title 1");
}

TEST_F(Deferred, Scenario118_ASavepointForgetsWhatWasSetInIt) {
  store_articles(2);
  const auto articles = all_articles();
  EXPECT_EQ(articles[1]->body(), "body 2");
  orm::Savepoint savepoint = session.begin_nested();
  articles[0]->set_body("mine");
  session.flush();
  savepoint.rollback();
  recorder.clear();
  EXPECT_EQ(articles[1]->body(), "body 2");
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(articles[0]->body(), "body 1");
}

TEST_F(Deferred, Scenario118_WhatARollbackMakesNewKeepsItsValues) {
  const auto article = session.create<Article>({.title = "t", .body = "b"});
  session.flush();
  session.expire(article);
  EXPECT_EQ(article->title(), "t");
  session.rollback();
  EXPECT_EQ(article->body(), "b");
  session.add(article);
  session.commit();
  EXPECT_THAT(rows("SELECT title, body FROM articles"), ElementsAre("t|b"));
}

TEST_F(Deferred, Scenario118_AVanishedRowIsSaidToBeGone) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  session.commit();
  write("DELETE FROM articles");
  EXPECT_THROW((void)article->body(), orm::ObjectDeletedError);
}

TEST_F(Deferred, Scenario118_TheRowOfALoadedObjectMayVanishToo) {
  store_articles(1);
  orm::Session other(engine, {.expire_on_commit = false});
  const auto article = other.get_one<Article>(1);
  other.commit();
  write("DELETE FROM articles");
  EXPECT_THROW((void)article->body(), orm::ObjectDeletedError);
  EXPECT_EQ(article->title(), "title 1");
}

TEST_F(Deferred, Scenario118_ARowSwitchWritesWhatIsNotKnownOfTheOld) {
  orm_test::execute(file(), "INSERT INTO labels VALUES ('a', 'old')");
  const auto old = session.get_one<Label>("a");
  session.remove(old);
  session.add(make<Label>({.code = "a", .meaning = "old"}));
  session.commit();
  EXPECT_THAT(rows("SELECT code, meaning FROM labels"), ElementsAre("a|old"));
}

TEST_F(Deferred, Scenario118_RemovingReadsNothing) {
  store_articles(1);
  const auto article = session.get_one<Article>(1);
  (void)article->labels().size();
  recorder.clear();
  session.remove(article);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE articles x1"));
}

TEST_F(Deferred, Scenario118_WithAKeyOfTwoColumnsAndValuesOfTheDatabase) {
  const auto chapter = session.create<Chapter>({.article_id = 2, .number = 1, .text = "abc"});
  session.create<Chapter>({.article_id = 1, .number = 2, .text = "ab"});
  session.flush();
  recorder.clear();
  EXPECT_EQ(chapter->length(), 3);
  EXPECT_EQ(chapter->state(), "draft");
  EXPECT_EQ(recorder.executions(), 0U);
  session.commit();
  session.expunge_all();
  const auto chapters = session.query<Chapter>().order_by(Chapter::fields.article_id).all();
  EXPECT_THAT(read_columns().back(), "article_id, number, text");
  EXPECT_EQ(chapters[0]->length(), 2);
  EXPECT_THAT(read_columns(), ElementsAre("article_id, number, length"));
  EXPECT_EQ(chapters[1]->state(), "draft");
  EXPECT_EQ(chapters[1]->length(), 3);
}

TEST_F(Deferred, Scenario118_ATextAsKeyIsFoundAgain) {
  orm_test::execute(file(), "INSERT INTO labels VALUES ('a', 'first'), ('b', 'second')");
  const auto labels = session.query<Label>().order_by(Label::fields.code).all();
  EXPECT_EQ(labels[1]->meaning(), "second");
  EXPECT_EQ(labels[0]->meaning(), "first");
}

TEST_F(Deferred, Scenario118_QueriesMayNameIt) {
  store_articles(3);
  const auto found = session.query<Article>()
                         .filter(Article::fields.body > "body 1")
                         .order_by(desc(Article::fields.body))
                         .options(orm::joinedload(Article::fields.labels))
                         .limit(1)
                         .all();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->title(), "title 3");
  EXPECT_EQ(session.query<Article>().filter(Article::fields.body == "body 2").count(), 1);
}

TEST_F(Deferred, Scenario118_ItStaysAsItIsWhileOtherColumnsAreWritten) {
  store_articles(1);
  session.get_one<Article>(1)->set_title("new");
  session.commit();
  EXPECT_THAT(rows("SELECT title, body FROM articles"), ElementsAre("new|body 1"));
}

TEST_F(Deferred, Scenario097_RowsWithDifferentColumnsShareTheStatementsOfTheirColumns) {
  std::int32_t number = 0;
  for (const bool is_given : {false, false, true, true, false}) {
    const auto chapter =
        session.create<Chapter>({.article_id = 1, .number = ++number, .text = "text"});
    if (is_given) chapter->set_state("given");
  }
  recorder.clear();
  session.flush();
  EXPECT_EQ(recorder.prepares(), 2U) << "with the column, and without";
  session.commit();
  EXPECT_THAT(rows("SELECT number, state, length FROM chapters ORDER BY number"),
              ElementsAre("1|draft|4", "2|draft|4", "3|given|4", "4|given|4", "5|draft|4"));
}

}  // namespace archive
