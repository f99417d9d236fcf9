// R12: the names of members, classes and tables.

#include <gmock/gmock.h>

#include "checked_schema.h"

namespace ormgen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Names, MembersThatMeanSomethingElseInCppGetAnUnderscore) {
  const CheckedSchema schema(R"(
entity class { id: int64 primary key; new: int32; fields: int32; Fields: int32 column "f"; Init: int32;
  mapping: int32; name: string; set_name: string; set_other: string; class: int32; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.entity("class").cpp_name, "class_");
  std::vector<std::string> names;
  for (const auto& column : schema.entity("class").columns) names.push_back(column.cpp_name);
  EXPECT_THAT(names, ElementsAre("id", "new_", "fields_", "Fields_", "Init_", "mapping_", "name",
                                 "set_name_", "set_other", "class__"));
}

TEST(Names, AMemberDoesNotHideAClass) {
  const CheckedSchema schema(R"(
entity post { id: int64 primary key; }
entity user { id: int64 primary key; post_id: foreign key post.id; relationship post: post; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.relationship("user", "post").cpp_name, "post_");
}

TEST(Names, TheDatabaseKeepsTheSchemasNames) {
  const CheckedSchema schema("entity class { id: int64 primary key; new: int32; }");
  EXPECT_EQ(schema.entity("class").table_name, "class");
  EXPECT_EQ(schema.column("class", "new").column_name, "new");
}

TEST(Names, NamespacesAreMadeSafe) {
  const CheckedSchema schema(std::vector<SchemaText>{
      {"a.orm", "orm 1; namespace app.class.std; entity A { id: int64 primary key; }"}});
  EXPECT_THAT(schema.model().files[0].namespace_path, ElementsAre("app", "class_", "std_"));
}

TEST(Names, AnEntityIsNoNamespace) {
  const CheckedSchema schema(std::vector<SchemaText>{
      {"a.orm", "orm 1; namespace app; entity blog { id: int64 primary key; }"},
      {"b.orm", "orm 1; namespace app.blog; entity A { id: int64 primary key; }"}});
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM207]"));
}

TEST(Names, ConventionsNameTablesAndColumns) {
  const CheckedSchema schema(std::vector<SchemaText>{
      {"a.orm",
       "orm 1; namespace a tables plural_snake columns snake;"
       "entity OrderLine { lineNo: int64 primary key; Other: int32 column \"Other\"; }"
       "entity Person table \"People\" { id: int64 primary key; }"
       "table lineOwner { line: foreign key OrderLine.lineNo; }"}});
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.entity("OrderLine").table_name, "order_lines");
  EXPECT_EQ(schema.column("OrderLine", "lineNo").column_name, "line_no");
  EXPECT_EQ(schema.column("OrderLine", "lineNo").cpp_name, "lineNo");
  EXPECT_EQ(schema.column("OrderLine", "Other").column_name, "Other");
  EXPECT_EQ(schema.entity("Person").table_name, "People");
  EXPECT_EQ(schema.link_table("lineOwner").table_name, "line_owner");
}

TEST(Names, AnIndexMayNotHaveATablesName) {
  const CheckedSchema schema(
      "entity A { id: int64 primary key; index B (id); } "
      "entity b { id: int64 primary key; }");
  EXPECT_THAT(schema.errors(),
              ElementsAre(HasSubstr("an index and a table are called `b` in the database")));
}

TEST(Names, AFileNeedsANamespace) {
  const CheckedSchema schema(
      std::vector<SchemaText>{{"a.orm", "orm 1; entity A { id: int64 primary key; }"}});
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM206]"));
}

TEST(Names, DocCommentsArriveInTheModel) {
  const CheckedSchema schema(
      "\n/// One.\n/// Two.\nentity A {\n/// The key.\nid: int64 primary key;\n"
      "b_id: foreign key A.id?;\n/// Up.\nrelationship b: A?;\n}");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.entity("A").doc, "One.\nTwo.");
  EXPECT_EQ(schema.column("A", "id").doc, "The key.");
  EXPECT_EQ(schema.relationship("A", "b").doc, "Up.");
}

}  // namespace
}  // namespace ormgen
