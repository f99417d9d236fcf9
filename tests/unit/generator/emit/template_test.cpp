#include "emit/template.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace ormgen::emitting {
namespace {

TEST(Template, ReplacesPlaceholdersWithinALine) {
  EXPECT_EQ(fill("${type} ${name}_;\n", {{"type", "int"}, {"name", "id"}}), "int id_;\n");
}

TEST(Template, UsesAValueMoreThanOnce) {
  EXPECT_EQ(fill("${a}${a} $ {a}\n", {{"a", "x"}}), "xx $ {a}\n");
}

TEST(Template, APlaceholderAloneTakesItsIndentation) {
  EXPECT_EQ(fill("{\n  ${lines}\n}\n", {{"lines", "a;\n\nb;\n"}}), "{\n  a;\n\n  b;\n}\n");
}

TEST(Template, AnEmptyValueAloneTakesItsLineAway) {
  EXPECT_EQ(fill("a\n  ${none}\nb\n", {{"none", ""}}), "a\nb\n");
}

TEST(Template, ManyLinesWithinALineStayAsTheyAre) {
  EXPECT_EQ(fill("  x = ${sql};\n", {{"sql", "R\"(a\nb)\""}}), "  x = R\"(a\nb)\";\n");
}

TEST(Template, DoesNotLookIntoValues) { EXPECT_EQ(fill("${a}.\n", {{"a", "${b}"}}), "${b}.\n"); }

TEST(Template, APlaceholderWithoutAValueIsAFault) {
  EXPECT_THROW(fill("${a}\n", {}), std::logic_error);
  EXPECT_THROW(fill("x ${a\n", {{"a", "1"}}), std::logic_error);
}

TEST(Template, AValueWithoutAPlaceholderIsAFault) {
  EXPECT_THROW(fill("x\n", {{"a", "1"}}), std::logic_error);
}

}  // namespace
}  // namespace ormgen::emitting
