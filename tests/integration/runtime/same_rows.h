// Queries beside their SQL: the text that they become, and the rows that SQLite finds by that text
// in a connection of its own, with the values that the test gives it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "database.h"
#include "operators.orm.hpp"
#include "plain_connection.h"
#include "row_text.h"

namespace operators {

namespace func = orm::func;
using orm_test::PlainConnection;
using orm_test::PlainValue;

inline constexpr auto& by = Sale::fields;
inline constexpr auto& shop = Shop::fields;
inline constexpr auto& tag = Tag::fields;

/// The text without quotes and, where a table is given, without its name before columns.
inline std::string bare(std::string sql, std::string_view table = {}) {
  std::erase(sql, '"');
  if (table.empty()) return sql;
  const std::string qualifier = std::string(table) + ".";
  for (std::size_t at; (at = sql.find(qualifier)) != std::string::npos;) {
    sql.erase(at, qualifier.size());
  }
  return sql;
}

class SameRows : public orm_test::DatabaseTest {
 protected:
  SameRows() : DatabaseTest(&operators::create_all) {}

  // shops: of which "west" and "east" belong to "main"; sales of each kind, two of none.
  void SetUp() override;

  using Values = std::vector<PlainValue>;

  /// A query, its whole SQL, and the values for the `?` in it.
  template <class Query>
  void same_query(const Query& query, const std::string& sql, const Values& values = {}) {
    EXPECT_EQ(bare(query.to_sql()), sql);
    const std::vector<std::string> found = cells_of(query);
    EXPECT_EQ(found, plain().rows(sql, values)) << sql;
    EXPECT_FALSE(found.empty()) << sql;
  }

  /// An expression over the columns of a sale, which are named without their table.
  template <class X>
  void same(const X& expression, const std::string& sql, const Values& values = {}) {
    same_rows(session.query<Sale>().order_by(by.id).select(expression),
              "SELECT " + sql + " FROM sales ORDER BY id", values);
  }
  /// An expression over the sales of each shop.
  template <class X>
  void same_of_shops(const X& expression, const std::string& sql, const Values& values = {}) {
    same_rows(session.query<Sale>().group_by(by.shop_id).order_by(by.shop_id).select(expression),
              "SELECT " + sql + " FROM sales GROUP BY shop_id ORDER BY shop_id", values);
  }
  /// A condition on shops, whose columns have their table.
  template <class X>
  void same_shops(const X& condition, const std::string& sql, const Values& values = {}) {
    const std::string all =
        "SELECT shops.id, shops.name, shops.town, shops.parent_id FROM shops WHERE " + sql;
    const auto query = session.query<Shop>().filter(condition);
    same_query(query, all, values);
    EXPECT_LT(query.all().size(), shop_count) << sql;
  }

  /// What was executed last, and the one number that it found.
  void same_number(std::int64_t number, const std::string& sql, const Values& values = {}) {
    EXPECT_EQ(bare(recorder.statements().back().sql), sql);
    EXPECT_EQ(std::vector<std::string>{std::to_string(number)}, plain().rows(sql, values)) << sql;
  }

  const PlainConnection& plain() const { return plain_; }

 private:
  // What is the same of each row shows nothing.
  template <class Query>
  void same_rows(const Query& query, const std::string& sql, const Values& values) {
    EXPECT_EQ(bare(query.to_sql(), "sales"), sql);
    const std::vector<std::string> found = cells_of(query);
    EXPECT_EQ(found, plain().rows(sql, values)) << sql;
    EXPECT_GT(std::set(found.begin(), found.end()).size(), 1U) << sql;
  }

  static constexpr std::size_t shop_count = 4;

  PlainConnection plain_{file()};
};

}  // namespace operators
