// Scenario 127: two sessions change the same row, which counts its versions.
#include "archive.h"

namespace archive {

// An article that this session has read at version 1, and that somebody else then changes.
class StaleVersion : public Archive {
 protected:
  void SetUp() override {
    store_articles(1, 1);
    article = session.get_one<Article>(1);
    ASSERT_EQ(article->version(), 1);
    recorder.clear();
  }

  void change_elsewhere() const { write("UPDATE articles SET title = 'theirs', version = 2"); }
  void expect_theirs() const {
    EXPECT_THAT(rows("SELECT title, version FROM articles"), ElementsAre("theirs|2"));
  }

  Ptr<Article> article;
};

TEST_F(StaleVersion, Scenario127_AnUpdateChangesNothing) {
  session.commit();
  ASSERT_EQ(article->title(), "title 1");
  session.rollback();
  orm::Session mine(engine, {.expire_on_commit = false});
  const auto read = mine.get_one<Article>(1);
  mine.commit();
  change_elsewhere();
  read->set_title("mine");
  try {
    mine.flush();
    ADD_FAILURE() << "it was written";
  } catch (const orm::StaleDataError& error) {
    EXPECT_THAT(error.what(), HasSubstr("archive::Article with the key 1"));
  }
  mine.rollback();
  expect_theirs();
  EXPECT_EQ(read->title(), "theirs");
  read->set_title("mine at last");
  mine.commit();
  EXPECT_THAT(rows("SELECT title, version FROM articles"), ElementsAre("mine at last|3"));
}

TEST_F(StaleVersion, Scenario127_ADeletionDeletesNothing) {
  session.rollback();
  orm::Session mine(engine, {.expire_on_commit = false});
  const auto read = mine.get_one<Article>(1);
  mine.commit();
  change_elsewhere();
  mine.remove(read);
  EXPECT_THROW(mine.flush(), orm::StaleDataError);
  mine.rollback();
  expect_theirs();
}

// As with a key that the database had assigned: the row of that version is gone.
TEST_F(StaleVersion, Scenario122_WhatIsStoredAfterARollbackBeginsAtTheFirstVersion) {
  const auto added = make<Article>({.title = "new"});
  session.add(added);
  session.flush();
  added->set_title("newer");
  session.flush();
  ASSERT_EQ(added->version(), 2);
  session.rollback();
  session.add(added);
  session.commit();
  EXPECT_THAT(rows("SELECT title, version FROM articles WHERE id > 1"), ElementsAre("newer|1"));
}

TEST_F(StaleVersion, Scenario127_AMergeOfAnotherVersionIsRefusedBeforeAnyWrite) {
  session.expunge(article);
  session.rollback();
  change_elsewhere();
  article->set_title("mine");
  orm::Session other(engine);
  recorder.clear();
  EXPECT_THROW(other.merge(article), orm::StaleDataError);
  EXPECT_THAT(executed(), ElementsAre("SELECT articles"));
  other.rollback();
  expect_theirs();
}

TEST_F(StaleVersion, Scenario127_AChangeOfACollectionIsNoNewVersion) {
  const auto writer = session.get_one<Writer>(1);
  article->labels().append(make<Label>({.code = "a", .meaning = "first"}));
  writer->articles().append(make<Article>({.title = "another"}));
  session.commit();
  EXPECT_THAT(rows("SELECT title, version FROM articles ORDER BY id"),
              ElementsAre("title 1|1", "another|1"));
}

// Many rows that change in the same columns go together.
class ManyUpdates : public Archive {
 protected:
  static constexpr int articles = 600;

  void SetUp() override {
    store_articles(articles, 0);
    read = session.query<Article>().order_by(Article::fields.id).all();
    recorder.clear();
  }
  void rename_all() const {
    for (const auto& article : read) article->set_title("new " + std::to_string(article->id()));
  }

  std::vector<Ptr<Article>> read;
};

TEST_F(ManyUpdates, GoTogether) {
  rename_all();
  session.flush();
  const auto& update = recorder.statements().at(0);
  EXPECT_THAT(update.sql, HasSubstr(R"(UPDATE "articles" SET "title" = ?, "version" = ? WHERE)"));
  EXPECT_EQ(update.parameter_sets, 600U);
  EXPECT_EQ(update.steps, 2U + 600U - 512U);
  EXPECT_EQ(recorder.prepares(), 2U);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM articles WHERE version = 2 AND title = 'new ' || id"),
              ElementsAre("600"));
  read[300]->set_title("newer");
  session.commit();
  EXPECT_THAT(rows("SELECT title, version FROM articles WHERE id = 301"), ElementsAre("newer|3"));
}

TEST_F(ManyUpdates, Scenario127_NameTheOneThatIsStale) {
  session.execute(orm::text("UPDATE articles SET version = 7 WHERE id = 77"));
  rename_all();
  try {
    session.flush();
    ADD_FAILURE() << "it was written";
  } catch (const orm::StaleDataError& error) {
    EXPECT_THAT(error.what(), HasSubstr("archive::Article with the key 77"));
  }
  session.rollback();
  EXPECT_THAT(rows("SELECT count(*) FROM articles WHERE version = 1"), ElementsAre("600"));
}

}  // namespace archive
