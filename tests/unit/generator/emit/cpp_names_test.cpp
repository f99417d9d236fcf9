#include "emit/cpp_names.h"

#include <gtest/gtest.h>

#include "unit/generator/emit/models.h"

namespace ormgen::emitting {
namespace {

using model::ScalarType;

model::Model with_namespaces(std::vector<std::vector<std::string>> paths) {
  model::Model made;
  for (auto& path : paths) {
    made.files.emplace_back().namespace_path = std::move(path);
  }
  return made;
}

TEST(CppNames, ANameOfTheOwnNamespaceIsShort) {
  const model::Model made = with_namespaces({{"a", "b"}, {"a", "b"}});
  EXPECT_EQ(name_from(made, {0}, {1}, "X"), "X");
}

TEST(CppNames, ANameOfAnotherNamespaceIsWhole) {
  const model::Model made = with_namespaces({{"a", "b"}, {"c", "d"}});
  EXPECT_EQ(name_from(made, {0}, {1}, "X"), "c::d::X");
}

TEST(CppNames, ANamespaceThatAnotherOneHidesIsGlobal) {
  const model::Model made = with_namespaces({{"a", "b"}, {"b"}});
  EXPECT_EQ(name_from(made, {0}, {1}, "X"), "::b::X");
}

TEST(CppNames, TypesOfColumns) {
  model::Model made = with_namespaces({{"a"}, {"b"}});
  model::Column bytes = column("c", ScalarType::Bytes);
  EXPECT_EQ(column_type(made, {0}, bytes), "std::vector<std::byte>");
  bytes.is_nullable = true;
  EXPECT_EQ(column_type(made, {0}, bytes), "std::optional<std::vector<std::byte>>");
  model::Enum& enumeration = made.enums.emplace_back();
  enumeration.cpp_name = "Role";
  model::Column role = column("c", ScalarType::Enum);
  role.enumeration = model::EnumId{0};
  EXPECT_EQ(column_type(made, {0}, role), "Role");
  EXPECT_EQ(column_type(made, {1}, role), "a::Role");
}

TEST(ClassNames, MembersEndInAnUnderscore) {
  const ClassNames names(entity("t", {generated_key(), column("name", ScalarType::Text)}));
  EXPECT_EQ(names.column_member(1), "name_");
  EXPECT_EQ(names.base("key"), "key");
  EXPECT_EQ(names.alias(), "alias");
}

TEST(ClassNames, AMemberIsNeverAnAccessorOrAnotherMember) {
  const ClassNames names(
      entity("t", {column("class_", ScalarType::Text), column("class_value", ScalarType::Text),
                   column("a", ScalarType::Text), column("a_", ScalarType::Text)}));
  EXPECT_EQ(names.column_member(0), "class_value_");
  EXPECT_EQ(names.column_member(1), "class_value__");
  EXPECT_EQ(names.column_member(2), "a__");
  EXPECT_EQ(names.column_member(3), "a_value_");
}

TEST(ClassNames, AHiddenFunctionOfTheBaseIsQualified) {
  const ClassNames names(
      entity("t", {column("key", ScalarType::Text), column("alias", ScalarType::Text)}));
  EXPECT_EQ(names.base("key"), "orm::Object::key");
  EXPECT_EQ(names.base("set_key"), "orm::Object::set_key");
  EXPECT_EQ(names.base("set"), "set");
  EXPECT_EQ(names.alias(), "FieldsOf::alias");
}

}  // namespace
}  // namespace ormgen::emitting
