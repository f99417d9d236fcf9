#include "driver/schema_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ormgen {
namespace {

using testing::HasSubstr;

TEST(SchemaPath, IsBelowTheBase) {
  EXPECT_EQ(schema_path("a/b/c.orm", "a").name, "b/c.orm");
  EXPECT_EQ(schema_path("./a//b/../c.orm", ".").name, "a/c.orm");
  EXPECT_EQ(schema_path("/x/y.orm", "/x/").name, "y.orm");
}

TEST(SchemaPath, OutsideOfTheBaseIsNoPlace) {
  const SchemaPath path = schema_path("../a.orm", "b");
  EXPECT_THAT(path.failure, HasSubstr("`../a.orm` is not below the base folder `b`"));
  EXPECT_THAT(path.failure, HasSubstr("--base"));
}

TEST(SchemaPath, OutsideOfTheBaseIsAsGivenWhereThatIsAllowed) {
  EXPECT_EQ(schema_path("../a.orm", "b", true).name, "../a.orm");
  EXPECT_EQ(schema_path("b/a.orm", "b", true).name, "a.orm");
}

TEST(SchemaPath, OnlySchemasHaveOne) {
  EXPECT_THAT(schema_path("a.txt", ".").failure, HasSubstr("does not end in .orm"));
}

TEST(SchemaPath, HasToFitIntoAnInclude) {
  EXPECT_THAT(schema_path("a\"b.orm", ".").failure, HasSubstr("no #include can hold"));
}

}  // namespace
}  // namespace ormgen
