// Scenario 109: results that are read in batches, and what remains of them.
#include <iterator>
#include <set>

#include "strategies.orm.hpp"
#include "streams.h"

namespace scenarios {

class Streams : public StreamTest {};

static_assert(std::input_iterator<orm::Stream<User>::Iterator>);
static_assert(!std::is_copy_constructible_v<orm::Stream<User>>);

TEST_F(Streams, Scenario109_SelectinReadsWhatBelongsToEachBatch) {
  store_users(1201, 2);
  int count = 0;
  for (User& u : users().options(orm::selectinload(User::fields.addresses)).stream()) {
    ++count;
    ASSERT_EQ(u.name(), "u" + std::to_string(count));
    ASSERT_EQ(u.addresses().size(), 2U);
    ASSERT_EQ(u.addresses()[1].email(), "a" + std::to_string(2 * count));
    ASSERT_TRUE(u.addresses()[0].user() == Ptr<User>(u));
  }
  EXPECT_EQ(count, 1201);
  ASSERT_EQ(recorder.executions(), 4U);
  EXPECT_EQ(recorder.statements()[1].parameter_sets, 500U);
  EXPECT_EQ(recorder.statements()[2].parameter_sets, 500U);
  EXPECT_EQ(recorder.statements()[3].parameter_sets, 201U);
}

TEST_F(Streams, Scenario109_ImmediateLoadingReadsWhatBelongsToEachBatch) {
  store_users(5, 1);
  std::vector<std::string> found;
  for (User& u : users().options(orm::immediateload(User::fields.addresses)).stream(2)) {
    found.push_back(u.addresses()[0].email());
  }
  EXPECT_THAT(found, ElementsAre("a1", "a2", "a3", "a4", "a5"));
  EXPECT_EQ(recorder.executions(), 6U);
}

TEST_F(Streams, Scenario109_AJoinedCollectionIsRefused) {
  store_users(1, 1);
  const auto expect_refused = [](const auto& query, const char* collection) {
    try {
      (void)query.stream();
      FAIL() << collection << " was read";
    } catch (const orm::InvalidRequestError& error) {
      EXPECT_THAT(error.what(), HasSubstr(collection));
      EXPECT_THAT(error.what(), HasSubstr("selectinload"));
    }
  };
  expect_refused(users().options(orm::joinedload(User::fields.addresses)),
                 "scenarios::User::addresses");
  expect_refused(session.query<Address>().options(
                     orm::joinedload(Address::fields.user).joinedload(User::fields.orders)),
                 "scenarios::User::orders");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Streams, Scenario109_SoIsOneThatTheSchemaJoins) {
  strategies::create_all(engine);
  rows("INSERT INTO parts VALUES (1, 'whole', NULL), (2, 'part', 1)");
  recorder.clear();
  using strategies::Part;
  const auto parts = session.query<Part>().filter(Part::fields.name == "whole");
  EXPECT_THROW((void)parts.stream(), orm::InvalidRequestError);
  EXPECT_EQ(recorder.executions(), 0U);
  for (Part& part : parts.options(orm::selectinload(Part::fields.parts)).stream()) {
    EXPECT_EQ(part.parts()[0].name(), "part");
  }
}

TEST_F(Streams, Scenario109_AJoinedParentIsFine) {
  store_users(3, 2);
  std::vector<std::string> found;
  for (Address& a : session.query<Address>()
                        .options(orm::joinedload(Address::fields.user))
                        .order_by(Address::fields.id)
                        .stream(2)) {
    found.push_back(a.email() + " of " + a.user()->name());
  }
  EXPECT_THAT(found,
              ElementsAre("a1 of u1", "a2 of u1", "a3 of u2", "a4 of u2", "a5 of u3", "a6 of u3"));
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Streams, Scenario109_SoIsAJoinedOneToOne) {
  store_users(5);
  rows("INSERT INTO profiles SELECT id, 'p' || id, id FROM users WHERE id <> 3");
  std::vector<std::string> found;
  for (User& u : users().options(orm::joinedload(User::fields.profile)).stream(2)) {
    found.push_back(u.profile() == nullptr ? "-" : u.profile()->bio());
  }
  EXPECT_THAT(found, ElementsAre("p1", "p2", "-", "p4", "p5"));
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Streams, Scenario109_TheStatementRunsWithTheLoop) {
  store_users(2);
  auto stream = users().stream();
  EXPECT_EQ(recorder.executions(), 0U);
  const auto at = stream.begin();
  EXPECT_EQ(at->name(), "u1");
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Streams, Scenario109_AStreamFlushesFirst) {
  session.add(user("new"));
  EXPECT_THAT(names(users().stream()), ElementsAre("new"));
  EXPECT_THAT(executed(), ElementsAre("INSERT users x1", "SELECT users"));
  const auto guard = session.no_autoflush();
  session.add(user("newer"));
  EXPECT_THAT(names(users().stream()), ElementsAre("new"));
}

TEST_F(Streams, Scenario109_BatchesOfAnySizeGiveTheSame) {
  store_users(6);
  const auto all = names(users().stream());
  EXPECT_THAT(all, ElementsAre("u1", "u2", "u3", "u4", "u5", "u6"));
  for (const int batch : {1, 2, 3, 4, 5, 6, 7, 1'000'000'000}) {
    EXPECT_EQ(names(users().stream(batch)), all) << batch;
  }
  EXPECT_THROW((void)users().stream(0), orm::InvalidRequestError);
  EXPECT_THROW((void)users().stream(-1), orm::InvalidRequestError);
}

TEST_F(Streams, Scenario109_ConditionsLimitsAndOffsetsHold) {
  store_users(9);
  EXPECT_THAT(names(users().limit(3).stream(2)), ElementsAre("u1", "u2", "u3"));
  EXPECT_THAT(names(users().limit(3).offset(5).stream(2)), ElementsAre("u6", "u7", "u8"));
  EXPECT_THAT(names(users().offset(7).stream(1)), ElementsAre("u8", "u9"));
  EXPECT_THAT(names(users().limit(0).stream()), IsEmpty());
  EXPECT_THAT(names(users().filter(User::fields.name == "u4").stream()), ElementsAre("u4"));
  EXPECT_THAT(names(session.query<User>().order_by(orm::desc(User::fields.id)).limit(2).stream(1)),
              ElementsAre("u9", "u8"));
}

TEST_F(Streams, Scenario109_AnEmptyResultHasNoObjects) {
  EXPECT_THAT(names(users().options(orm::selectinload(User::fields.addresses)).stream()),
              IsEmpty());
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Streams, Scenario109_LongTextsAreEachObjectsOwn) {
  rows(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) "
      "INSERT INTO users SELECT i, printf('%0*d', 20 + i, i) FROM n");
  std::size_t i = 0;
  std::string wrong;
  for (User& u : users().stream(7)) {
    ++i;
    std::string name = std::to_string(i);
    name.insert(0, 20 + i - name.size(), '0');
    if (u.name() != name) wrong += u.name() + " ";
  }
  EXPECT_EQ(wrong, "");
  EXPECT_EQ(i, 50U);
}

TEST_F(Streams, Scenario109_ASecondLoopGoesOn) {
  store_users(5);
  auto stream = users().stream(2);
  for (User& u : stream) {
    if (u.id() == 2) break;
  }
  // The loop has broken off at the second user, which is where the range still stands.
  EXPECT_THAT(names(std::move(stream)), ElementsAre("u2", "u3", "u4", "u5"));
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Streams, Scenario109_TheEndIsReachedOnce) {
  store_users(2);
  auto stream = users().stream(2);
  auto at = stream.begin();
  for (; at != stream.end(); ++at) {
  }
  ++at;
  EXPECT_TRUE(at == stream.end());
  EXPECT_TRUE(stream.begin() == stream.end());
  session.rollback();
  EXPECT_TRUE(stream.begin() == stream.end());
}

// What remains of a batch.

TEST_F(Streams, Scenario109_ObjectsOfAPassedBatchLeaveTheSession) {
  store_users(6);
  for (User& u : users().stream(2)) {
    if (u.id() == 3) {
      EXPECT_TRUE(is_in_session<User>(4));
      EXPECT_FALSE(is_in_session<User>(1));
    }
  }
  // The one that was asked for above came by itself.
  EXPECT_THAT(users_in_session(6), ElementsAre(1));
}

TEST_F(Streams, Scenario109_WhatAHandleHoldsRemains) {
  store_users(6);
  std::vector<Ptr<User>> held;
  for (User& u : users().stream(2)) {
    if (u.id() % 3 == 1) held.emplace_back(u);
  }
  EXPECT_THAT(users_in_session(6), ElementsAre(1, 4));
  EXPECT_TRUE(session.get<User>(4) == held[1]);
  EXPECT_EQ(held[1]->name(), "u4");
  held[0]->set_name("changed");
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users WHERE id IN (1, 4)"), ElementsAre("changed", "u4"));
}

TEST_F(Streams, Scenario109_WhatIsToBeWrittenRemains) {
  store_users(6);
  for (User& u : users().stream(1)) {
    if (u.id() == 2) u.set_name("changed");
    if (u.id() == 4) session.remove(Ptr<User>(u));
  }
  {
    const auto guard = session.no_autoflush();
    EXPECT_TRUE(is_in_session<User>(2));
    EXPECT_TRUE(is_in_session<User>(4));
    EXPECT_EQ(session.dirty().size(), 1U);
    EXPECT_EQ(session.deleted().size(), 1U);
    EXPECT_FALSE(is_in_session<User>(1));
  }
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"),
              ElementsAre("u1", "changed", "u3", "u5", "u6"));
}

