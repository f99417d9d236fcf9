// Scenario 119: with_loader_criteria, as an option of a query and for a whole session.
#include "criteria.orm.hpp"
#include "database.h"

namespace criteria {

using orm::joinedload;
using orm::make;
using orm::Ptr;
using orm::selectinload;
using orm::with_loader_criteria;
using testing::ElementsAre;
using testing::IsEmpty;

orm::LoaderCriteria seen_posts() {
  return with_loader_criteria<Post>(Post::fields.hidden == false);
}
orm::LoaderCriteria seen_authors() {
  return with_loader_criteria<Author>(Author::fields.hidden == false);
}

template <class Objects>
std::vector<std::string> titles(const Objects& posts) {
  std::vector<std::string> found;
  for (auto& each : posts) found.push_back(each.title());
  return found;
}

// Two authors, of whom Bob is hidden, each with a post that is seen and a hidden one; the other
// one reviews them.
class Hidden : public orm_test::DatabaseTest {
 protected:
  Hidden() : DatabaseTest(&criteria::create_all) {}

  void SetUp() override {
    const auto ada = make<Author>({.name = "Ada"});
    const auto bob = make<Author>({.name = "Bob", .hidden = true});
    const auto tag = make<Tag>({.word = "t"});
    for (const auto& author : {ada, bob}) {
      const std::string name = author->name();
      const auto seen = make<Post>({.title = name + " seen"});
      const auto hidden = make<Post>({.title = name + " hidden", .hidden = true});
      author->posts().assign({seen, hidden});
      seen->tags().append(tag);
      hidden->tags().append(tag);
      (author == ada ? bob : ada)->reviews().assign({seen, hidden});
    }
    ada->set_portrait(make<Portrait>({.file = "a.png", .hidden = true}));
    store(ada, bob);
    session.expunge_all();
  }

  orm::Query<Author> authors() { return session.query<Author>().order_by(Author::fields.id); }
  orm::Query<Post> posts() { return session.query<Post>().order_by(Post::fields.id); }

