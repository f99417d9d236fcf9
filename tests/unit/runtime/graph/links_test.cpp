#include "orm/links.h"

#include <gtest/gtest.h>

#include <vector>

#include "graph/object_access.h"
#include "tables.h"

namespace orm::detail {
namespace {

using orm::testing::PlainObject;

std::vector<Object*> members_of(const ToMany& list) {
  return {list.members()->items(), list.members()->items() + size_of(list)};
}

TEST(Links, MembersThatAreGoneAreTakenOutWithOneLookAtEach) {
  std::vector<PlainObject> objects(1000);
  ToMany list;
  for (PlainObject& each : objects) LinkAccess::push(list, &each);
  std::size_t looks = 0;
  LinkAccess::erase_if(list, [&](const Object& member) {
    ++looks;
    return &member != &objects[1] && &member != &objects[999];
  });
  EXPECT_EQ(looks, 1000U);
  EXPECT_EQ(members_of(list), (std::vector<Object*>{&objects[1], &objects[999]}));
  EXPECT_EQ(ObjectAccess::incoming(objects[0]), 0U);
  EXPECT_EQ(ObjectAccess::incoming(objects[1]), 1U);
}

TEST(Links, AListThatIsWalkedStaysAsItIsWhenMembersGo) {
  PlainObject a, b;
  ToMany list;
  LinkAccess::push(list, &a);
  LinkAccess::push(list, &b);
  Members* walked = list.members();
  pin(walked);
  LinkAccess::erase_if(list, [&](const Object& member) { return &member == &a; });
  EXPECT_EQ(walked->size, 2U);
  EXPECT_EQ(members_of(list), std::vector<Object*>{&b});
  // Their handles keep the test from ending them.
  ++ObjectAccess::handles(a);
  ++ObjectAccess::handles(b);
  unpin(walked);
}

TEST(Links, WhatNothingLinksToIsInNoList) {
  PlainObject a, b;
  ToMany list;
  LinkAccess::push(list, &a);
  EXPECT_EQ(position_in(list, &a), 0U);
  EXPECT_EQ(position_in(list, &b), 1U);
  EXPECT_EQ(position_in(list, nullptr), 1U);
}

}  // namespace
}  // namespace orm::detail
