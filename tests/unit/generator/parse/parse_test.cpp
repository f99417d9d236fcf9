#include "parse/parse.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "parse/parsing.h"

namespace ormgen {
namespace {

TEST(Parse, ReadsTheHeadOfAFile) {
  const Parsing parsing(
      "orm 1;\nnamespace a.b tables plural_snake columns snake schema \"s\";\n"
      "import \"x.orm\";\nimport \"y/z.orm\";\n");
  ASSERT_EQ(parsing.messages(), "");
  EXPECT_EQ(parsing.file.version->value, 1);
  const ast::Namespace& ns = *parsing.file.name_space;
  EXPECT_EQ(ns.name.text(), "a.b");
  EXPECT_EQ(ns.tables->value, ast::TableNaming::PluralSnake);
  EXPECT_EQ(parsing.text_of(ns.tables->span), "tables plural_snake");
  EXPECT_EQ(ns.columns->value, ast::ColumnNaming::Snake);
  EXPECT_EQ(ns.schema->value.value, "s");
  ASSERT_EQ(parsing.file.imports.size(), 2u);
  EXPECT_EQ(parsing.file.imports[1].path.value, "y/z.orm");
  EXPECT_EQ(parsing.text_of(parsing.file.imports[1].path.span), "\"y/z.orm\"");
}

TEST(Parse, ReadsAnEntity) {
  const Parsing parsing(
      "orm 1;\nentity User with A, n.B table \"users\" renamed from \"people\"\n"
      "  as \"app::User\" include \"app/user.hpp\" { id: int64 primary key; }");
  ASSERT_EQ(parsing.messages(), "");
  const auto& entity = parsing.declaration<ast::Entity>();
  EXPECT_EQ(entity.name.text, "User");
  EXPECT_EQ(parsing.text_of(entity.name.span), "User");
  EXPECT_EQ(entity.mixins.size(), 2u);
  EXPECT_EQ(entity.mixins[1].text(), "n.B");
  EXPECT_EQ(entity.db_name->value.value, "users");
  EXPECT_EQ(entity.renamed_from->value.value, "people");
  EXPECT_EQ(entity.cpp_class->value.type.value, "app::User");
  EXPECT_EQ(entity.cpp_class->value.header.value, "app/user.hpp");
  EXPECT_TRUE(parsing.text_of(entity.span).starts_with("entity User"));
  EXPECT_TRUE(parsing.text_of(entity.span).ends_with("}"));
}

TEST(Parse, ReadsTypes) {
  const Parsing parsing =
      parse_members("a: decimal(12, 2)?; b: shop.Money; c: string[]; d: foreign key ns.User.id?;");
  ASSERT_EQ(parsing.messages(), "");
  const auto& columns = body_of(parsing).columns;
  ASSERT_EQ(columns.size(), 4u);
  EXPECT_EQ(columns[0].type_name()->arguments.at(1).value, 2);
  EXPECT_TRUE(columns[0].optional.has_value());
  EXPECT_EQ(columns[1].type_name()->name.text(), "shop.Money");
  EXPECT_FALSE(columns[1].optional.has_value());
  EXPECT_TRUE(columns[2].type_name()->list.has_value());
  const ast::KeyTarget& target = *columns[3].key_target();
  EXPECT_EQ(target.entity.text(), "ns.User");
  EXPECT_EQ(target.column.text, "id");
  EXPECT_EQ(parsing.text_of(target.span), "foreign key ns.User.id");
  EXPECT_EQ(parsing.text_of(target.entity.span), "ns.User");
}

TEST(Parse, ReadsMembersOfATable) {
  const Parsing parsing = parse_members(
      "primary key (a, b);\nunique (a);\nunique uq (a, b);\n"
      "index (a desc, `lower(b)`, c asc);\nindex ix (a) where `a > 0`;\n"
      "check `a > 0`;\ncheck small `a < 9`;\n"
      "foreign key (a, b) references Order (x, y) on delete set null on update no action;");
  ASSERT_EQ(parsing.messages(), "");
  const ast::Body& body = body_of(parsing);
  EXPECT_EQ(body.primary_keys.at(0).columns.at(1).text, "b");
  EXPECT_FALSE(body.uniques.at(0).name.has_value());
  EXPECT_EQ(body.uniques.at(1).name->text, "uq");
  const ast::Index& first = body.indexes.at(0);
  EXPECT_TRUE(first.items.at(0).descending);
  EXPECT_EQ(std::get<ast::Sql>(first.items.at(1).key).variants.at(0).text, "lower(b)");
  EXPECT_FALSE(first.items.at(2).descending);
  EXPECT_EQ(body.indexes.at(1).where->value.variants.at(0).text, "a > 0");
  EXPECT_EQ(body.checks.at(1).name->text, "small");
  const ast::ForeignKey& key = body.foreign_keys.at(0);
  EXPECT_EQ(key.entity.text(), "Order");
  EXPECT_EQ(key.referenced_columns.at(1).text, "y");
  EXPECT_EQ(key.on_delete->value, ast::KeyAction::SetNull);
  EXPECT_EQ(key.on_update->value, ast::KeyAction::NoAction);
}

TEST(Parse, ReadsEnumsAndAliases) {
  const Parsing parsing(
      "orm 1;\nenum Grade : int16 { fail = -1; /// good\n pass = \"PASS\"; merit; }\n"
      "type Money = decimal(12, 2) as \"shop::Money\" include \"shop/money.hpp\";\n"
      "type Name = string(80);");
  ASSERT_EQ(parsing.messages(), "");
  const auto& grade = parsing.declaration<ast::Enum>();
  EXPECT_EQ(grade.storage->name.text(), "int16");
  ASSERT_EQ(grade.enumerators.size(), 3u);
  EXPECT_EQ(std::get<std::int64_t>(grade.enumerators[0].value->value), -1);
  EXPECT_EQ(std::get<std::string>(grade.enumerators[1].value->value), "PASS");
  EXPECT_FALSE(grade.enumerators[2].value.has_value());
  const auto& money = parsing.declaration<ast::TypeAlias>(1);
  EXPECT_EQ(money.cpp_class->value.header.value, "shop/money.hpp");
  EXPECT_FALSE(parsing.declaration<ast::TypeAlias>(2).cpp_class.has_value());
}

TEST(Parse, EveryKeywordButThreeCanBeAName) {
  const std::vector<std::string> keywords = {
      "orm",
      "namespace",
      "tables",
      "columns",
      "schema",
      "import",
      "entity",
      "table",
      "mixin",
      "enum",
      "type",
      "with",
      "as",
      "include",
      "relationship",
      "primary",
      "key",
      "unique",
      "index",
      "check",
      "foreign",
      "references",
      "where",
      "autoincrement",
      "server_default",
      "onupdate",
      "computed",
      "persisted",
      "deferred",
      "version_id",
      "collate",
      "column",
      "on",
      "delete",
      "update",
      "set",
      "no",
      "renamed",
      "from",
      "deprecated",
      "secondary",
      "cascade",
      "uselist",
      "back_populates",
      "foreign_keys",
      "post_update",
      "viewonly",
      "all",
      "single_parent",
      "passive_deletes",
      "order_by",
      "asc",
      "desc",
      "passive_updates",
      "lazy",
      "join_depth",
      "extends",
      "trigger",
      "discriminator",
      "view",
  };
  for (const std::string& word : keywords) {
    const Parsing parsing(fmt::format(
        "orm 1;\nnamespace {0}.{0};\nentity {0} {{\n{0}: {0} = {0};\n"
        "relationship {0}: {0}[] back_populates {0} order_by {0} desc;\nunique {0} ({0});\n"
        "fk: foreign key {0}.{0};\n}}\nenum E {{ {0}; }}\n",
        word));
    EXPECT_EQ(parsing.messages(), "") << word;
  }
}

TEST(Parse, IsInsensitiveToLineBreaks) {
  const Parsing parsing("orm\n1\n;entity\nE\n{id\n:\nint64\nprimary\nkey\n;}");
  EXPECT_EQ(parsing.messages(), "");
  EXPECT_TRUE(body_of(parsing).columns.at(0).primary_key.has_value());
}

TEST(Parse, AttachesDocComments) {
  const Parsing parsing(
      "orm 1;\n/// One.\n///\n///   Two.\r\nentity E {\n"
      "  a: int32;  /// about nothing below\n  b: int32;\n"
      "  // plain\n  /// of c\n  @json(name: \"n\") @x\n  /// and more\n  c: int32;\n"
      "  //// four slashes\n  d: int32;\n}\n");
  ASSERT_EQ(parsing.messages(), "");
  EXPECT_EQ(parsing.declaration<ast::Entity>().doc, "One.\n\n  Two.");
  const auto& columns = body_of(parsing).columns;
  EXPECT_EQ(columns[0].doc, "");
  EXPECT_EQ(columns[1].doc, "");
  EXPECT_EQ(columns[2].doc, "of c\nand more");
  EXPECT_EQ(columns[3].doc, "");
  ASSERT_EQ(columns[2].annotations.size(), 2u);
  EXPECT_EQ(columns[2].annotations[0].arguments.at(0).key->text, "name");
  EXPECT_EQ(parsing.text_of(columns[2].span), "c: int32;");
}

TEST(Parse, DecodesTexts) {
  const Parsing parsing = parse_members(
      "a: string = \"q\\\" b\\\\ n\\n t\\t \u00FC\" check `a <> '``'` ;\n"
      "b: string check sqlite`one` postgresql`two\nlines`;");
  ASSERT_EQ(parsing.messages(), "");
  const auto& columns = body_of(parsing).columns;
  EXPECT_EQ(std::get<std::string>(columns[0].default_value->value.value), "q\" b\\ n\n t\t \u00FC");
  EXPECT_EQ(columns[0].check->value.variants.at(0).text, "a <> '`'");
  const auto& variants = columns[1].check->value.variants;
  ASSERT_EQ(variants.size(), 2u);
  EXPECT_EQ(variants[0].dialect, "sqlite");
  EXPECT_EQ(variants[1].dialect, "postgresql");
  EXPECT_EQ(variants[1].text, "two\nlines");
}

TEST(Parse, AcceptsAByteOrderMark) { EXPECT_EQ(Parsing("\xEF\xBB\xBForm 1;\n").messages(), ""); }

TEST(Parse, SpansAreBytesAndColumnsAreCharacters) {
  const Parsing parsing = parse_members("a: string = \"\u00FC\u00FC\" lazzy;");
  EXPECT_EQ(parsing.messages().substr(0, 20), "a.orm:3:18: error: u");
}

}  // namespace
}  // namespace ormgen
