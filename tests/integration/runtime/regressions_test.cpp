// What was wrong once. Each test is the shortest program that showed it.
#include "scenario.h"

namespace scenarios {

using orm::joinedload;

class Regressions : public Scenarios {};

// An object that nothing holds ended while the list of changes still named it.
TEST_F(Regressions, ARollbackEndsWhatWasInsertedAndChanged) {
  {
    const auto u = user("a");
    session.add(u);
    session.flush();
    u->set_name("b");
  }
  session.rollback();
  EXPECT_EQ(session.query<User>().count(), 0);
}

TEST_F(Regressions, ACloseEndsWhatWasInsertedAndChanged) {
  {
    const auto u = user("a");
    session.add(u);
    session.flush();
    u->set_name("b");
  }
  session.close();
  EXPECT_EQ(session.query<User>().count(), 0);
}

TEST_F(Regressions, ARollbackKeepsARequiredKeyThatWasGiven) {
  const auto ledger = make<Ledger>({.name = "l"});
  store(ledger);
  const auto entry = make<Entry>({.text = "t", .ledger_id = ledger->id()});
  session.add(entry);
  session.flush();
  entry->set_text("x");
  session.rollback();
  session.add(entry);
  session.commit();
  EXPECT_THAT(rows("SELECT text, ledger_id FROM entries"), ElementsAre("x|1"));
}

TEST_F(Regressions, ALinkSetAgainAfterARollbackIsWritten) {
  const auto a = address("a");
  const auto u = user("u");
  store(u, a);
  a->set_user(u);
  session.flush();
  session.rollback();
  a->set_user(u);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

// The session brought back what it had let go of, and wrote beside its lists.
TEST_F(Regressions, ARollbackDoesNotBringBackADeletedObjectThatWasExpunged) {
  const auto u = user("a");
  store(u);
  session.remove(u);
  session.flush();
  session.expunge(u);
  session.rollback();
  EXPECT_EQ(u->state(), orm::ObjectState::Detached);
  EXPECT_FALSE(session.get<User>(1) == u);
}

TEST_F(Regressions, ARollbackDoesNotBringBackWhatExpungeAllLetGo) {
  const auto u = user("a");
  store(u);
  session.remove(u);
  session.flush();
  session.expunge_all();
  session.rollback();
  EXPECT_EQ(u->state(), orm::ObjectState::Detached);
  EXPECT_FALSE(session.get<User>(1) == u);
}

TEST_F(Regressions, AChangeOfADeletedObjectIsTakenBackToo) {
  const auto u = user("a");
  store(u);
  session.remove(u);
  session.flush();
  u->set_name("b");
  session.rollback();
  EXPECT_EQ(u->name(), "a");
  u->set_name("c");
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("c"));
}

TEST_F(Regressions, AppendAfterARollbackAddsAgain) {
  const auto u = user("u");
  store(u);
  const auto a = make<Address>({.email = "a", .user = u});
  session.add(a);
  session.flush();
  session.rollback();
  u->addresses().append(a);
  EXPECT_THAT(emails(u), ElementsAre("a"));
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

TEST_F(Regressions, APairAppendedAfterARollbackIsListedOnce) {
  const auto k = make<Keyword>({.word = "k"});
  store(k);
  const auto i = make<Item>({.label = "i"});
  i->keywords().append(k);
  session.add(i);
  session.flush();
  session.rollback();
  k->items().append(i);
  EXPECT_EQ(i->keywords().size(), 1U);
  EXPECT_EQ(k->items().size(), 1U);
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM item_keyword").size(), 1U);
}

TEST_F(Regressions, AddAgainAfterARollbackTakesItsStoredMembersAgain) {
  const auto a = address("a");
  store(a);
  const auto u = user("u");
  u->addresses().append(a);
  session.add(u);
  session.flush();
  session.rollback();
  session.add(u);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

// A list that names a member of another parent was cleared for ever.
TEST_F(Regressions, ClearLeavesMembersToTheirOwnParent) {
  const auto a = address("a");
  const auto u = user("u");
  u->addresses().append(a);
  store(u);
  const auto v = user("v");
  v->addresses().append(a);
  session.add(v);
  session.flush();
  session.rollback();
  EXPECT_EQ(a->user()->name(), "u");
  v->addresses().clear();
  EXPECT_TRUE(v->addresses().empty());
  EXPECT_EQ(a->user()->name(), "u");
}

TEST_F(Regressions, ExpungeLeavesMembersToTheirOwnParent) {
  const auto a = address("a");
  const auto u = user("u");
  u->addresses().append(a);
  store(u);
  const auto v = user("v");
  v->addresses().append(a);
  session.add(v);
  session.expire(a);
  session.expunge(v);
  EXPECT_TRUE(v->addresses().empty());
  EXPECT_EQ(a->user()->name(), "u");
}

TEST_F(Regressions, AKeySetAfterARefreshLeavesTheOldList) {
  const auto a = address("a");
  const auto u = user("u");
  u->addresses().append(a);
  store(u, user("v"));
  session.query<User>().all();
  EXPECT_EQ(u->addresses().size(), 1U);
  session.refresh(a);
  a->set_user_id(2);
  EXPECT_TRUE(u->addresses().empty());
  EXPECT_EQ(a->user()->name(), "v");
}

TEST_F(Regressions, AnExpiredObjectIsStillRemoved) {
  const auto u = user("u");
  store(u);
  session.remove(u);
  session.expire(u);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), IsEmpty());
}

// The row of a file goes with its folder, and the database gives its key to the next file.
TEST_F(Regressions, AKeyThatTheDatabaseGivesAgainBelongsToTheNewObject) {
  const auto f = make<Folder>({.name = "f"});
  f->files().append(make<File>({.name = "old"}));
  const auto g = make<Folder>({.name = "g"});
  store(f, g);
  EXPECT_EQ(f->files()[0].id(), 1);
  session.remove(f);
  session.flush();
  const auto file = make<File>({.name = "new", .folder = g});
  session.add(file);
  session.flush();
  EXPECT_EQ(file->id(), 1);
  EXPECT_TRUE(session.get<File>(1) == file);
  session.commit();
  EXPECT_TRUE(session.query<File>().one() == file);
}

TEST_F(Regressions, ARollbackGivesAKeyBackToItsFirstObject) {
  const auto f = make<Folder>({.name = "f"});
  f->files().append(make<File>({.name = "old"}));
  const auto g = make<Folder>({.name = "g"});
  store(f, g);
  const Ptr<File> old = f->files()[0];
  session.remove(f);
  session.flush();
  session.add(make<File>({.name = "new", .folder = g}));
  session.flush();
  session.rollback();
  EXPECT_TRUE(session.get<File>(1) == old);
  EXPECT_EQ(old->name(), "old");
  EXPECT_TRUE(old->folder() == f);
}

TEST_F(Regressions, AListJoinedThroughASharedParentNamesItsMembersOnce) {
  const auto u = user("u");
  u->addresses().append(address("a"));
  u->addresses().append(address("b"));
  store(u);
  session.close();
  const auto path = joinedload(Address::fields.user).joinedload(User::fields.addresses);
  const auto all = session.query<Address>().options(path).all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_THAT(emails(all[0]->user()), ElementsAre("a", "b"));
}

TEST_F(Regressions, AJoinedParentDoesNotTakeBackAKeyThatWasSet) {
  auto a = address("a");
  a->set_user(user("u"));
  store(a, user("v"));
  session.close();
  {
    const auto guard = session.no_autoflush();
    a = session.query<Address>().one();
    a->set_user_id(2);
    session.query<Address>().options(joinedload(Address::fields.user)).all();
    EXPECT_EQ(a->user_id(), 2);
    EXPECT_EQ(a->user()->name(), "v");
  }
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|v"));
}

TEST_F(Regressions, FirstIsTheFirstWhateverTheLimit) {
  store(user("a"), user("b"));
  const auto all = session.query<User>().order_by(User::fields.id).limit(-1);
  EXPECT_EQ(all.first()->name(), "a");
}

// The session refuses an object of a key that it has; nothing may be linked by then.
TEST_F(Regressions, AnAppendThatIsRefusedChangesNothing) {
  const auto a = make<Address>({.id = 1, .email = "a"});
  const auto u = user("u");
  store(u, a);
  const auto twin = make<Address>({.id = 1, .email = "twin"});
  EXPECT_THROW(u->addresses().append(twin), orm::InvalidRequestError);
  EXPECT_TRUE(u->addresses().empty());
  EXPECT_FALSE(twin->user());
}

TEST_F(Regressions, APairThatIsRefusedChangesNothing) {
  const auto k = make<Keyword>({.id = 1, .word = "k"});
  const auto i = make<Item>({.label = "i"});
  store(i, k);
  const auto twin = make<Keyword>({.id = 1, .word = "twin"});
  EXPECT_THROW(i->keywords().append(twin), orm::InvalidRequestError);
  EXPECT_TRUE(i->keywords().empty());
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM item_keyword"), IsEmpty());
}

TEST_F(Regressions, ATargetOfAnotherSessionDoesNotTakeTheOldOneAway) {
  orm::Session other(engine);
  const auto u = user("u");
  u->set_profile(make<Profile>({.bio = "mine"}));
  u->addresses().append(address("mine"));
  store(u);
  EXPECT_EQ(u->profile()->bio(), "mine");
  const auto profile = make<Profile>({.bio = "theirs"});
  const auto a = address("theirs");
  other.add(profile);
  other.add(a);
  EXPECT_THROW(u->set_profile(profile), orm::InvalidRequestError);
  EXPECT_THROW(u->addresses().assign({a}), orm::InvalidRequestError);
  EXPECT_EQ(u->profile()->bio(), "mine");
  EXPECT_THAT(emails(u), ElementsAre("mine"));
}

TEST_F(Regressions, AnObjectThatCannotBeAddedDoesNotTakeOthersAlong) {
  const auto a = make<Address>({.id = 1, .email = "a"});
  const auto u = user("u");
  store(u, a);
  const auto twin = make<Address>({.id = 1, .email = "twin", .user = u});
  const auto good = make<Address>({.email = "good", .user = u});
  EXPECT_THROW(session.flush(), orm::InvalidRequestError);
  twin->set_user(nullptr);
  session.commit();
  EXPECT_THAT(rows("SELECT email FROM addresses ORDER BY id"), ElementsAre("a", "good"));
}

TEST_F(Regressions, ARowIsDeletedBeforeWhatItStillRefersTo) {
  const auto a = make<Node>({.name = "a"});
  const auto b = make<Node>({.name = "b", .parent = a});
  store(a);
  EXPECT_EQ(b->parent_id(), a->id());
  b->set_parent(nullptr);
  session.remove(a);
  session.remove(b);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM nodes"), IsEmpty());
}

TEST_F(Regressions, WhatWasSetBeforeACloseIsWrittenByTheNextSession) {
  const auto u = user("u");
  store(u);
  EXPECT_EQ(u->name(), "u");
  u->set_name("v");
  session.close();
  session.add(u);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("v"));
}

