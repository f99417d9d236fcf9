// What an entity gets from its mixins.

#include <gmock/gmock.h>

#include "checked_schema.h"

namespace ormgen {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> column_names(const model::Table& table) {
  std::vector<std::string> names;
  names.reserve(table.columns.size());
  for (const model::Column& column : table.columns) names.push_back(column.name);
  return names;
}

TEST(Mixins, TheirMembersComeFirstInTheOrderOfWith) {
  const CheckedSchema schema(
      "mixin A { a: int32; index (a); } mixin B { b: int32 unique; }"
      "entity E with B, A { id: int64 primary key; c: int32 index unique; }");
  ASSERT_THAT(schema.errors(), IsEmpty());
  const model::Entity& entity = schema.entity("E");
  EXPECT_THAT(column_names(entity), ElementsAre("b", "a", "id", "c"));
  ASSERT_EQ(entity.uniques.size(), 2U);
  EXPECT_EQ(entity.uniques[0].name, "uq_E_b");
  EXPECT_EQ(entity.uniques[1].name, "uq_E_c");
}

TEST(Mixins, BringThePrimaryKey) {
  const CheckedSchema schema("mixin K { id: int64 primary key; } entity E with K { }");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_TRUE(schema.column("E", "id").is_autoincrement);
}

TEST(Mixins, MeanTheNamesOfTheirOwnFile) {
  const std::vector<SchemaText> files = {
      {"a.orm",
       "orm 1; namespace a; import \"b.orm\"; entity Owner table \"a\" { id: string primary key; }"
       "entity E with Owned { id: int64 primary key; }"},
      {"b.orm",
       "orm 1; namespace b; import \"c.orm\"; mixin Owned { owner_id: foreign key "
       "Owner.id; relationship owner: Owner; }"},
      {"c.orm", "orm 1; namespace c; entity Owner { id: int32 primary key; }"}};
  const CheckedSchema schema(files);
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.column("E", "owner_id").type, model::ScalarType::Int32);
  const model::EntityId target = schema.relationship("E", "owner").target;
  EXPECT_EQ(schema.model().entity(target).file, model::FileId{2});
}

TEST(Mixins, HaveTheirFaultsReportedOnce) {
  const CheckedSchema schema(
      "mixin A { a: nothing; relationship e: E?; }"
      "entity E with A { id: int64 primary key; } entity F with A { id: int64 primary key; }");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM301]", "[ORM521]"));
}

}  // namespace
}  // namespace ormgen
