#include "sql/quote.h"

#include <gtest/gtest.h>

namespace orm::sql {
namespace {

TEST(QuoteIdentifier, SurroundsTheName) { EXPECT_EQ(quote_identifier("order"), R"("order")"); }

TEST(QuoteIdentifier, DoublesQuotes) { EXPECT_EQ(quote_identifier(R"(a"b)"), R"("a""b")"); }

TEST(QuoteIdentifier, LeavesOtherBytesAlone) {
  EXPECT_EQ(quote_identifier("größe; DROP TABLE x --"), R"("größe; DROP TABLE x --")");
}

TEST(AppendIdentifier, KeepsWhatIsThere) {
  std::string sql = "SELECT ";
  append_identifier(sql, "id");
  EXPECT_EQ(sql, R"(SELECT "id")");
}

}  // namespace
}  // namespace orm::sql
