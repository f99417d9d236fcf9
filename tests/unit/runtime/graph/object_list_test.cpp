#include "graph/object_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tables.h"

namespace orm::detail {
namespace {

using orm::testing::PlainObject;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Counts how often a list looks at any of its entries.
struct Counted {
  Object* object;
  std::size_t* looks;
};
Object*& object_of(Counted& entry) {
  ++*entry.looks;
  return entry.object;
}
const Object* object_of(const Counted& entry) {
  ++*entry.looks;
  return entry.object;
}

TEST(ObjectList, KeepsTheOrderOfWhatStays) {
  PlainObject a, b, c, d;
  ObjectList<Object*> list;
  for (Object* each : {&a, &b, &c, &d}) list.push_back(each);
  list.erase(b);
  EXPECT_EQ(list.size(), 3U);
  EXPECT_THAT(list, ElementsAre(&a, &c, &d));
  list.push_back(&b);
  EXPECT_THAT(list, ElementsAre(&a, &c, &d, &b));
  list.erase(a);
  list.erase(b);
  EXPECT_THAT(list, ElementsAre(&c, &d));
}

TEST(ObjectList, TakesOutAllThatBelongsToAnObject) {
  PlainObject a, b;
  ObjectList<Object*> list;
  for (Object* each : {&a, &b, &a, &b, &a}) list.push_back(each);
  list.erase(a);
  EXPECT_THAT(list, ElementsAre(&b, &b));
  list.erase(a);
  list.erase(b);
  EXPECT_TRUE(list.empty());
  EXPECT_THAT(list, IsEmpty());
}

TEST(ObjectList, TakesOutWhatIsWanted) {
  PlainObject a, b, c;
  ObjectList<Object*> list;
  for (Object* each : {&a, &b, &c}) list.push_back(each);
  list.erase(a);
  list.erase_if([&](const Object* each) { return each == &c; });
  EXPECT_EQ(list.size(), 1U);
  EXPECT_THAT(list, ElementsAre(&b));
  list.erase(b);
  EXPECT_THAT(list, IsEmpty());
}

TEST(ObjectList, AnIteratorMeetsWhatIsAddedMeanwhile) {
  PlainObject a, b;
  ObjectList<Object*> list;
  list.push_back(&a);
  std::vector<Object*> met;
  for (auto next = list.begin(); next != list.end(); ++next) {
    if (*next == &a) list.push_back(&b);
    met.push_back(*next);
  }
  EXPECT_THAT(met, ElementsAre(&a, &b));
}

TEST(ObjectList, TakesOutManyInAFewLooksAtEach) {
  constexpr std::size_t count = 1000;
  std::vector<PlainObject> objects(count);
  std::size_t looks = 0;
  ObjectList<Counted> list;
  for (PlainObject& each : objects) list.push_back({&each, &looks});
  for (std::size_t i = 0; i < count; i += 2) list.erase(objects[i]);
  for (std::size_t i = count; i > 0; i -= 2) list.erase(objects[i - 1]);
  EXPECT_TRUE(list.empty());
  EXPECT_LE(looks, 10 * count);
}

}  // namespace
}  // namespace orm::detail
