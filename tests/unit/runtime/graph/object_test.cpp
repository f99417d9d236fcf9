#include "orm/object.h"

#include <gtest/gtest.h>

#include "orm/links.h"

namespace orm {
namespace {

// What docs/design.md says of the memory that an object costs beyond its members.
TEST(Object, CostsFortyBytesAndALinkEight) {
  EXPECT_EQ(sizeof(Object), 40U);
  EXPECT_EQ(sizeof(ToOne), 8U);
  EXPECT_EQ(sizeof(ToMany), 8U);
}

}  // namespace
}  // namespace orm
