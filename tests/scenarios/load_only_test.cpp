// Scenario 118: columns that a query's options leave out, or ask for.
#include "archive.h"

namespace archive {

using LoadOnly = Archive;

TEST_F(LoadOnly, Scenario118_ReadsTheColumnsThatAreNamedAndTheKeys) {
  store_articles(1);
  const auto article =
      session.query<Article>().options(orm::load_only(Article::fields.title)).one();
  EXPECT_THAT(read_columns(), ElementsAre("id, title, version, writer_id"));
  EXPECT_EQ(article->title(), "title 1");
  EXPECT_EQ(article->version(), 1);
  EXPECT_EQ(article->writer_id(), std::nullopt);
  EXPECT_TRUE(article->writer() == nullptr);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(LoadOnly, Scenario118_ReadsADeferredColumnThatIsNamed) {
  store_articles(1);
  const auto article = session.query<Article>()
                           .options(orm::load_only(Article::fields.title, Article::fields.body))
                           .one();
  EXPECT_THAT(read_columns(), ElementsAre("id, title, body, version, writer_id"));
  EXPECT_EQ(article->body(), "body 1");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(LoadOnly, Scenario118_TheOthersAreReadTogetherWhenOneIsUsed) {
  store_articles(0, 1);
  const auto writer = session.query<Writer>().options(orm::load_only(Writer::fields.name)).one();
  EXPECT_THAT(read_columns(), ElementsAre("id, name"));
  EXPECT_EQ(writer->age(), 31);
  EXPECT_EQ(writer->email(), "email 1");
  EXPECT_THAT(read_columns(), ElementsAre("id, email, age"));
  EXPECT_EQ(writer->biography(), "life 1");
  EXPECT_THAT(read_columns(), ElementsAre("id, biography"));
}

TEST_F(LoadOnly, Scenario118_NObjectsTakeAFewStatements) {
  store_articles(0, 100);
  const auto writers = session.query<Writer>()
                           .options(orm::load_only(Writer::fields.name))
                           .order_by(Writer::fields.id)
                           .all();
  recorder.clear();
  for (const auto& writer : writers) EXPECT_EQ(writer->age(), 30 + writer->id());
  // 1, 2, 4, ... 32, 37.
  EXPECT_EQ(recorder.executions(), 7U);
}

TEST_F(LoadOnly, Scenario118_DeferLeavesColumnsOut) {
  store_articles(0, 1);
  const auto writer =
      session.query<Writer>().options(orm::defer(Writer::fields.email, Writer::fields.age)).one();
  EXPECT_THAT(read_columns(), ElementsAre("id, name"));
  EXPECT_EQ(writer->email(), "email 1");
}

TEST_F(LoadOnly, Scenario118_KeysAreAlwaysRead) {
  store_articles(1, 1);
  const auto article = session.query<Article>()
                           .options(orm::defer(Article::fields.id, Article::fields.version,
                                               Article::fields.writer_id, Article::fields.title))
                           .one();
  EXPECT_THAT(read_columns(), ElementsAre("id, summary, version, writer_id"));
  EXPECT_EQ(article->writer()->name(), "writer 1");
}

TEST_F(LoadOnly, Scenario118_UndeferReadsADeferredColumn) {
  store_articles(1);
  const auto article = session.query<Article>().options(orm::undefer(Article::fields.body)).one();
  EXPECT_THAT(read_columns(), ElementsAre("id, title, summary, body, version, writer_id"));
  EXPECT_EQ(article->body(), "body 1");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(LoadOnly, Scenario118_OptionsAddUpAndTheLastOneOfAColumnCounts) {
  store_articles(0, 1);
  (void)session.query<Writer>()
      .options(orm::load_only(Writer::fields.name), orm::load_only(Writer::fields.age))
      .all();
  (void)session.query<Writer>()
      .options(orm::undefer(Writer::fields.biography), orm::load_only(Writer::fields.name))
      .all();
  (void)session.query<Writer>()
      .options(orm::defer(Writer::fields.age).undefer(Writer::fields.age))
      .all();
  EXPECT_THAT(read_columns(),
              ElementsAre("id, name, age", "id, name, biography", "id, name, email, age"));
}

TEST_F(LoadOnly, Scenario118_OptionsStandBehindAPath) {
  store_articles(2, 1);
  const auto writer =
      session.query<Writer>()
          .options(orm::selectinload(Writer::fields.articles).load_only(Article::fields.title),
                   orm::load_only(Writer::fields.name))
          .one();
  EXPECT_THAT(read_columns(), ElementsAre("id, name", "id, title, version, writer_id"));
  EXPECT_EQ(writer->articles()[1].title(), "title 2");
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(writer->articles()[1].summary(), "summary 2");
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(LoadOnly, Scenario118_PathsGoOnBehindThem) {
  store_articles(2, 1);
  write("INSERT INTO labels VALUES ('a', 'm'); INSERT INTO article_label VALUES (1, 'a')");
  const auto writer = session.query<Writer>()
                          .options(orm::load_only(Writer::fields.name)
                                       .selectinload(Writer::fields.articles)
                                       .defer(Article::fields.summary)
                                       .undefer(Article::fields.body)
                                       .selectinload(Article::fields.labels)
                                       .undefer(Label::fields.meaning))
                          .one();
  EXPECT_THAT(read_columns(), ElementsAre("id, name", "id, title, body, version, writer_id",
                                          "code, meaning, article_id"));
  EXPECT_EQ(writer->articles()[0].labels()[0].meaning(), "m");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(LoadOnly, Scenario118_JoinedRowsHaveTheColumnsThatAreAskedFor) {
  store_articles(2, 1);
  const auto writer = session.query<Writer>()
                          .options(orm::load_only(Writer::fields.age)
                                       .joinedload(Writer::fields.articles)
                                       .load_only(Article::fields.summary))
                          .one();
  EXPECT_THAT(read_columns(), ElementsAre("id, age, id, summary, version, writer_id"));
  EXPECT_EQ(writer->articles()[1].summary(), "summary 2");
  EXPECT_EQ(writer->age(), 31);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(writer->articles()[1].title(), "title 2");
}

TEST_F(LoadOnly, Scenario118_ToOneTargetsMayBeReadInPart) {
  store_articles(2, 2);
  const auto articles =
      session.query<Article>()
          .options(orm::joinedload(Article::fields.writer).load_only(Writer::fields.name))
          .order_by(Article::fields.id)
          .all();
  EXPECT_THAT(read_columns(), ElementsAre("id, title, summary, version, writer_id, id, name"));
  EXPECT_EQ(articles[1]->writer()->name(), "writer 2");
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(articles[1]->writer()->age(), 32);
}

TEST_F(LoadOnly, Scenario118_ALimitedJoinOrdersByWhatItDoesNotRead) {
  store_articles(3, 3);
  const auto writers = session.query<Writer>()
                           .options(orm::load_only(Writer::fields.name)
                                        .joinedload(Writer::fields.articles)
                                        .load_only(Article::fields.title))
                           .order_by(desc(Writer::fields.age))
                           .limit(2)
                           .all();
  ASSERT_EQ(writers.size(), 2U);
  EXPECT_EQ(writers[0]->name(), "writer 3");
  EXPECT_EQ(writers[0]->articles()[0].title(), "title 3");
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_EQ(writers[1]->age(), 32);
}

TEST_F(LoadOnly, Scenario118_EachChoiceHasItsStatement) {
  store_articles(0, 1);
  (void)session.query<Writer>().options(orm::load_only(Writer::fields.name)).all();
  (void)session.query<Writer>().all();
  (void)session.query<Writer>().options(orm::load_only(Writer::fields.age)).all();
  (void)session.query<Writer>().options(orm::load_only(Writer::fields.name)).all();
  EXPECT_THAT(read_columns(),
              ElementsAre("id, name", "id, name, email, age", "id, age", "id, name"));
}

TEST_F(LoadOnly, Scenario118_ALaterQueryFillsWhatIsMissingAndKeepsWhatIsSet) {
  store_articles(0, 2);
  orm::Session other(engine, {.autoflush = false, .expire_on_commit = false});
  const auto writers = other.query<Writer>()
                           .options(orm::load_only(Writer::fields.name))
                           .order_by(Writer::fields.id)
                           .all();
  other.commit();
  write("UPDATE writers SET name = 'theirs'");
  writers[0]->set_age(1);
  writers[1]->set_name("mine");
  (void)other.query<Writer>().all();
  recorder.clear();
  EXPECT_EQ(writers[0]->age(), 1);
  EXPECT_EQ(writers[0]->email(), "email 1");
  EXPECT_EQ(writers[0]->name(), "writer 1");
  EXPECT_EQ(writers[1]->age(), 32);
  EXPECT_EQ(writers[1]->name(), "mine");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(LoadOnly, Scenario118_AQueryWithFewerColumnsTakesNothingAway) {
  store_articles(0, 1);
  const auto writer = session.query<Writer>().one();
  (void)session.query<Writer>().options(orm::load_only(Writer::fields.name)).one();
  recorder.clear();
  EXPECT_EQ(writer->age(), 31);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(LoadOnly, Scenario118_AnExpiredObjectMayBeFilledInPart) {
  store_articles(0, 1);
  const auto writer = session.query<Writer>().one();
  session.commit();
  write("UPDATE writers SET age = 50, name = 'new'");
  (void)session.query<Writer>().options(orm::load_only(Writer::fields.name)).one();
  recorder.clear();
  EXPECT_EQ(writer->name(), "new");
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(writer->age(), 50);
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(LoadOnly, Scenario118_AnObjectThatExpiredIsReadAsTheSchemaSays) {
  store_articles(0, 1);
  const auto writer = session.query<Writer>().options(orm::load_only(Writer::fields.name)).one();
  session.commit();
  recorder.clear();
  EXPECT_EQ(writer->name(), "writer 1");
  EXPECT_THAT(read_columns(), ElementsAre("id, name, email, age"));
}

TEST_F(LoadOnly, Scenario118_WhatIsNotReadCanBeSetAndWritten) {
  store_articles(0, 1);
  const auto writer = session.query<Writer>().options(orm::load_only(Writer::fields.name)).one();
  recorder.clear();
  writer->set_age(31);
  writer->set_name("writer 1");
  EXPECT_EQ(recorder.executions(), 0U);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE writers SET age x1"));
  EXPECT_THAT(rows("SELECT name, email, age, biography FROM writers"),
              ElementsAre("writer 1|email 1|31|life 1"));
}

TEST_F(LoadOnly, Scenario118_WithoutASessionWhatIsMissingRaises) {
  store_articles(0, 2);
  Ptr<Writer> expunged;
  Ptr<Writer> left;
  {
    orm::Session other(engine);
    const auto writers = other.query<Writer>()
                             .options(orm::load_only(Writer::fields.name))
                             .order_by(Writer::fields.id)
                             .all();
    expunged = writers[0];
    left = writers[1];
    other.expunge(expunged);
  }
  EXPECT_EQ(expunged->name(), "writer 1");
  EXPECT_EQ(left->name(), "writer 2");
  for (const auto& writer : {expunged, left}) {
    expect_detached([&] { (void)writer->age(); }, "archive::Writer::age",
                    "orm::undefer(archive::Writer::fields.age)");
  }
  session.add(expunged);
  EXPECT_EQ(expunged->age(), 31);
  EXPECT_THROW((void)left->age(), orm::DetachedError);
}

TEST_F(LoadOnly, Scenario118_LinkedObjectsKeepWhatIsMissingWithThem) {
  store_articles(1, 1);
  Ptr<Article> article;
  {
    orm::Session other(engine);
    article = other.query<Article>()
                  .options(orm::joinedload(Article::fields.writer).load_only(Writer::fields.name),
                           orm::load_only(Article::fields.title))
                  .one();
  }
  EXPECT_EQ(article->writer()->name(), "writer 1");
  EXPECT_THROW((void)article->writer()->age(), orm::DetachedError);
  EXPECT_THROW((void)article->summary(), orm::DetachedError);
  session.add(article);
  EXPECT_EQ(article->writer()->age(), 31);
  EXPECT_EQ(article->summary(), "summary 1");
}

TEST_F(LoadOnly, Scenario118_LinksBetweenObjectsWithoutASessionKeepIt) {
  store_articles(1, 1);
  const auto writer = session.query<Writer>().options(orm::load_only(Writer::fields.name)).one();
  session.expunge(writer);
  {
    const auto article = make<Article>({.title = "t", .writer = writer});
    EXPECT_THROW((void)writer->age(), orm::DetachedError);
  }
  EXPECT_THROW((void)writer->age(), orm::DetachedError);
  EXPECT_EQ(writer->name(), "writer 1");
}

TEST_F(LoadOnly, Scenario118_MergeTakesWhatWasRead) {
  store_articles(0, 1);
  orm::Session other(engine);
  const auto given = other.query<Writer>().options(orm::load_only(Writer::fields.name)).one();
  given->set_name("given");
  other.expunge(given);
  const auto merged = session.merge(given);
  EXPECT_EQ(merged->age(), 31);
  session.commit();
  EXPECT_THAT(rows("SELECT name, age, biography FROM writers"), ElementsAre("given|31|life 1"));
}

TEST_F(LoadOnly, Scenario118_ALinkOverAColumnThatIsMissingReadsIt) {
  store_articles(0, 1);
  const auto writer = session.query<Writer>().options(orm::load_only(Writer::fields.name)).one();
  const auto badge = session.create<Badge>({});
  recorder.clear();
  badge->set_writer(writer);
  EXPECT_THAT(read_columns(), ElementsAre("id, email, age"));
  session.commit();
  EXPECT_THAT(rows("SELECT writer_email FROM badges"), ElementsAre("email 1"));
}

TEST_F(LoadOnly, Scenario118_AFlushLeavesAKeyAloneWhoseTargetIsReadInPart) {
  store_articles(0, 2);
  write("INSERT INTO badges VALUES (1, '', 'email 1'), (2, '', NULL)");
  for (const auto& path : {orm::LoadPath<Badge, Writer>(orm::joinedload(Badge::fields.writer)),
                           orm::LoadPath<Badge, Writer>(orm::selectinload(Badge::fields.writer))}) {
    session.expunge_all();
    const auto badge =
        session.query<Badge>()
            .options(orm::LoadPath<Badge, Writer>(path).load_only(Writer::fields.name))
            .filter(Badge::fields.id == 1)
            .one();
    EXPECT_EQ(badge->writer()->name(), "writer 1");
    badge->set_place(badge->place() + "x");
    recorder.clear();
    session.commit();
    EXPECT_THAT(executed(), ElementsAre("UPDATE badges SET place x1"));
    EXPECT_EQ(badge->writer_email(), "email 1");
  }
  EXPECT_THAT(rows("SELECT place, writer_email FROM badges ORDER BY id"),
              ElementsAre("xx|email 1", "|NULL"));
}

TEST_F(LoadOnly, Scenario118_ALoadedListIsFilledWithWhatIsAskedFor) {
  store_articles(2, 1);
  const auto writer = session.get_one<Writer>(1);
  EXPECT_EQ(writer->articles().size(), 2U);
  (void)session.query<Writer>()
      .options(orm::selectinload(Writer::fields.articles).undefer(Article::fields.body))
      .all();
  recorder.clear();
  EXPECT_EQ(writer->articles()[1].body(), "body 2");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(LoadOnly, Scenario118_AToOneTargetOfTheSessionIsFilledWithWhatIsAskedFor) {
  store_articles(1, 1);
  const auto writer = session.get_one<Writer>(1);
  (void)session.query<Article>()
      .options(orm::selectinload(Article::fields.writer).undefer(Writer::fields.biography))
      .all();
  recorder.clear();
  EXPECT_EQ(writer->biography(), "life 1");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(LoadOnly, Scenario118_TheVersionIsCounted) {
  store_articles(1);
  const auto article =
      session.query<Article>().options(orm::load_only(Article::fields.title)).one();
  article->set_summary("mine");
  session.flush();
  EXPECT_EQ(article->version(), 2);
  session.commit();
  EXPECT_THAT(rows("SELECT summary, version FROM articles"), ElementsAre("mine|2"));
}

}  // namespace archive
