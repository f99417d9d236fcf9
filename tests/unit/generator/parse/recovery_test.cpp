// What an error leaves standing, and what no text may bring about.

#include <algorithm>
#include <random>
#include <string>

#include "parse/examples.h"
#include "parse/parsing.h"

namespace ormgen {
namespace {

std::string number(std::size_t i) { return std::to_string(i); }

TEST(Recovery, ReportsTwentyErrorsInOrderAndOnce) {
  std::string text = "orm 1;\nentity E {\n";
  for (std::size_t i = 0; i < 20; ++i) text += "  a" + number(i) + ": int32 sparkling;\n";
  const Parsing parsing(text + "}\n");
  const Report report = parsing.sink.sorted(parsing.sources);
  ASSERT_EQ(report.diagnostics.size(), 20u) << parsing.messages();
  for (std::size_t i = 0; i < 20; ++i) {
    const Span span = report.diagnostics[i].primary.span;
    EXPECT_EQ(parsing.source.position(span.begin).line, 3 + i);
  }
}

TEST(Recovery, ABrokenMemberNeverTakesTheNextOneWithIt) {
  for (const std::string broken : {"name string(80);",
                                   "name: ;",
                                   "name: string",
                                   "name: string(;",
                                   "name: 5;",
                                   "unique a;",
                                   "relationship x Post[;",
                                   "check;",
                                   "@;",
                                   "@json(;",
                                   "name: string = ;",
                                   "5;",
                                   ";",
                                   "true: x;",
                                   "name: string sparkling 5 (a, b);",
                                   "index ix (a",
                                   "foreign key (a) references;",
                                   "name: string = \"open;",
                                   "n\xC3\xB6: int32;",
                                   "relationshp posts: Post[];"}) {
    const Parsing parsing = parse_members("  before: int32;\n  " + broken + "\n  after: int32;");
    EXPECT_TRUE(parsing.sink.has_errors()) << broken;
    EXPECT_EQ(parsing.sink.error_count(), 1u) << broken << "\n" << parsing.messages();
    const auto& columns = body_of(parsing).columns;
    ASSERT_GE(columns.size(), 2u) << broken << "\n" << parsing.messages();
    EXPECT_EQ(columns.front().name.text, "before");
    EXPECT_EQ(columns.back().name.text, "after") << broken;
  }
}

TEST(Recovery, AMissingBraceLeavesTheNextDeclaration) {
  const Parsing parsing(
      "orm 1;\nentity A {\n  id: int64 primary key;\n\nentity B {\n  id: int64 primary key;\n}\n");
  EXPECT_EQ(parsing.sink.error_count(), 1u) << parsing.messages();
  ASSERT_EQ(parsing.file.declarations.size(), 2u);
  EXPECT_EQ(parsing.declaration<ast::Entity>(1).name.text, "B");
}

TEST(Recovery, ABrokenDeclarationLeavesTheNextOne) {
  for (const std::string broken :
       {"type X decimal;", "entity 5 { a: int32; }", "whatever X { a; { b; } }", "}", "enum { a; }",
        "import x;", "namespace;", "@x", "type X = decimal(12,", "view V { }"}) {
    const Parsing parsing("orm 1;\n" + broken + "\nentity After {\n  id: int64 primary key;\n}\n");
    EXPECT_TRUE(parsing.sink.has_errors() || broken == "@x") << broken;
    ASSERT_FALSE(parsing.file.declarations.empty()) << broken << "\n" << parsing.messages();
    const auto* last = std::get_if<ast::Entity>(&parsing.file.declarations.back());
    EXPECT_TRUE(last != nullptr && last->name.text == "After") << broken;
  }
}

TEST(Recovery, MistypedKeywordsAreReadAsMeant) {
  const Parsing parsing(
      "orm 1;\nentitiy E {\n  relationshp posts: Post[] lazi joined;\n  id: int64 uniqe;\n}\n");
  EXPECT_EQ(parsing.sink.error_count(), 3u) << parsing.messages();
  const ast::Body& body = body_of(parsing);
  ASSERT_EQ(body.relationships.size(), 1u);
  EXPECT_EQ(body.relationships[0].lazy->value, ast::Lazy::Joined);
  EXPECT_TRUE(body.columns.at(0).unique.has_value());
}

TEST(Recovery, HugeAndDeepTextsEnd) {
  const auto many = [](const std::string& part) {
    std::string text;
    for (int i = 0; i < 20000; ++i) text += part;
    return text;
  };
  for (const std::string part : {"(", "{", "}", "[", "entity A {\n", "a.", "@", "`", "\"", "/*",
                                 ";", "x: ", "cascade ", "orm 1;", "enum E { "}) {
    EXPECT_TRUE(Parsing("orm 1;\n" + many(part)).sink.has_errors()) << part;
    EXPECT_TRUE(Parsing("orm 1;\nentity E { a: int32 " + many(part)).sink.has_errors()) << part;
  }
  EXPECT_FALSE(Parsing("orm 1;\nnamespace a" + many(".a") + ";").sink.has_errors());
}

// Each prefix and each one-byte change of a schema is parsed; none may fail to return.
TEST(Recovery, AnyDamagedSchemaIsParsed) {
  const std::string text = read_example("orders.orm");
  ASSERT_GT(text.size(), 1000u);
  for (std::size_t length = 0; length < text.size(); length += 7) {
    Parsing parsing(text.substr(0, length));
  }
  std::mt19937 random(20261122);
  const std::string alphabet = "{}()[];:,.=?@`\"\\/-*aZ_09 \n\t\xC3\xFF";
  for (int i = 0; i < 400; ++i) {
    std::string damaged = text;
    for (int k = 0; k < 3; ++k) {
      damaged[random() % damaged.size()] = alphabet[random() % alphabet.size()];
    }
    Parsing parsing(damaged);
  }
}

}  // namespace
}  // namespace ormgen
