#include "diagnostics/did_you_mean.h"

#include <gtest/gtest.h>

namespace ormgen {
namespace {

TEST(DidYouMean, FindsTheNearestWord) {
  EXPECT_EQ(closest_to("auther", {"id", "author", "authors"}), "author");
  EXPECT_EQ(closest_to("entitiy", {"enum", "entity"}), "entity");
  EXPECT_EQ(closest_to("wiht", {"table", "with"}), "with");
  EXPECT_EQ(closest_to("delete_orphan", {"delete", "delete-orphan"}), "delete-orphan");
  EXPECT_EQ(closest_to("USER", {"User", "Uses"}), "User");
}

TEST(DidYouMean, FindsNothingWhereNothingIsNear) {
  EXPECT_EQ(closest_to("sparkling", {"lazy", "cascade"}), std::nullopt);
  EXPECT_EQ(closest_to("x", {"y", "id"}), std::nullopt);
  EXPECT_EQ(closest_to("", {"id"}), std::nullopt);
  EXPECT_EQ(closest_to("id", {}), std::nullopt);
}

TEST(DidYouMean, NeverSuggestsTheWordItself) {
  EXPECT_EQ(closest_to("user", {"user"}), std::nullopt);
}

TEST(DidYouMean, PrefersTheFirstOfEquallyNear) {
  EXPECT_EQ(closest_to("nama", {"name", "namb"}), "name");
}

TEST(DidYouMean, IgnoresHugeWords) {
  EXPECT_EQ(closest_to(std::string(100000, 'a'), {std::string_view("aaaa")}), std::nullopt);
}

}  // namespace
}  // namespace ormgen
