#include "driver/depfile.h"

#include <gtest/gtest.h>

namespace ormgen {
namespace {

TEST(Depfile, ListsEveryInput) {
  EXPECT_EQ(depfile_text("a.stamp", {"a.orm", "b.orm"}), "a.stamp: \\\n  a.orm \\\n  b.orm\n");
}

TEST(Depfile, EscapesTargetAndInputs) {
  EXPECT_EQ(depfile_text("my dir/$a#1", {"b c$#.orm"}), "my\\ dir/$$a\\#1: \\\n  b\\ c$$\\#.orm\n");
}

}  // namespace
}  // namespace ormgen
