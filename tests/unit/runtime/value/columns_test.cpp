#include "value/columns.h"

#include <gtest/gtest.h>

#include <vector>

#include "tables.h"

namespace orm {
namespace {

std::vector<ColumnMapping> columns_of(unsigned count) {
  return std::vector<ColumnMapping>(count, ColumnMapping{.name = "c", .type = ColumnType::Int64});
}

EntityMapping entity_of(const std::vector<ColumnMapping>& columns) {
  EntityMapping entity = testing::entity("E", "e");
  entity.columns = columns;
  entity.deferred = deferred_columns(columns);
  return entity;
}

TEST(Columns, AreCountedAndFoundInASet) {
  const std::vector<ColumnMapping> columns = columns_of(5);
  const EntityMapping entity = entity_of(columns);
  EXPECT_EQ(all_columns(entity), 0b11111U);
  EXPECT_EQ(count_columns(entity, 0b10110), 3U);
  EXPECT_EQ(position_in(0b10110, 1), 0U);
  EXPECT_EQ(position_in(0b10110, 4), 2U);
}

TEST(Columns, BehindThe63rdAreInASetTogether) {
  const std::vector<ColumnMapping> columns = columns_of(66);
  const EntityMapping entity = entity_of(columns);
  EXPECT_EQ(count_columns(entity, all_columns(entity)), 66U);
  const std::uint64_t some = 0b101 | shared_columns;
  EXPECT_EQ(count_columns(entity, some), 5U);
  EXPECT_EQ(position_in(some, 63), 2U);
  EXPECT_EQ(position_in(some, 65), 4U);
  for (const unsigned count : {62U, 63U, 64U}) {
    const std::vector<ColumnMapping> fewer = columns_of(count);
    EXPECT_EQ(count_columns(entity_of(fewer), all_columns(entity_of(fewer))), count);
  }
}

TEST(Columns, BehindThe63rdAreDeferredTogetherOnly) {
  std::vector<ColumnMapping> columns = columns_of(66);
  columns[1].deferred = columns[63].deferred = columns[64].deferred = true;
  EXPECT_EQ(deferred_columns(columns), 0b10U);
  columns[65].deferred = true;
  EXPECT_EQ(deferred_columns(columns), 0b10U | shared_columns);
  EXPECT_EQ(count_columns(entity_of(columns), usual_columns(entity_of(columns))), 62U);
}

}  // namespace
}  // namespace orm
