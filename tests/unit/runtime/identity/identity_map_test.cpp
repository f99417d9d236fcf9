#include "identity/identity_map.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <memory>
#include <new>
#include <random>
#include <utility>

#include "tables.h"

namespace orm::identity {
namespace {

constexpr EntityMapping numbered_entity = testing::entity("Numbered", "numbered");

class Plain : public Object {
 public:
  Plain() : Object(numbered_entity) {}
};

TEST(IdentityMap, FindsWhatWasInserted) {
  IdentityMap map(numbered_entity);
  Plain zero, least, greatest;
  const auto key = [](std::int64_t value) { return ValueView::of_integer(value); };
  const ValueView keys[] = {key(0), key(std::numeric_limits<std::int64_t>::min()),
                            key(std::numeric_limits<std::int64_t>::max()), key(-1)};
  map.insert(&keys[0], zero);
  map.insert(&keys[1], least);
  map.insert(&keys[2], greatest);
  EXPECT_EQ(map.find(&keys[0]), &zero);
  EXPECT_EQ(map.find(&keys[1]), &least);
  EXPECT_EQ(map.find(&keys[2]), &greatest);
  EXPECT_EQ(map.find(&keys[3]), nullptr);
  EXPECT_EQ(map.size(), 3U);
}

TEST(IdentityMap, TextKeysAreComparedByContent) {
  EntityMapping texts = numbered_entity;
  texts.columns = testing::text_key_columns;
  IdentityMap map(texts);
  Plain object;
  const std::string one = "same", other = "same";
  const ValueView first = ValueView::of_text(one);
  const ValueView second = ValueView::of_text(other);
  map.insert(&first, object);
  EXPECT_EQ(map.find(&second), &object);
  map.erase(&second, object);
  EXPECT_EQ(map.find(&first), nullptr);
}

// Runs of neighbouring keys, erased and inserted again, against an ordinary map.
TEST(IntegerMap, AgreesWithAnOrdinaryMapOverManyChanges) {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> keys(-500, 4'000);
  IntegerMap map;
  std::map<std::int64_t, std::unique_ptr<Plain>> expected;
  for (int i = 0; i < 200'000; ++i) {
    const std::int64_t key = keys(random);
    const auto found = expected.find(key);
    ASSERT_EQ(map.find(key), found == expected.end() ? nullptr : found->second.get());
    if (found == expected.end()) {
      map.insert(key, *expected.emplace(key, std::make_unique<Plain>()).first->second);
    } else {
      map.erase(key);
      expected.erase(found);
    }
    ASSERT_EQ(map.size(), expected.size());
  }
  std::size_t visited = 0;
  map.for_each([&visited](Object&) { ++visited; });
  EXPECT_EQ(visited, expected.size());
}

// The places of erased keys among those that are looked at.
TEST(IntegerMap, FindsOrInsertsByOneLook) {
  std::mt19937_64 random(11);
  std::uniform_int_distribution<std::int64_t> keys(-50, 400);
  IntegerMap map;
  std::map<std::int64_t, std::unique_ptr<Plain>> expected;
  for (int i = 0; i < 100'000; ++i) {
    const std::int64_t key = keys(random);
    const auto place = expected.find(key);
    if (place != expected.end() && i % 3 == 0) {
      map.erase(key);
      expected.erase(place);
      continue;
    }
    const bool is_new = place == expected.end();
    auto made = std::make_unique<Plain>();
    Plain* object = is_new ? made.get() : place->second.get();
    const auto found = map.find_or_insert(key, [&made]() -> Object& { return *made; });
    ASSERT_EQ(found, std::pair(static_cast<Object*>(object), is_new));
    if (is_new) expected.emplace(key, std::move(made));
    ASSERT_EQ(map.size(), expected.size());
  }
}

TEST(IdentityMap, AnObjectThatCannotBeMadeLeavesNothing) {
  EntityMapping texts = numbered_entity;
  texts.columns = testing::text_key_columns;
  const std::string text = "key";
  Plain object;
  const auto fails = []() -> Object& { throw std::bad_alloc(); };
  using Case = std::pair<const EntityMapping*, ValueView>;
  for (const auto& [entity, key] :
       {Case(&numbered_entity, ValueView::of_integer(3)), Case(&texts, ValueView::of_text(text))}) {
    IdentityMap map(*entity);
    EXPECT_THROW(map.find_or_insert(&key, fails), std::bad_alloc);
    EXPECT_EQ(map.size(), 0U);
    EXPECT_EQ(map.find(&key), nullptr);
    const auto succeeds = [&object]() -> Object& { return object; };
    EXPECT_TRUE(map.find_or_insert(&key, succeeds).second);
    EXPECT_FALSE(map.find_or_insert(&key, succeeds).second);
    EXPECT_EQ(map.find(&key), &object);
  }
}

// Whatever the distance between keys: what is crowded in one place goes on to the others.
TEST(IntegerMap, FindsKeysOfEveryDistance) {
  constexpr std::int64_t object_count = 1'000;
  for (int bits = 0; bits < 48; ++bits) {
    for (const std::int64_t distance : {std::int64_t{1} << bits, 17 * (std::int64_t{1} << bits)}) {
      Plain object;
      IntegerMap map;
      for (std::int64_t i = 0; i < object_count; ++i) map.insert(i * distance, object);
      for (std::int64_t i = 0; i < object_count; ++i) {
        ASSERT_EQ(map.find(i * distance), &object) << i << " of " << distance;
        ASSERT_EQ(map.find(-1 - i * distance), nullptr) << i << " of " << distance;
      }
    }
  }
}

// Room for more is made at any time, and changes nothing of what is found.
TEST(IntegerMap, KeepsItsKeysWhenRoomIsMade) {
  IntegerMap map;
  Plain first, second, third;
  map.reserve(0);
  EXPECT_EQ(map.find(1), nullptr);
  map.insert(1, first);
  map.insert(2, second);
  map.erase(1);
  map.reserve(1'000);
  EXPECT_EQ(map.find(1), nullptr);
  EXPECT_EQ(map.find(2), &second);
  for (std::int64_t key = 3; key < 3'000; ++key) map.insert(key, third);
  map.reserve(1);
  EXPECT_EQ(map.size(), 2'998U);
  EXPECT_EQ(map.find(2'999), &third);
  EXPECT_EQ(map.find(3'000), nullptr);
}

// Erasing in key order is linear: closing the places of a long run would be quadratic.
TEST(IntegerMap, ErasesALongRunInLinearTime) {
  constexpr std::int64_t object_count = 1'000'000;
  Plain object;
  IntegerMap map;
  for (std::int64_t key = 0; key < object_count; ++key) map.insert(key, object);
  for (std::int64_t key = 0; key < object_count; ++key) map.erase(key);
  EXPECT_EQ(map.size(), 0U);
}

}  // namespace
}  // namespace orm::identity