TEST_F(Streams, Scenario109_WhatIsFlushedLeavesWithItsBatch) {
  store_users(4);
  for (User& u : users().stream(2)) {
    u.set_name("changed");
    session.flush();
  }
  EXPECT_THAT(users_in_session(4), IsEmpty());
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM users WHERE name = 'changed'"), ElementsAre("4"));
}

TEST_F(Streams, Scenario109_WhatTheSessionHadBeforeRemains) {
  store_users(6, 1);
  const auto* before = session.get_one<User>(3).get();
  const auto* address_before = session.get_one<Address>(5).get();
  int met = 0;
  for (User& u : users().options(orm::selectinload(User::fields.addresses)).stream(2)) {
    if (&u == before) ++met;
    if (&u.addresses()[0] == address_before) ++met;
  }
  EXPECT_EQ(met, 2);
  EXPECT_TRUE(session.get<User>(3).get() == before);
  EXPECT_TRUE(session.get<Address>(5).get() == address_before);
  // The first is linked with its address, the other with its user.
  EXPECT_THAT(users_in_session(6), ElementsAre(3, 5));
  EXPECT_TRUE(is_in_session<Address>(3));
  EXPECT_FALSE(is_in_session<Address>(4));
}

TEST_F(Streams, Scenario109_WhatOneThatRemainsIsLinkedToRemains) {
  store_users(4, 2);
  Ptr<Address> held;
  for (User& u : users().options(orm::selectinload(User::fields.addresses)).stream(2)) {
    if (u.id() == 2) held = u.addresses()[1];
  }
  ASSERT_EQ(recorder.executions(), 3U);
  recorder.clear();
  EXPECT_EQ(held->user()->name(), "u2");
  EXPECT_THAT(emails(held->user()), ElementsAre("a3", "a4"));
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_THAT(users_in_session(4), ElementsAre(2));
  EXPECT_FALSE(is_in_session<Address>(1));
}

