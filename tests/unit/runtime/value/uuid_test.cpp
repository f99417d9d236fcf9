#include "orm/uuid.h"

#include <gmock/gmock.h>

#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "orm/error.h"

namespace orm {
namespace {

using testing::MatchesRegex;

constexpr const char* text = "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d";

TEST(UuidTest, IsWhatItsTextSays) {
  const Uuid uuid(text);
  EXPECT_EQ(to_string(uuid), text);
  EXPECT_EQ(uuid.bytes().front(), 0x2c);
  EXPECT_EQ(uuid.bytes().back(), 0x7d);
  EXPECT_EQ(Uuid("2C5EA4C0-4067-11E9-8BAD-9B1DEB4D3B7D"), uuid);
  EXPECT_EQ(to_string(Uuid()), "00000000-0000-0000-0000-000000000000");
  EXPECT_LT(Uuid(), uuid);
}

TEST(UuidTest, RefusesWhatIsNone) {
  for (const char* wrong :
       {"", "2c5ea4c0406711e98bad9b1deb4d3b7d", "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7",
        "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7dd", "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7g",
        "2c5ea4c04067--11e9-8bad-9b1deb4d3b7d", "{c5ea4c0-4067-11e9-8bad-9b1deb4d3b7}"}) {
    EXPECT_THROW(Uuid{wrong}, DataError) << wrong;
  }
}

TEST(UuidTest, RandomOnesDiffer) {
  std::set<Uuid> made;
  for (int i = 0; i < 10'000; ++i) made.insert(uuid4());
  EXPECT_EQ(made.size(), 10'000U);
  for (const Uuid& uuid : {uuid4(), uuid4()}) {
    EXPECT_THAT(to_string(uuid), MatchesRegex("........-....-4...-[89ab]...-............"));
  }
}

TEST(UuidTest, OrderedOnesAscendFromTheTime) {
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  Uuid last = uuid7();
  EXPECT_THAT(to_string(last), MatchesRegex("........-....-7...-[89ab]...-............"));
  std::int64_t milliseconds = 0;
  for (std::size_t i = 0; i < 6; ++i) milliseconds = milliseconds << 8 | last.bytes()[i];
  EXPECT_GE(milliseconds, now.count());
  EXPECT_LT(milliseconds, now.count() + 60'000);
  for (int i = 0; i < 10'000; ++i) {
    const Uuid next = uuid7();
    ASSERT_LT(last, next);
    last = next;
  }
}

TEST(UuidTest, ThreadsMakeDifferentOnes) {
  std::vector<std::vector<Uuid>> made(4);
  std::vector<std::thread> threads;
  threads.reserve(made.size());
  for (auto& own : made) {
    threads.emplace_back([&own] {
      for (int i = 0; i < 2'000; ++i) own.push_back(uuid7());
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<Uuid> all;
  for (const auto& own : made) all.insert(own.begin(), own.end());
  EXPECT_EQ(all.size(), 8'000U);
}

}  // namespace
}  // namespace orm
