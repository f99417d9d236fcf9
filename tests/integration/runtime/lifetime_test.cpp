// Objects without a session: what holds them, and that nothing is left when nothing does.
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "allocations.h"
#include "scenario.h"

namespace scenarios {

using orm_test::live_allocations;

namespace {

Ptr<User> user(const char* name) { return make<User>({.name = name}); }
Ptr<Address> address(const char* email) { return make<Address>({.email = email}); }

// Runs the program and tells how many allocations it left behind.
template <class Program>
std::size_t left_behind(Program program) {
  const std::size_t before = live_allocations();
  program();
  return live_allocations() - before;
}

}  // namespace

TEST(Lifetime, AnObjectWithoutLinksEndsWithItsLastHandle) {
  EXPECT_EQ(left_behind([] {
              Ptr<User> kept;
              {
                const auto u = user("a name that is too long to stand in the string itself");
                kept = u;
              }
              EXPECT_FALSE(kept->name().empty());
            }),
            0U);
}

// Of a map of keys that is nearly full, each removal leaves a place that no other key takes.
TEST(Lifetime, AWindowOfObjectsThatSlidesCostsTheSameHoweverManyItHolds) {
  const auto allocations_with = [](int objects) {
    orm::Engine engine = orm::create_engine("sqlite://");
    create_all(engine);
    orm::Session session(engine);
    std::vector<Ptr<User>> window;
    window.reserve(2000);
    for (int i = 0; i < objects; ++i) window.push_back(session.create<User>({.name = "u"}));
    session.flush();
    std::size_t before = 0;
    for (std::size_t i = 0; i < 300; ++i) {
      if (i == 100) before = orm_test::all_allocations();
      session.remove(window[i]);
      window.push_back(session.create<User>({.name = "u"}));
      session.flush();
    }
    return orm_test::all_allocations() - before;
  };
  const std::size_t usual = allocations_with(600);
  // The map of 1,024 places holds 816 keys at most.
  EXPECT_LE(allocations_with(815), usual + 20);
}

TEST(Lifetime, ACircularGraphEndsWithItsLastHandle) {
  EXPECT_EQ(left_behind([] {
              const auto u = user("u");
              u->addresses().append(address("a"));
              u->addresses().append(address("b"));
              u->set_profile(make<Profile>({.bio = "p"}));
              const auto order = make<Order>({.label = "o", .user = u});
              const auto item = make<Item>({.label = "i", .order = order});
              const auto keyword = make<Keyword>({.word = "k", .items = {item}});
            }),
            0U);
}

TEST(Lifetime, OneHandleKeepsTheGraphThatItReaches) {
  EXPECT_EQ(left_behind([] {
              Ptr<Keyword> kept;
              {
                const auto u = user("u");
                const auto order = make<Order>({.label = "o", .user = u});
                const auto item = make<Item>({.label = "i", .order = order});
                kept = make<Keyword>({.word = "k", .items = {item}});
              }
              EXPECT_EQ(kept->items()[0].order()->user()->name(), "u");
            }),
            0U);
}

TEST(Lifetime, ObjectsOutliveTheThreadThatMadeThem) {
  EXPECT_EQ(left_behind([] {
              std::vector<Ptr<User>> users;
              std::thread([&users] {
                for (int i = 0; i < 300; ++i) {
                  users.push_back(user("u"));
                  users.back()->addresses().append(address("a"));
                }
              }).join();
              for (const auto& u : users) EXPECT_EQ(u->addresses()[0].email(), "a");
            }),
            0U);
}

TEST(Lifetime, ObjectsEndInAnotherThreadWhileTheirOwnMakesMore) {
  EXPECT_EQ(left_behind([] {
              std::vector<Ptr<User>> kept;
              for (int round = 0; round < 20; ++round) {
                std::vector<Ptr<User>> given;
                given.reserve(50);
                for (int i = 0; i < 50; ++i) given.push_back(user("given"));
                std::thread other([given = std::move(given)]() mutable {
                  const auto own = user("own");
                  given.clear();
                });
                for (int i = 0; i < 50; ++i) {
                  kept.push_back(user("kept"));
                  user("gone");
                }
                other.join();
              }
              for (const auto& u : kept) EXPECT_EQ(u->name(), "kept");
            }),
            0U);
}

TEST(Lifetime, OneOfManyObjectsKeepsLittleMemory) {
  std::vector<Ptr<User>> users;
  users.reserve(10'000);
  for (int i = 0; i < 10'000; ++i) users.push_back(user("u"));
  const auto last = users.back();
  const std::size_t before = orm_test::live_bytes();
  users.clear();
  EXPECT_GT(before - orm_test::live_bytes(), 9'900 * sizeof(User));
}

TEST(Lifetime, AnObjectLinkedToItselfEnds) {
  EXPECT_EQ(left_behind([] {
              const auto node = make<Node>({.name = "n"});
              node->set_parent(node);
              EXPECT_TRUE(node->parent() == node);
              EXPECT_TRUE(Ptr<Node>(node->children()[0]) == node);
            }),
            0U);
}

TEST(Lifetime, ACircleWithoutAnyHandleOutsideEnds) {
  EXPECT_EQ(left_behind([] {
              auto a = make<Node>({.name = "a"});
              auto b = make<Node>({.name = "b"});
              a->set_parent(b);
              b->set_parent(a);
              a = nullptr;
              EXPECT_EQ(b->parent()->name(), "a");
            }),
            0U);
}

TEST(Lifetime, AnObjectCutFromAHeldGraphEnds) {
  EXPECT_EQ(left_behind([] {
              const auto u = user("u");
              const std::size_t without = live_allocations();
              for (int i = 0; i < 1000; ++i) {
                address("a")->set_user(u);
                EXPECT_EQ(u->addresses().size(), 1U);
                u->addresses()[0].set_user(nullptr);
              }
              EXPECT_LT(live_allocations(), without + 100);
            }),
            0U);
}

TEST(Lifetime, AMillionLinksOfTemporariesKeepMemoryFlat) {
  const auto u = user("u");
  u->addresses().append(address("first"));
  u->addresses().clear();
  const std::size_t before = live_allocations();
  std::size_t most = before;
  for (int i = 0; i < 1'000'000; ++i) {
    const auto a = address("a");
    a->set_user(u);
    a->set_user(nullptr);
    most = std::max(most, live_allocations());
  }
  EXPECT_LT(most, before + 200);
  EXPECT_TRUE(u->addresses().empty());
}

TEST(Lifetime, AMillionTemporariesReplacedInOneLinkKeepMemoryFlat) {
  const auto u = user("u");
  const std::size_t before = live_allocations();
  std::size_t most = before;
  for (int i = 0; i < 1'000'000; ++i) {
    u->set_profile(make<Profile>({.bio = "b"}));
    most = std::max(most, live_allocations());
  }
  EXPECT_LT(most, before + 200);
}

TEST(Lifetime, PairsOfTemporariesLinkedToEachOtherKeepMemoryFlat) {
  const auto u = user("u");
  u->orders().append(make<Order>({.label = "held"}));
  const std::size_t before = live_allocations();
  std::size_t most = before;
  for (int i = 0; i < 200'000; ++i) {
    const auto order = make<Order>({.label = "o"});
    make<Item>({.label = "i"})->set_order(order);
    order->set_user(u);
    order->set_user(nullptr);
    most = std::max(most, live_allocations());
  }
  EXPECT_LT(most, before + 1000);
  EXPECT_EQ(u->orders().size(), 1U);
}

TEST(Lifetime, TemporaryPairsOfALinkTableKeepMemoryFlat) {
  const auto item = make<Item>({.label = "i"});
  const std::size_t before = live_allocations();
  std::size_t most = before;
  for (int i = 0; i < 200'000; ++i) {
    const auto keyword = make<Keyword>({.word = "k"});
    item->keywords().append(keyword);
    if (i % 2 == 0) keyword->items().append(make<Item>({.label = "other"}));
    item->keywords().remove(keyword);
    most = std::max(most, live_allocations());
  }
  EXPECT_LT(most, before + 1000);
}

TEST(Lifetime, AOneSidedLinkKeepsItsTarget) {
  EXPECT_EQ(left_behind([] {
              const auto remark = make<Remark>({.text = "r"});
              remark->set_user(user("u"));
              EXPECT_EQ(remark->user()->name(), "u");
              remark->set_user(nullptr);
              remark->set_user(user("v"));
              EXPECT_EQ(remark->user()->name(), "v");
            }),
            0U);
}

TEST(Lifetime, TheSourceOfAOneSidedLinkMayEndFirst) {
  EXPECT_EQ(left_behind([] {
              const auto u = user("u");
              make<Remark>({.text = "r"})->set_user(u);
              make<Remark>({.text = "s", .user = u});
              EXPECT_EQ(u->name(), "u");
              u->set_name("still here");
              EXPECT_TRUE(u->addresses().empty());
            }),
            0U);
}

TEST(Lifetime, AOneSidedListKeepsItsMembers) {
  EXPECT_EQ(left_behind([] {
              const auto team = make<Team>({.name = "t"});
              {
                const auto member = make<Member>({.name = "m"});
                team->members().append(member);
                team->tags().append(make<Tag>({.word = "w"}));
              }
              EXPECT_EQ(team->members()[0].name(), "m");
              EXPECT_EQ(team->tags()[0].word(), "w");
              team->members().clear();
              team->tags().clear();
            }),
            0U);
}

TEST(Lifetime, AViewKeepsTheTemporaryItViews) {
  EXPECT_EQ(
      left_behind([] {
        std::vector<std::string> seen;
        for (auto& a :
             make<User>({.name = "u", .addresses = {address("a"), address("b")}})->addresses()) {
          seen.push_back(a.email());
        }
        EXPECT_THAT(seen, ElementsAre("a", "b"));
        const auto view = user("v")->addresses();
        EXPECT_TRUE(view.empty());
        view.begin();
      }),
      0U);
}

TEST(Lifetime, AMemberOutlivesItsOwner) {
  EXPECT_EQ(left_behind([] {
              Ptr<Address> a;
              {
                const auto u = user("u");
                u->addresses().append(address("a"));
                a = u->addresses()[0];
              }
              EXPECT_EQ(a->user()->name(), "u");
            }),
            0U);
}

TEST(Lifetime, AnInitThatIsThrownAwayLeavesNothing) {
  EXPECT_EQ(left_behind([] {
              const auto a = address("a");
              EXPECT_THROW(make<User>({.name = "u", .addresses = {a, nullptr}}), orm::NullPtrError);
              EXPECT_EQ(a->email(), "a");
            }),
            0U);
}

// A query whose shape has been met builds no text: it allocates what its objects and rows need, and
// that is the same each time.
class KnownShapes : public testing::Test {
 protected:
  KnownShapes() {
    scenarios::create_all(engine_);
    session_.create<User>({.name = "ann"});
    session_.commit();
  }

  // Of the first runs.
  template <class Run>
  static std::vector<std::size_t> allocations_of(const Run& run) {
    std::vector<std::size_t> counts;
    for (int i = 1; i <= 4; ++i) {
      const std::size_t before = orm_test::all_allocations();
      run(i);
      counts.push_back(orm_test::all_allocations() - before);
    }
    return counts;
  }

  orm::Engine engine_ = orm::create_engine("sqlite://");
  orm::Session session_{engine_};
};

TEST_F(KnownShapes, AllocateTheSameEachTime) {
  const auto counts = allocations_of([this](int i) {
    (void)session_.query<User>()
        .join(User::fields.addresses)
        .filter(User::fields.name == std::string(1, 'a'), Address::fields.id > i)
        .order_by(User::fields.id)
        .select(User::fields.id, orm::func::count().over(orm::window()))
        .all();
  });
  EXPECT_EQ(counts[2], counts[3]);
  EXPECT_LT(counts[3], 20U);
  EXPECT_GT(counts[0], 3 * counts[3]);
}

TEST_F(KnownShapes, OfPreparedQueriesAllocateNextToNothing) {
  const auto by_name =
      orm::prepared<User>([](orm::Query<User> users, const orm::Param<std::string>& name) {
        return std::move(users).filter(User::fields.name == name);
      });
  const auto counts =
      allocations_of([&](int i) { (void)by_name(session_, i == 1 ? "ann" : "bob").first(); });
  EXPECT_EQ(counts[2], counts[3]);
  EXPECT_LE(counts[3], 2U);
}

}  // namespace scenarios
