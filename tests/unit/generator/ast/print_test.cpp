#include "ast/print.h"

#include <gtest/gtest.h>

#include "parse/parsing.h"

namespace ormgen {
namespace {

TEST(Print, WritesEveryConstructInOneForm) {
  const std::string text =
      "orm 1;\n"
      "/// The schema.\n"
      "namespace a.b tables plural_snake columns as_written schema \"s\";\n"
      "import \"x.orm\";\n"
      "/// One.\n"
      "///\n"
      "/// Two.\n"
      "@x\n"
      "@json(name: \"n\", 5, -1.5, true, null, word, now())\n"
      "entity E with A, n.B table \"e\" renamed from \"f\" as \"app::E\" include \"app/e.hpp\" {\n"
      "  a: decimal(12, 2)? primary key autoincrement strict unique index = \"q\\\"\\n\" "
      "server_default `1` onupdate now() computed sqlite`a``b` postgresql`c` persisted "
      "check `a > 0` deferred version_id collate \"NOCASE\" column \"x\" renamed from \"y\" "
      "deprecated \"z\";\n"
      "  b: foreign key n.T.id on delete set null on update no action;\n"
      "  relationship r: n.T[] secondary link (a -> b) back_populates x uselist true "
      "foreign_keys a, b cascade all, delete-orphan single_parent passive_deletes all "
      "passive_updates false order_by a desc, b lazy write_only join_depth 2 viewonly post_update "
      "deprecated \"why\";\n"
      "  primary key (a, b);\n"
      "  foreign key (a, b) references T (x, y) on delete cascade;\n"
      "  unique uq (a);\n"
      "  index ix (a desc, `lower(b)`) where `a > 0`;\n"
      "  check small `a < 9`;\n"
      "}\n"
      "table t with A table \"u\" {\n"
      "  a: int32;\n"
      "}\n"
      "mixin A {\n"
      "  a: string[];\n"
      "}\n"
      "enum G : int16 {\n"
      "  /// Doc.\n"
      "  a = 1;\n"
      "  b = \"B\";\n"
      "  c;\n"
      "}\n"
      "type M = decimal(12, 2) as \"m::M\" include \"m.hpp\";\n";
  const Parsing parsing(text);
  EXPECT_EQ(parsing.messages(), "");
  EXPECT_EQ(ast::print(parsing.file), text);
}

TEST(Print, AnEmptyFileSaysNothing) { EXPECT_EQ(ast::print(ast::File{}), ""); }

}  // namespace
}  // namespace ormgen