  orm::Session session_of_the_seen() {
    return orm::Session(
        engine, {.criteria = {seen_posts(), seen_authors(),
                              with_loader_criteria<Tag>(Tag::fields.hidden == false),
                              with_loader_criteria<Portrait>(Portrait::fields.hidden == false)}});
  }
};

TEST_F(Hidden, Scenario119_OfTheEntityAskedFor) {
  const auto query = posts().options(seen_posts());
  EXPECT_EQ(query.all().size(), 2U);
  EXPECT_EQ(query.count(), 2);
  EXPECT_TRUE(query.filter(Post::fields.title == "Ada hidden").first() == nullptr);
  EXPECT_FALSE(query.filter(Post::fields.title == "Ada hidden").exists());
  EXPECT_EQ(query.limit(1).offset(1).one()->title(), "Bob seen");
}

TEST_F(Hidden, Scenario119_OfSelectin) {
  const auto found = authors().options(selectinload(Author::fields.posts), seen_posts()).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT authors", "SELECT posts"));
  EXPECT_THAT(titles(found.at(0)->posts()), ElementsAre("Ada seen"));
  EXPECT_THAT(titles(found.at(1)->posts()), ElementsAre("Bob seen"));
  EXPECT_THAT(executed(), IsEmpty());
}

TEST_F(Hidden, Scenario119_OfJoins) {
  const auto found = authors()
                         .filter(Author::fields.name == "Ada")
                         .options(joinedload(Author::fields.posts), seen_posts())
                         .all();
  EXPECT_THAT(executed(), ElementsAre("SELECT authors"));
  EXPECT_THAT(titles(found.at(0)->posts()), ElementsAre("Ada seen"));
}

TEST_F(Hidden, Scenario119_OfJoinsBehindALimit) {
  const auto found = authors()
                         .filter(Author::fields.name != "Ada")
                         .options(joinedload(Author::fields.posts), seen_posts())
                         .limit(1)
                         .offset(0)
                         .all();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(titles(found.at(0)->posts()), ElementsAre("Bob seen"));
}

TEST_F(Hidden, Scenario119_OfManyToMany) {
  for (const auto& path : {selectinload(Tag::fields.posts), joinedload(Tag::fields.posts)}) {
    session.expunge_all();
    const auto tag = session.query<Tag>().options(path, seen_posts()).one();
    EXPECT_THAT(titles(tag->posts()), ElementsAre("Ada seen", "Bob seen"));
  }
}

TEST_F(Hidden, Scenario119_StickToTheObjectsOfTheQuery) {
  const auto found = authors().options(seen_posts()).all();
  recorder.clear();
  EXPECT_THAT(titles(found.at(0)->posts()), ElementsAre("Ada seen"));
  EXPECT_THAT(titles(found.at(1)->posts()), ElementsAre("Bob seen"));
  EXPECT_THAT(titles(found.at(0)->reviews()), ElementsAre("Bob seen"));
  EXPECT_THAT(executed(), ElementsAre("SELECT posts", "SELECT posts", "SELECT posts"));
}

TEST_F(Hidden, Scenario119_StickToWhatTheseLeadTo) {
  const auto tag = session.query<Tag>().options(seen_posts(), seen_authors()).one();
  EXPECT_THAT(titles(tag->posts()), ElementsAre("Ada seen", "Bob seen"));
  Post& post = *tag->posts().begin();
  EXPECT_TRUE(post.reviewer() == nullptr);
  EXPECT_THAT(titles(post.author()->reviews()), ElementsAre("Bob seen"));
}

TEST_F(Hidden, Scenario119_OfAnOptionalReference) {
  const auto seen = posts().options(seen_authors()).all();
  EXPECT_TRUE(seen.at(0)->reviewer() == nullptr);
  EXPECT_EQ(seen.at(2)->reviewer()->name(), "Ada");
  for (const auto& path :
       {selectinload(Post::fields.reviewer), joinedload(Post::fields.reviewer)}) {
    session.expunge_all();
    const auto found = posts().options(path, seen_authors()).all();
    recorder.clear();
    EXPECT_TRUE(found.at(0)->reviewer() == nullptr);
    EXPECT_EQ(found.at(2)->reviewer()->name(), "Ada");
    EXPECT_THAT(executed(), IsEmpty());
  }
}

TEST_F(Hidden, AReferenceToWhatIsHiddenCanBeCut) {
  const auto post = posts().options(seen_authors()).first();
  ASSERT_TRUE(post->reviewer() == nullptr);
  post->set_title("changed");
  session.commit();
  EXPECT_THAT(rows("SELECT reviewer_id FROM posts WHERE id = 1"), ElementsAre("2"));
  const auto again = posts().options(seen_authors()).first();
  ASSERT_TRUE(again->reviewer() == nullptr);
  again->set_reviewer(nullptr);
  session.commit();
  EXPECT_THAT(rows("SELECT reviewer_id FROM posts WHERE id = 1"), ElementsAre("NULL"));
}

TEST_F(Hidden, ARequiredReferenceIsNeverLeftOut) {
  EXPECT_EQ(posts().options(seen_authors()).all().at(2)->author()->name(), "Bob");
  for (const auto& path : {selectinload(Post::fields.author), joinedload(Post::fields.author)}) {
    session.expunge_all();
    EXPECT_EQ(posts().options(path, seen_authors()).all().at(2)->author()->name(), "Bob");
  }
}

TEST_F(Hidden, WhatTheSessionHasIsReadAgain) {
  const auto all = posts().all();
  const auto found = authors().options(seen_posts()).all();
  EXPECT_THAT(titles(found.at(0)->posts()), ElementsAre("Ada seen"));
  session.expire_all();
  EXPECT_EQ(all.at(1)->title(), "Ada hidden");
  session.refresh(all.at(3));
  EXPECT_TRUE(session.get<Post>(2) == all.at(1));
}

TEST_F(Hidden, OfAWholeSession) {
  orm::Session seen = session_of_the_seen();
  EXPECT_EQ(seen.query<Author>().count(), 1);
  const auto ada = seen.query<Author>().one();
  EXPECT_THAT(titles(ada->posts()), ElementsAre("Ada seen"));
  EXPECT_TRUE(ada->portrait() == nullptr);
  EXPECT_TRUE(seen.get<Author>(2) == nullptr);
  EXPECT_TRUE(seen.get<Author>(1) == ada);
  EXPECT_THROW(seen.get_one<Post>(2), orm::NoResultFound);
  std::vector<std::string> streamed;
  for (Post& each : seen.query<Post>().stream(1)) {
    streamed.push_back(each.title() + " " + std::to_string(each.tags().size()));
  }
  EXPECT_THAT(streamed, ElementsAre("Ada seen 1", "Bob seen 1"));
}

TEST_F(Hidden, OfNewObjectsOfASession) {
  orm::Session seen = session_of_the_seen();
  const auto author = seen.create<Author>({.name = "C"});
  author->posts().append(make<Post>({.title = "now hidden", .hidden = true}));
  seen.commit();
  EXPECT_TRUE(author->posts().empty());
}

TEST_F(Hidden, AQueryMayLeaveThoseOfTheSessionOut) {
  orm::Session seen = session_of_the_seen();
  const auto all = seen.query<Author>().order_by(Author::fields.id).without_criteria().all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at(0)->posts().size(), 2U);
  EXPECT_EQ(all.at(0)->portrait()->file(), "a.png");
  EXPECT_EQ(seen.query<Post>().without_criteria().count(), 4);
  EXPECT_EQ(seen.query<Post>().count(), 2);
  EXPECT_EQ(seen.query<Post>().without_criteria().options(seen_posts()).count(), 2)
      << "its own stand";
}

