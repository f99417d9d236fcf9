// R9 to R11: primary and foreign keys, unique sets, indexes.

#include <gmock/gmock.h>

#include "checked_schema.h"

namespace ormgen {
namespace {

using model::ForeignKeyAction;
using model::ScalarType;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Keys, AKeyTakesTheTypeAndLengthOfItsTarget) {
  const CheckedSchema schema(R"(
entity Letter { id: int64 primary key; tag: foreign key Alias.name; }
entity Alias { name: foreign key Tag.name primary key; }
entity Tag { name: string(40) primary key; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.column("Letter", "tag").type, ScalarType::String);
  EXPECT_EQ(schema.column("Letter", "tag").length, 40);
  EXPECT_THAT(schema.column("Letter", "tag").foreign_keys, ElementsAre(0U));
}

TEST(Keys, ASingleIntegerKeyCountsByItself) {
  const CheckedSchema schema(R"(
entity A { id: int16 primary key; }
entity B { id: int64 primary key autoincrement false; }
entity C { id: foreign key A.id primary key; }
entity D { id: string primary key; }
entity E { id: int32; primary key (id); }
entity F { id: int32 primary key = 7; }
table g { a: foreign key A.id; b: int64; primary key (a, b); }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_TRUE(schema.column("A", "id").is_autoincrement);
  EXPECT_FALSE(schema.column("B", "id").is_autoincrement);
  EXPECT_FALSE(schema.column("C", "id").is_autoincrement);
  EXPECT_FALSE(schema.column("D", "id").is_autoincrement);
  EXPECT_TRUE(schema.column("E", "id").is_autoincrement);
  EXPECT_FALSE(schema.column("F", "id").is_autoincrement);
  EXPECT_FALSE(schema.link_table("g").columns[1].is_autoincrement);
  EXPECT_THAT(schema.link_table("g").primary_key, ElementsAre(0U, 1U));
}

TEST(Keys, ActionsAreKept) {
  const CheckedSchema schema(R"(
entity A { id: int64 primary key;
  b: foreign key A.id? on delete cascade;
  c: foreign key A.id? on delete set null;
  d: foreign key A.id? on delete set default;
  e: foreign key A.id? on delete restrict;
  f: foreign key A.id? on delete no action;
  g: foreign key A.id?; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  std::vector<ForeignKeyAction> actions;
  for (const auto& key : schema.entity("A").foreign_keys) actions.push_back(key.on_delete);
  EXPECT_THAT(actions, ElementsAre(ForeignKeyAction::Cascade, ForeignKeyAction::SetNull,
                                   ForeignKeyAction::SetDefault, ForeignKeyAction::Restrict,
                                   ForeignKeyAction::NoAction, ForeignKeyAction::NoAction));
}

TEST(Keys, AMemberKeyKeepsItsColumnsOwnType) {
  const CheckedSchema schema(R"(
entity A { id: int64 primary key; }
entity B { id: int64 primary key; a: int64?; foreign key (a) references A (id) on delete cascade; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  const auto& key = schema.entity("B").foreign_keys.at(0);
  EXPECT_THAT(key.columns, ElementsAre(1U));
  EXPECT_THAT(key.target_columns, ElementsAre(0U));
  EXPECT_TRUE(key.is_nullable);
  EXPECT_EQ(key.on_delete, ForeignKeyAction::Cascade);
}

TEST(Keys, ReferencesAUniqueSetOfTheTarget) {
  const CheckedSchema schema(R"(
entity A { id: int64 primary key; name: string; unique (name); }
entity B { id: int64 primary key; name: foreign key A.name; }
)");
  EXPECT_THAT(schema.errors(), IsEmpty());
}

TEST(Keys, AColumnOfAWiderUniqueSetIsNotUnique) {
  const CheckedSchema schema(R"(
entity A { id: int64 primary key; name: string; city: string; unique (name, city); }
entity B { id: int64 primary key; name: foreign key A.name; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM414]"));
}

TEST(Keys, FlagsAndMembersBecomeUniqueSetsAndIndexes) {
  const CheckedSchema schema(R"(
entity A { id: int64 primary key; name: string unique index; city: string;
  unique by_city (city, name); index (city desc, name); }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  const auto& entity = schema.entity("A");
  ASSERT_EQ(entity.uniques.size(), 2U);
  EXPECT_EQ(entity.uniques[0].name, "uq_A_name");
  EXPECT_EQ(entity.uniques[1].name, "by_city");
  EXPECT_THAT(entity.uniques[1].columns, ElementsAre(2U, 1U));
  ASSERT_EQ(entity.indexes.size(), 2U);
  EXPECT_EQ(entity.indexes[1].name, "ix_A_city_name");
  EXPECT_TRUE(entity.indexes[1].columns[0].is_descending);
  EXPECT_FALSE(entity.indexes[1].columns[1].is_descending);
}

TEST(Keys, ATableMayBeWithoutAPrimaryKey) {
  const CheckedSchema schema(
      "entity A { id: int64 primary key; } table t { a: foreign key A.id; }");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_THAT(schema.link_table("t").primary_key, IsEmpty());
}

TEST(Keys, SetDefaultWithADefaultIsFine) {
  const CheckedSchema schema(R"(
entity A { id: int64 primary key; }
entity B { id: int64 primary key; a: foreign key A.id = 1 on delete set default; }
)");
  EXPECT_THAT(schema.errors(), IsEmpty());
}

TEST(Keys, AKeyToItselfIsACircle) {
  const CheckedSchema schema("entity A { id: foreign key A.id primary key; }");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM413]"));
}

TEST(Keys, ReferencedTablesAreCreatedFirst) {
  const CheckedSchema schema(R"(
entity C { id: int64 primary key; b: foreign key B.id; }
table link { c: foreign key C.id; a: foreign key A.id; }
entity B { id: int64 primary key; a: foreign key A.id; self: foreign key B.id?; }
entity A { id: int64 primary key; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  std::vector<std::string> order;
  for (const model::TableRef ref : schema.model().create_order) {
    order.push_back(schema.model().table(ref).name);
  }
  EXPECT_THAT(order, ElementsAre("A", "B", "C", "link"));
}

TEST(Keys, TablesOfACircleAreAllCreated) {
  const CheckedSchema schema(R"(
entity A { id: int64 primary key; b: foreign key B.id?; }
entity B { id: int64 primary key; a: foreign key A.id?; }
)");
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.model().create_order.size(), 2U);
}

TEST(Keys, TheRemedyForAnUnknownPrimaryKeyUsesTheColumnThatIsThere) {
  const CheckedSchema schema("entity A { id: int64; }");
  EXPECT_THAT(schema.messages(), HasSubstr("add `primary key` to the column `id`"));
}

}  // namespace
}  // namespace ormgen
