// Which names a file sees.

#include <gmock/gmock.h>

#include "checked_schema.h"

namespace ormgen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const SchemaText geography = {"geo.orm",
                              "orm 1; namespace geo; entity Country { id: int64 primary key; }"};

TEST(Imports, BringNamesInUnqualified) {
  const CheckedSchema schema(
      {{"a.orm",
        "orm 1; namespace a; import \"geo.orm\";"
        "entity City { id: int64 primary key; country_id: foreign key Country.id; "
        "relationship country: Country; }"},
       geography});
  ASSERT_THAT(schema.errors(), IsEmpty());
  EXPECT_THAT(schema.model().files[0].imports, ElementsAre(model::FileId{1}));
  EXPECT_THAT(schema.model().files[0].entities, ElementsAre(model::EntityId{0}));
  EXPECT_THAT(schema.model().files[1].entities, ElementsAre(model::EntityId{1}));
  EXPECT_EQ(schema.relationship("City", "country").target, model::EntityId{1});
}

TEST(Imports, QualifiedNamesNeedTheImportToo) {
  const std::string city =
      "entity City { id: int64 primary key; country_id: foreign key geo.Country.id; }";
  EXPECT_THAT(
      CheckedSchema({{"a.orm", "orm 1; namespace a; import \"geo.orm\";" + city}, geography})
          .errors(),
      IsEmpty());
  const CheckedSchema without({{"a.orm", "orm 1; namespace a;" + city}, geography});
  EXPECT_THAT(without.codes(), ElementsAre("[ORM203]"));
  EXPECT_THAT(without.messages(),
              HasSubstr("it is declared in `geo.orm`, which has to be imported"));
}

TEST(Imports, AreNotTransitive) {
  const CheckedSchema schema(
      {{"a.orm",
        "orm 1; namespace a; import \"b.orm\";"
        "entity A { id: int64 primary key; country_id: foreign key Country.id; }"},
       {"b.orm", "orm 1; namespace b; import \"geo.orm\"; entity B { id: int64 primary key; }"},
       geography});
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM203]"));
}

TEST(Imports, MayRunInACircle) {
  const CheckedSchema schema({{"a.orm",
                               "orm 1; namespace a; import \"b.orm\";"
                               "entity A { id: int64 primary key; b_id: foreign key B.id?; }"},
                              {"b.orm",
                               "orm 1; namespace b; import \"a.orm\";"
                               "entity B { id: int64 primary key; a_id: foreign key A.id?; }"}});
  EXPECT_THAT(schema.errors(), IsEmpty());
}

TEST(Imports, AnotherNamespacesEntityOfTheSameNameIsQualified) {
  const SchemaText other = {
      "b.orm", "orm 1; namespace b; entity User table \"b_user\" { id: int64 primary key; }"};
  const std::string own =
      "orm 1; namespace a; import \"b.orm\"; entity User { id: int64 primary key; ";
  EXPECT_THAT(CheckedSchema({{"a.orm", own + "u: foreign key User.id?; }"}, other}).codes(),
              ElementsAre("[ORM204]"));
  EXPECT_THAT(
      CheckedSchema(
          {{"a.orm", own + "u: foreign key a.User.id?; v: foreign key b.User.id?; }"}, other})
          .errors(),
      IsEmpty());
}

TEST(Imports, NobodySeesTheFilesOfTheRunThatItDoesNotImport) {
  const CheckedSchema schema(
      {{"a.orm", "orm 1; namespace a; entity Thing { id: int64 primary key; }"},
       {"b.orm", "orm 1; namespace b; entity Thing { id: int64 primary key; }"}});
  EXPECT_THAT(schema.errors(), IsEmpty());
}

TEST(Imports, FilesOfOneNamespaceShareItsNames) {
  const CheckedSchema schema(
      {{"a.orm", "orm 1; namespace a; entity Thing { id: int64 primary key; }"},
       {"b.orm", "orm 1; namespace a; entity Thing { id: int64 primary key; }"}});
  EXPECT_THAT(schema.errors(),
              ElementsAre(HasSubstr("b.orm:1:28: `Thing` is declared twice in namespace `a`")));
}

TEST(Imports, TablesOfOneDatabaseHaveDifferentNames) {
  const SchemaText other = {"b.orm", "orm 1; namespace b; entity User { id: int64 primary key; }"};
  const CheckedSchema schema(
      {{"a.orm", "orm 1; namespace a; import \"b.orm\"; entity User { id: int64 primary key; }"},
       other});
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM208]"));
}

}  // namespace
}  // namespace ormgen
