#include "emit/fit.h"

#include <gtest/gtest.h>

namespace ormgen::emitting {
namespace {

const std::string long_name(40, 'n');

TEST(Fit, LeavesWhatFits) { EXPECT_EQ(fit("int a;\n\n  int b;\n"), "int a;\n\n  int b;\n"); }

TEST(Fit, DropsEmptyLinesAtTheEnd) { EXPECT_EQ(fit("int a;\n\n\n"), "int a;\n"); }

TEST(Fit, CountsCharactersAndNotBytes) {
  std::string line = "// ";
  for (int i = 0; i < 90; ++i) line += "ä";
  EXPECT_EQ(fit(line + "\n"), line + "\n");
}

TEST(Fit, WrapsComments) {
  const std::string half(60, 'x');
  EXPECT_EQ(fit("  /// " + half + " " + half + "\n"), "  /// " + half + "\n  /// " + half + "\n");
}

TEST(Fit, LeavesRawStrings) {
  const std::string sql = "  x = R\"sql(a\n  " + std::string(120, 'b') + "\n)sql\";\n";
  EXPECT_EQ(fit(sql), sql);
}

TEST(Fit, LeavesARawStringOfOneLine) {
  const std::string sql = "R\"sql(CREATE INDEX \"" + long_name + "\" ON \"" + long_name + "\" (\"" +
                          long_name + "\", \"b\"))sql\",\n";
  EXPECT_EQ(fit("    " + sql), "    " + sql);
  EXPECT_EQ(fit("    .sql = " + sql), "    .sql =\n        " + sql);
}

TEST(Fit, AFunctionGetsItsBodyOnALine) {
  EXPECT_EQ(
      fit("  A " + long_name + "() const { return " + long_name + "_" + long_name + "(1); }\n"),
      "  A " + long_name + "() const {\n    return " + long_name + "_" + long_name + "(1);\n  }\n");
}

TEST(Fit, ADeclarationBreaksBehindItsEqualsSign) {
  const std::string name = long_name + long_name;
  EXPECT_EQ(fit("  int " + name + " = 123456789012345;\n"),
            "  int " + name + " =\n      123456789012345;\n");
}

TEST(Fit, ALongTextIsCut) {
  const std::string fitted = fit("  std::string a = \"" + std::string(150, 'a') + "\";\n");
  EXPECT_EQ(fitted, "  std::string a =\n      \"" + std::string(91, 'a') + "\"\n      \"" +
                        std::string(59, 'a') + "\";\n");
}

TEST(Fit, AnEntryOfATableHasOneMemberOnALine) {
  EXPECT_EQ(fit("      {.name = \"" + long_name + "\", .link = orm::link(&A::" + long_name +
                "), .order_by = a},\n"),
            "      {.name = \"" + long_name + "\",\n       .link = orm::link(&A::" + long_name +
                "),\n       .order_by = a},\n");
}

}  // namespace
}  // namespace ormgen::emitting
