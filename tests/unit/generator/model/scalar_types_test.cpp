#include "model/scalar_types.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace ormgen::model {
namespace {

TEST(ScalarTypes, AreFoundByTheirWord) {
  for (const ScalarType type : all_scalar_types) EXPECT_EQ(scalar_type_named(name_of(type)), type);
  EXPECT_EQ(scalar_type_named("int"), std::nullopt);
  EXPECT_EQ(scalar_type_named(""), std::nullopt);
}

TEST(ScalarTypes, KnowTheirFamily) {
  EXPECT_TRUE(is_integer(ScalarType::Int16));
  EXPECT_FALSE(is_integer(ScalarType::Bool));
  EXPECT_TRUE(is_floating(ScalarType::Float32));
  EXPECT_FALSE(is_floating(ScalarType::Int64));
  EXPECT_TRUE(is_textual(ScalarType::String));
  EXPECT_TRUE(is_textual(ScalarType::Text));
  EXPECT_FALSE(is_textual(ScalarType::Bytes));
}

TEST(ScalarTypes, KnowTheirRange) {
  EXPECT_EQ(range_of(ScalarType::Int16).max, 32767);
  EXPECT_EQ(range_of(ScalarType::Int32).min, INT32_MIN);
  EXPECT_EQ(range_of(ScalarType::Int64).max, INT64_MAX);
}

}  // namespace
}  // namespace ormgen::model
