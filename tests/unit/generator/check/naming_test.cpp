#include "check/naming.h"

#include <gtest/gtest.h>

namespace ormgen::checking {
namespace {

TEST(Snake, SplitsWordsAndKeepsAcronymsWhole) {
  EXPECT_EQ(snake("OrderLine"), "order_line");
  EXPECT_EQ(snake("HTTPServer"), "http_server");
  EXPECT_EQ(snake("userID"), "user_id");
  EXPECT_EQ(snake("already_snake"), "already_snake");
  EXPECT_EQ(snake("Mixed_Case"), "mixed_case");
  EXPECT_EQ(snake("Address2Line"), "address2_line");
  EXPECT_EQ(snake("A"), "a");
  EXPECT_EQ(snake(""), "");
}

TEST(Plural, FollowsItsFewRules) {
  EXPECT_EQ(plural("post"), "posts");
  EXPECT_EQ(plural("category"), "categories");
  EXPECT_EQ(plural("day"), "days");
  EXPECT_EQ(plural("key"), "keys");
  EXPECT_EQ(plural("bus"), "buses");
  EXPECT_EQ(plural("box"), "boxes");
  EXPECT_EQ(plural("quiz"), "quizes");
  EXPECT_EQ(plural("church"), "churches");
  EXPECT_EQ(plural("dish"), "dishes");
  EXPECT_EQ(plural("person"), "persons");
  EXPECT_EQ(plural("y"), "ys");
}

TEST(Reserved, KnowsKeywordsAndMacros) {
  for (const char* word : {"class", "co_await", "not", "xor_eq", "alignas", "NULL", "errno"}) {
    EXPECT_TRUE(is_reserved_in_cpp(word)) << word;
  }
  for (const char* word : {"name", "Class", "user", "order", "override", "final"}) {
    EXPECT_FALSE(is_reserved_in_cpp(word)) << word;
  }
}

}  // namespace
}  // namespace ormgen::checking