TEST_F(Streams, Scenario109_ANewObjectKeepsWhatItIsLinkedTo) {
  store_users(4);
  for (User& u : users().stream(1)) {
    if (u.id() == 2) session.create<Address>({.email = "new", .user = Ptr<User>(u)});
  }
  {
    const auto guard = session.no_autoflush();
    EXPECT_THAT(users_in_session(4), ElementsAre(2));
  }
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("new|u2"));
}

TEST_F(Streams, Scenario109_APairThatIsNotWrittenKeepsBothEnds) {
  rows("INSERT INTO items VALUES (1, 'i1', NULL), (2, 'i2', NULL), (3, 'i3', NULL)");
  rows("INSERT INTO keywords VALUES (1, 'k1'), (2, 'k2')");
  rows("INSERT INTO item_keyword VALUES (1, 1), (2, 1)");
  const auto keyword = session.get_one<Keyword>(1);
  const auto guard = session.no_autoflush();
  for (Item& item : session.query<Item>().order_by(Item::fields.id).stream(1)) {
    if (item.id() == 2) item.keywords().remove(keyword);
    if (item.id() == 3) item.keywords().append(session.get_one<Keyword>(2));
  }
  EXPECT_TRUE(is_in_session<Item>(2));
  EXPECT_TRUE(is_in_session<Item>(3));
  session.commit();
  EXPECT_THAT(rows("SELECT item_id, keyword_id FROM item_keyword ORDER BY 1, 2"),
              ElementsAre("1|1", "3|2"));
}

