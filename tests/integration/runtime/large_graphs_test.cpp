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
