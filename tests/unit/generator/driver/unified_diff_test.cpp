#include "driver/unified_diff.h"

#include <gtest/gtest.h>

namespace ormgen {
namespace {

std::string diff(const std::string& before, const std::string& after) {
  return unified_diff("a/x", before, "b/x", after);
}

// A number per line, with some lines exchanged.
std::string numbers(int count, const std::string& first = "0", const std::string& last = "") {
  std::string out = first + "\n";
  for (int i = 1; i < count; ++i) out += std::to_string(i) + "\n";
  return out + last;
}

TEST(UnifiedDiff, IsEmptyForTheSameText) { EXPECT_EQ(diff("a\n", "a\n"), ""); }

TEST(UnifiedDiff, ShowsAChangedLineInItsContext) {
  EXPECT_EQ(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, FindsTheShortestScript) {
  EXPECT_EQ(diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n"),
            "--- a/x\n+++ b/x\n@@ -1,7 +1,6 @@\n-a\n-b\n c\n+b\n a\n b\n-b\n a\n+c\n");
}

TEST(UnifiedDiff, OfANewOrRemovedFileNamesNoLineBefore) {
  EXPECT_EQ(diff("", "1\n2\n"), "--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+1\n+2\n");
  EXPECT_EQ(diff("1\n2\n", ""), "--- a/x\n+++ b/x\n@@ -1,2 +0,0 @@\n-1\n-2\n");
}

TEST(UnifiedDiff, KeepsDistantChangesApartAndNearOnesTogether) {
  EXPECT_EQ(diff(numbers(9), numbers(9, "zero", "9\n")),
            "--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n-0\n+zero\n 1\n 2\n 3\n"
            "@@ -7,3 +7,4 @@\n 6\n 7\n 8\n+9\n");
  EXPECT_EQ(diff(numbers(7), numbers(7, "zero", "7\n")),
            "--- a/x\n+++ b/x\n@@ -1,7 +1,8 @@\n-0\n+zero\n 1\n 2\n 3\n 4\n 5\n 6\n+7\n");
}

TEST(UnifiedDiff, SaysWhereTheLastLineHasNoEnd) {
  EXPECT_EQ(diff("1\n", "1"),
            "--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-1\n+1\n\\ No newline at end of file\n");
}

TEST(UnifiedDiff, OfTextsThatShareNothingIsStillADiff) {
  std::string before;
  std::string after;
  for (int i = 0; i < 3000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  EXPECT_TRUE(diff(before, after).starts_with("--- a/x\n+++ b/x\n@@ -1,3000 +1,3000 @@\n-a0\n"));
}

}  // namespace
}  // namespace ormgen