TEST_F(Streams, Scenario109_WhatIsReadAtItsFirstUseLeavesToo) {
  store_users(4, 3);
  for (User& u : users().stream(2)) {
    for (const Address& a : u.addresses()) ASSERT_TRUE(a.user() == Ptr<const User>(u));
  }
  EXPECT_EQ(recorder.executions(), 5U);
  EXPECT_THAT(users_in_session(4), IsEmpty());
  EXPECT_FALSE(is_in_session<Address>(1));
  EXPECT_FALSE(is_in_session<Address>(12));
}

TEST_F(Streams, Scenario109_WhatAnotherQueryFoundStays) {
  store_users(4, 1);
  std::set<const Address*> found;
  for (User& u : users().options(orm::selectinload(User::fields.addresses)).stream(1)) {
    if (u.id() == 2)
      found.insert(session.query<Address>().order_by(Address::fields.id).first().get());
    if (u.id() == 3) found.insert(session.get_one<Address>(3).get());
  }
  EXPECT_TRUE(is_in_session<Address>(1));
  EXPECT_TRUE(found.contains(session.get<Address>(1).get()));
  // `get` found the one that the stream had brought.
  EXPECT_FALSE(is_in_session<Address>(3));
}

TEST_F(Streams, Scenario109_CirclesLeaveTogether) {
  for (int i = 1; i <= 3; ++i) {
    const auto root = make<Node>({.name = "n" + std::to_string(i)});
    root->children().append(make<Node>({.name = "c"}));
    root->children().append(make<Node>({.name = "c"}));
    session.add(root);
  }
  session.commit();
  session.expunge_all();
  recorder.clear();
  std::size_t children = 0;
  for (Node& node :
       session.query<Node>()
           .filter(orm::is_null(Node::fields.parent_id))
           .options(orm::selectinload(Node::fields.children).selectinload(Node::fields.children))
           .stream(1)) {
    for (const Node& child : node.children()) {
      ++children;
      EXPECT_TRUE(child.parent() == Ptr<const Node>(node));
      EXPECT_TRUE(child.children().empty());
    }
  }
  EXPECT_EQ(children, 6U);
  EXPECT_EQ(recorder.executions(), 7U);
  for (int key = 1; key <= 9; ++key) EXPECT_FALSE(is_in_session<Node>(key)) << key;
}

}  // namespace scenarios
