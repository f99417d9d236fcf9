// Graphs so large that recursion, or work that grows with the square, would show.
#include "scenario.h"

namespace scenarios {

namespace {

constexpr int many = 100'000;

// A chain of nodes; each is the parent of the next. Gives its first.
Ptr<Node> chain(int count) {
  const auto first = make<Node>({.name = "n"});
  Ptr<Node> last = first;
  for (int i = 1; i < count; ++i) last = make<Node>({.name = "n", .parent = last});
  return first;
}

}  // namespace

TEST(LargeGraphs, ALongChainEndsWithoutDeepRecursion) {
  auto first = chain(many);
  EXPECT_EQ(first->children().size(), 1U);
  first = nullptr;
}

TEST(LargeGraphs, ALongOneSidedChainOfHandlesEnds) {
  auto item = make<Item>({.label = "i"});
  for (int i = 0; i < many; ++i) {
    const auto order = make<Order>({.label = "o"});
    item->set_order(order);
    item = make<Item>({.label = "i", .order = order});
  }
  EXPECT_EQ(item->order()->items().size(), 2U);
}

TEST_F(Scenarios, ALongChainIsInsertedAndDropped) {
  session.add(chain(many));
  session.commit();
  EXPECT_THAT(rows("SELECT count(*), count(parent_id) FROM nodes"), ElementsAre("100000|99999"));
  EXPECT_EQ(session.query<Node>().all().size(), static_cast<std::size_t>(many));
  session.close();
}

TEST_F(Scenarios, AListOfManyMembersIsStoredAndRead) {
  auto u = user("u");
  for (int i = 0; i < many; ++i) u->addresses().append(address("a"));
  store(u);
  session.expunge_all();
  u = session.query<User>().options(orm::joinedload(User::fields.addresses)).one();
  EXPECT_EQ(u->addresses().size(), static_cast<std::size_t>(many));
  EXPECT_EQ(recorder.executions(), 1U);
}

// Every other member stays, then all go.
TEST_F(Scenarios, AListOfManyMembersIsAssignedAndCleared) {
  const auto u = user("u");
  std::vector<Ptr<Address>> all;
  std::vector<Ptr<Address>> kept;
  for (int i = 0; i < many; ++i) {
    all.push_back(address("a"));
    if (i % 2 == 0) kept.push_back(all.back());
  }
  u->addresses().assign(all);
  store(u);
  u->addresses().assign(kept);
  EXPECT_EQ(u->addresses().size(), kept.size());
  EXPECT_TRUE(all[0]->user() == u);
  EXPECT_TRUE(all[1]->user() == nullptr);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*), count(user_id) FROM addresses"), ElementsAre("100000|50000"));
  u->addresses().clear();
  EXPECT_TRUE(u->addresses().empty());
  session.commit();
  EXPECT_THAT(rows("SELECT count(user_id) FROM addresses"), ElementsAre("0"));
}

TEST(LargeGraphs, ManyPairsAreAssignedAndCleared) {
  const auto common = make<Item>({.label = "common"});
  const auto other = make<Item>({.label = "other"});
  std::vector<Ptr<Keyword>> keywords;
  keywords.reserve(many);
  for (int i = 0; i < many; ++i) keywords.push_back(make<Keyword>({.word = "w"}));
  other->keywords().assign(keywords);
  common->keywords().assign(keywords);
  EXPECT_EQ(common->keywords().size(), keywords.size());
  EXPECT_EQ(keywords.back()->items().size(), 2U);
  common->keywords().clear();
  EXPECT_TRUE(common->keywords().empty());
  EXPECT_EQ(keywords.back()->items().size(), 1U);
  EXPECT_EQ(other->keywords().size(), keywords.size());
}

TEST_F(Scenarios, ManyPendingObjectsAreExpungedOneByOne) {
  std::vector<Ptr<Address>> addresses;
  addresses.reserve(many);
  for (int i = 0; i < many; ++i) addresses.push_back(address("a"));
  session.add_all(addresses);
  for (int i = 0; i + 1 < many; ++i) session.expunge(addresses[static_cast<std::size_t>(i)]);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT addresses x1"));
}

TEST_F(Scenarios, ManyPendingPairsAreExpungedOneByOne) {
  std::vector<Ptr<Item>> items;
  for (int i = 0; i < many; ++i) {
    items.push_back(make<Item>({.label = "i"}));
    items.back()->keywords().append(make<Keyword>({.word = "w"}));
  }
  session.add_all(items);
  for (int i = 0; i + 1 < many; ++i) session.expunge(items[static_cast<std::size_t>(i)]);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM item_keyword"), ElementsAre("1"));
  EXPECT_THAT(rows("SELECT count(*) FROM items"), ElementsAre("1"));
  EXPECT_THAT(rows("SELECT count(*) FROM keywords"), ElementsAre("100000"));
}

TEST_F(Scenarios, ManyKeysAreFoundErasedAndFoundAgain) {
  constexpr std::int64_t key_count = 200'000;
  for (std::int64_t id = -key_count / 2; id < key_count / 2; ++id) {
    session.add(make<Tag>({.id = id, .word = "w"}));
  }
  session.flush();
  recorder.clear();
  for (std::int64_t id = -key_count / 2; id < key_count / 2; ++id) {
    ASSERT_EQ(session.get_one<Tag>(id)->id(), id);
  }
  EXPECT_EQ(recorder.executions(), 0U);
  for (std::int64_t id = -key_count / 2; id < key_count / 2; id += 2) {
    session.expunge(session.get_one<Tag>(id));
  }
  EXPECT_EQ(session.get_one<Tag>(1)->id(), 1);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(session.query<Tag>().all().size(), static_cast<std::size_t>(key_count));
  recorder.clear();
  EXPECT_EQ(session.get_one<Tag>(0)->id(), 0);
  EXPECT_EQ(session.get_one<Tag>(-key_count / 2)->id(), -key_count / 2);
  EXPECT_EQ(recorder.executions(), 0U);
}

}  // namespace scenarios