TEST_F(Regressions, APairOutlivesTheExpiryOfOneEnd) {
  const auto k = make<Keyword>({.word = "k"});
  const auto i = make<Item>({.label = "i"});
  store(i, k);
  i->keywords().append(k);
  session.expire(k);
  EXPECT_EQ(i->keywords().size(), 1U);
  session.commit();
  EXPECT_EQ(rows("SELECT * FROM item_keyword").size(), 1U);
}

// The new one was written before the old one had been let go of.
TEST_F(Regressions, AKeyThatTakesAPlaceIsNotWrittenBeforeThePlaceIsFree) {
  const auto u = user("u");
  const auto before = make<Profile>({.bio = "before", .user = u});
  const auto after = make<Profile>({.bio = "after"});
  store(before, after);
  after->set_user_id(u->id());
  EXPECT_TRUE(u->profile() == after);
  session.commit();
  EXPECT_THAT(rows("SELECT bio, user_id FROM profiles ORDER BY id"),
              ElementsAre("before|NULL", "after|1"));
}

TEST_F(Regressions, AKeySetOnAnExpiredObjectLeavesTheOldList) {
  const auto u = user("u");
  const auto a = address("a");
  u->addresses().append(a);
  store(u);
  EXPECT_EQ(u->addresses().size(), 1U);
  session.expire(a);
  a->set_user_id(std::nullopt);
  EXPECT_TRUE(u->addresses().empty());
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|NULL"));
}

// What its row refers to was not known, for the key had been set without being read.
TEST_F(Regressions, ARowIsDeletedBeforeWhatItRefersToUnread) {
  const auto a = make<Node>({.name = "a"});
  const auto b = make<Node>({.name = "b", .parent = a});
  store(a);
  b->set_parent(nullptr);
  session.remove(a);
  session.remove(b);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM nodes"), IsEmpty());
}

// The database did not say that there is one row at most.
TEST_F(Regressions, AOneToOneWithTwoRowsDoesNotRepeatItsOwner) {
  store(user("u"));
  session.expunge_all();
  rows("DROP TABLE profiles");
  rows("CREATE TABLE profiles (id INTEGER PRIMARY KEY, bio TEXT NOT NULL, user_id INTEGER)");
  rows("INSERT INTO profiles VALUES (1, 'a', 1), (2, 'b', 1)");
  EXPECT_EQ(session.query<User>().options(joinedload(User::fields.profile)).all().size(), 1U);
}

}  // namespace scenarios