TEST_F(Hidden, ThoseOfEngineSessionAndQueryHoldTogether) {
  const orm::Engine other = orm::create_engine("sqlite:///" + file(), {.criteria = {seen_posts()}});
  orm::Session first(other);
  EXPECT_EQ(first.query<Post>().count(), 2);
  orm::Session second(
      other, {.criteria = {with_loader_criteria<Post>(orm::like(Post::fields.title, "Ada%"))}});
  EXPECT_EQ(second.query<Post>().count(), 1);
  const auto of_bob = with_loader_criteria<Post>(Post::fields.title == "Bob seen");
  EXPECT_EQ(second.query<Post>().options(of_bob).count(), 0);
}

TEST_F(Hidden, ABulkRemovalLeavesWhatIsHidden) {
  orm_test::execute(file(), "DELETE FROM post_tags");
  orm::Session seen = session_of_the_seen();
  EXPECT_EQ(seen.query<Post>().remove(), 2);
  seen.commit();
  EXPECT_THAT(rows("SELECT title FROM posts"), ElementsAre("Ada hidden", "Bob hidden"));
}

TEST_F(Hidden, WhatIsHiddenIsCutLooseAlongWithTheRest) {
  orm::Session seen = session_of_the_seen();
  seen.remove(seen.query<Tag>().one());
  seen.commit();
  EXPECT_THAT(rows("SELECT * FROM post_tags"), IsEmpty());
}

TEST_F(Hidden, WhatIsMergedMayBeHidden) {
  const auto bob = session.get_one<Author>(2);
  session.expunge(bob);
  bob->set_name("Robert");
  orm::Session seen = session_of_the_seen();
  seen.merge(bob);
  seen.commit();
  EXPECT_THAT(rows("SELECT name FROM authors ORDER BY id"), ElementsAre("Ada", "Robert"));
}

TEST_F(Hidden, AConditionIsAboutItsOwnEntity) {
  try {
    with_loader_criteria<Post>(Author::fields.hidden == false);
    FAIL();
  } catch (const orm::InvalidRequestError& error) {
    EXPECT_STREQ(error.what(),
                 "with_loader_criteria for criteria::Post names a column of criteria::Author; a "
                 "condition is about the columns of its own entity");
  }
}

TEST_F(Hidden, StatementsAreSharedByTheirShape) {
  const auto count = [&](bool hidden) {
    const auto only = with_loader_criteria<Post>(Post::fields.hidden == hidden);
    session.expunge_all();
    std::size_t posts = 0;
    for (const auto& each : authors().options(only, joinedload(Author::fields.posts)).all()) {
      posts += each->posts().size();
    }
    return posts;
  };
  EXPECT_EQ(count(false), 2U);
  const auto prepared = recorder.prepares();
  EXPECT_EQ(count(true), 2U);
  EXPECT_EQ(recorder.prepares(), prepared);
}

// Each occurrence that a query reads, by whichever name.
TEST_F(Hidden, Scenario119_JoinsAndInnerQueriesObserveThem) {
  const auto titles_of = [&](const auto& query) {
    std::vector<std::string> found;
    for (const auto& title : query.select(Post::fields.title).all()) found.push_back(title);
    return found;
  };
  const auto authors = [&] {
    return session.query<Author>().options(seen_posts(), seen_authors());
  };
  EXPECT_THAT(titles_of(authors().join(Author::fields.posts)), ElementsAre("Ada seen"));
  EXPECT_EQ(authors().filter(orm::any(Author::fields.posts)).count(), 1);
  EXPECT_EQ(authors().filter(orm::any(Author::fields.posts, Post::fields.hidden == true)).count(),
            0);
  EXPECT_EQ(authors()
                .filter(orm::exists(orm::query<Post>().filter(Post::fields.hidden == true &&
                                                              Author::fields.id > 0)))
                .count(),
            0);
  EXPECT_EQ(authors().select(orm::func::count(Author::fields.posts)).one(), 1);
  const auto other = orm::alias<Author>("other");
  EXPECT_EQ(session.query(other).options(seen_authors()).count(), 1);
  EXPECT_EQ(authors().join(other, other.name != Author::fields.name).count(), 0);
  EXPECT_EQ(session.query<Author>().join(other, other.name != Author::fields.name).count(), 2);
  std::size_t seen = 0;
  for ([[maybe_unused]] Author& each : authors().join(Author::fields.posts).stream()) ++seen;
  EXPECT_EQ(seen, 1U);
}

}  // namespace criteria
