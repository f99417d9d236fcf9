#include "schema/column_types.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace orm::schema {
namespace {

void expect(const ColumnMapping& column, std::initializer_list<const char*> suitable,
            std::initializer_list<const char*> unsuitable) {
  for (const char* declared : suitable) EXPECT_TRUE(suits(declared, column)) << declared;
  for (const char* declared : unsuitable) EXPECT_FALSE(suits(declared, column)) << declared;
}

void expect(ColumnType type, std::initializer_list<const char*> suitable,
            std::initializer_list<const char*> unsuitable) {
  expect(ColumnMapping{.name = "c", .type = type}, suitable, unsuitable);
}

TEST(ColumnTypesTest, WholeNumbers) {
  for (const ColumnType type :
       {ColumnType::Bool, ColumnType::Int16, ColumnType::Int32, ColumnType::Int64}) {
    expect(type, {"INTEGER", "int", "TINYINT(1)", "BOOLEAN", "BIT", "NUMERIC(10,0)", ""},
           {"TEXT", "VARCHAR(20)", "REAL", "DOUBLE", "BLOB"});
  }
}

TEST(ColumnTypesTest, FloatingPointNumbers) {
  for (const ColumnType type : {ColumnType::Float32, ColumnType::Float64}) {
    expect(type, {"REAL", "DOUBLE PRECISION", "float", "NUMERIC(10,2)", "DECIMAL", ""},
           {"INTEGER", "TEXT", "BLOB"});
  }
}

TEST(ColumnTypesTest, Texts) {
  // SQLite takes STRING for a column of numbers, which makes 7 of "007".
  expect(ColumnType::Text, {"TEXT", "NVARCHAR(160)", "char(2)", "CLOB", ""},
         {"STRING", "INTEGER", "NUMERIC", "REAL", "BLOB"});
}

TEST(ColumnTypesTest, Bytes) {
  expect(ColumnType::Bytes, {"BLOB", "VARBINARY(16)", "IMAGE", "TEXT", ""}, {"INTEGER", "REAL"});
}

TEST(ColumnTypesTest, DatesAndTimes) {
  for (const ColumnType type :
       {ColumnType::IsoDate, ColumnType::IsoTime, ColumnType::IsoDateTime}) {
    expect(type, {"TEXT", "DATE", "DATETIME", "TIMESTAMP", "NVARCHAR(30)", ""},
           {"INTEGER", "REAL", "BLOB"});
  }
}

TEST(ColumnTypesTest, Decimals) {
  const ColumnMapping money{.name = "c", .type = ColumnType::Decimal, .precision = 15, .scale = 2};
  expect(money, {"NUMERIC(10,2)", "DECIMAL", "REAL", "INTEGER", ""}, {"TEXT", "BLOB"});
  const ColumnMapping long_one{
      .name = "c", .type = ColumnType::Decimal, .precision = 16, .scale = 2};
  expect(long_one, {"TEXT", "VARCHAR(40)", ""}, {"NUMERIC(16,2)", "REAL", "BLOB"});
}

TEST(ColumnTypesTest, Uuids) {
  expect(ColumnType::Uuid, {"BLOB", "UUID", "TEXT", ""}, {"INTEGER", "REAL"});
}

TEST(ColumnTypesTest, EnumsAsWhatTheyAreStoredAs) {
  EnumMapping role{.name = "Role", .is_text = true, .enumerators = {}};
  const ColumnMapping column{.name = "c", .type = ColumnType::Enum, .enumeration = &role};
  expect(column, {"TEXT", "NVARCHAR(20)", ""}, {"INTEGER", "NUMERIC"});
  role.is_text = false;
  expect(column, {"INTEGER", "SMALLINT", "NUMERIC", ""}, {"TEXT", "REAL"});
}

}  // namespace
}  // namespace orm::schema
