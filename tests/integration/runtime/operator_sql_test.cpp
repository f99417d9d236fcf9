// Each operator: its SQL, and that SQLite finds by it what the query finds.
#include "same_rows.h"

namespace operators {
namespace {

class OperatorSql : public SameRows {};

TEST_F(OperatorSql, Comparisons) {
  same(by.n == 7, "n = ?", {7});
  same(7 == by.n, "n = ?", {7});
  same(by.n == by.k, "n = k");
  same(by.n != 7, "n <> ?", {7});
  same(by.n != by.k, "n <> k");
  same(by.k < 3, "k < ?", {3});
  same(by.k <= 3, "k <= ?", {3});
  same(by.k > 3, "k > ?", {3});
  same(by.k >= 3, "k >= ?", {3});
  same(3 < by.k, "? < k", {3});
  same(by.s == "Ada", "s = ?", {"Ada"});
  same(by.s < by.t, "s < t");
  same(by.n < by.r, "n < r");
  same(by.k > 2.5, "k > ?", {2.5});
  same(by.flag == false, "flag = ?", {0});
  same(by.day == orm::parse_date("2026-02-28"), "day = ?", {"2026-02-28"});
  same(by.at < orm::parse_date_time("2026-01-01 00:00:00"), "at < ?", {"2026-01-01 00:00:00"});
  same(by.clock > orm::parse_time("12:00:00"), "clock > ?", {"12:00:00"});
  same(by.price >= orm::Decimal("1.1"), "price >= ?", {1.1});
  same((by.k == 3) == by.flag, "(k = ?) = flag", {3});
}

TEST_F(OperatorSql, ComparisonsWithNull) {
  same(by.n == std::nullopt, "n IS NULL");
  same(by.n != std::nullopt, "n IS NOT NULL");
  same(by.n == std::optional<std::int64_t>(), "n IS NULL");
  same(by.n == std::optional<std::int64_t>(7), "n = ?", {7});
  same(orm::is_null(by.t), "t IS NULL");
  same(orm::is_not_null(by.t), "t IS NOT NULL");
  same(orm::is_null(by.n + by.r), "n + r IS NULL");
  same(orm::is_distinct_from(by.n, 7), "n IS NOT ?", {7});
  same(orm::is_distinct_from(by.n, by.k), "n IS NOT k");
  same(orm::is_not_distinct_from(by.n, 7), "n IS ?", {7});
  same(orm::is_not_distinct_from(by.flag, by.k == 3), "flag IS (k = ?)", {3});
  same(orm::is_null(orm::nullable(by.k) + by.n), "k + n IS NULL");
}

TEST_F(OperatorSql, Logic) {
  same(by.flag && by.n == 7, "flag AND n = ?", {7});
  same(by.flag || by.n == 0, "flag OR n = ?", {0});
  same(!by.flag, "NOT flag");
  same(!(by.k == 3), "NOT k = ?", {3});
  same(!(by.flag && by.k == 3), "NOT (flag AND k = ?)", {3});
  same(!(!by.flag), "NOT (NOT flag)");
  same(by.flag || (by.k == 0 && by.n < 0), "flag OR k = ? AND n < ?", {0, 0});
  same((by.flag || by.k == 0) && by.n < 0, "(flag OR k = ?) AND n < ?", {0, 0});
  same(orm::is_null(by.flag && by.k == 9), "(flag AND k = ?) IS NULL", {9});
}

TEST_F(OperatorSql, RangesAndLists) {
  same(orm::between(by.k, 1, 9), "k BETWEEN ? AND ?", {1, 9});
  same(orm::between(by.k, by.n, by.r), "k BETWEEN n AND r");
  same(!orm::between(by.k + 1, by.n, 9), "NOT k + ? BETWEEN n AND ?", {1, 9});
  same(orm::between(by.flag, by.k == 3 && by.n > 0, by.k < 5),
       "flag BETWEEN (k = ? AND n > ?) AND (k < ?)", {3, 0, 5});
  same(orm::between(by.n, by.k + 1, 9 * by.k), "n BETWEEN k + ? AND ? * k", {1, 9});
  same(orm::in_(by.k == 3, {true}), "(k = ?) IN (?)", {3, 1});
  same(orm::in_(by.k, {3, 9}), "k IN (?, ?)", {3, 9});
  same(orm::in_(by.s, std::vector<std::string>{"Ada", "o'x"}), "s IN (?, ?)", {"Ada", "o'x"});
  same(orm::in_(by.k % 2, {1}), "k % ? IN (?)", {2, 1});
  same(orm::not_in(by.n, {7, 0}), "n NOT IN (?, ?)", {7, 0});
  same(orm::not_in(by.n, std::vector<std::int64_t>{7}), "n NOT IN (?)", {7});
  same(by.flag || orm::in_(by.k, std::vector<std::int64_t>{}), "flag OR 1 = 0");
  same(by.flag && orm::not_in(by.k, std::vector<std::int64_t>{}), "flag AND 1 = 1");
}

TEST_F(OperatorSql, Patterns) {
  same(orm::like(by.s, "a%"), "s LIKE ?", {"a%"});
  same(orm::ilike(by.s, "_DA"), "s LIKE ?", {"_DA"});
  same(orm::starts_with(by.s, "1"), R"(s LIKE ? ESCAPE '\')", {"1%"});
  same(orm::starts_with(by.t, "a_"), R"(t LIKE ? ESCAPE '\')", {R"(a\_%)"});
  same(orm::ends_with(by.t, "0%"), R"(t LIKE ? ESCAPE '\')", {R"(%0\%)"});
  same(orm::contains(by.s, "'"), R"(s LIKE ? ESCAPE '\')", {"%'%"});
  same(!orm::contains(by.s, "v"), R"(NOT s LIKE ? ESCAPE '\')", {"%v%"});
  same(orm::like(by.s + "x", "%ax"), "s || ? LIKE ?", {"x", "%ax"});
  same(orm::contains(by.s, "d") == by.flag, R"((s LIKE ? ESCAPE '\') = flag)", {"%d%"});
}

TEST_F(OperatorSql, Arithmetic) {
  same(by.n + by.k, "n + k");
  same(by.n + 1, "n + ?", {1});
  same(1 + by.n, "? + n", {1});
  same(by.n - by.k, "n - k");
  same(1 - by.n, "? - n", {1});
  same(by.n * by.k, "n * k");
  same(by.n / by.k, "n / k");
  same(by.n / 2.0, "n / ?", {2.0});
  same(by.n % by.k, "n % k");
  same(100 % by.k, "? % k", {100});
  same(-by.n, "-n");
  same(-(-by.r), "-(-r)");
  same(-(by.n - by.k), "-(n - k)");
  same(by.n - (by.k - 1), "n - (k - ?)", {1});
  same(by.n - by.k - 1, "n - k - ?", {1});
  same((by.n + 1) * (by.k + 2), "(n + ?) * (k + ?)", {1, 2});
  same(by.n / (by.k / 2), "n / (k / ?)", {2});
  same(by.n * 1.5 + by.r, "n * ? + r", {1.5});
}

TEST_F(OperatorSql, Concatenation) {
  same(by.s + by.t, "s || t");
  same(by.s + "!", "s || ?", {"!"});
  same("<" + by.s + ">", "? || s || ?", {"<", ">"});
  same(by.s + (by.t + by.s), "s || (t || s)");
  same("<" + by.s == by.t, "? || s = t", {"<"});
}

TEST_F(OperatorSql, Casts) {
  same(orm::cast<std::int64_t>(by.r), "CAST(r AS INTEGER)");
  same(orm::cast<std::int64_t>(by.s), "CAST(s AS INTEGER)");
  same(orm::cast<double>(by.n) / 2, "CAST(n AS REAL) / ?", {2.0});
  same(orm::cast<std::string>(by.n * 2), "CAST(n * ? AS TEXT)", {2});
  same(orm::cast<std::string>(by.raw), "CAST(raw AS TEXT)");
  same(orm::cast<std::vector<std::byte>>(by.s), "CAST(s AS BLOB)");
}

TEST_F(OperatorSql, Cases) {
  same(orm::case_(by.k < 0, "less").when(by.k == 0, "none").otherwise(by.s),
       "CASE WHEN k < ? THEN ? WHEN k = ? THEN ? ELSE s END", {0, "less", 0, "none"});
  same(orm::case_(by.flag, by.n).or_null(), "CASE WHEN flag THEN n END");
  same(orm::case_(by.flag, by.n).when(by.k > 5, by.r).or_null(),
       "CASE WHEN flag THEN n WHEN k > ? THEN r END", {5});
  same(orm::case_(by.flag, 1).otherwise(2.5) * by.k, "CASE WHEN flag THEN ? ELSE ? END * k",
       {1, 2.5});
  same(orm::case_(by.flag || by.k == 0, by.day).otherwise(orm::parse_date("2000-01-01")),
       "CASE WHEN flag OR k = ? THEN day ELSE ? END", {0, "2000-01-01"});
}

TEST_F(OperatorSql, ValuesOfTheProgram) {
  same(orm::value(2) + by.k, "? + k", {2});
  same(orm::value(std::string("x")) + by.s, "? || s", {"x"});
  same(orm::value(2) < by.n, "? < n", {2});
}

TEST_F(OperatorSql, KeysOfPages) {
  same(orm::page_after(orm::keyset(by.k), 1), "k > ?", {1});
  same(orm::page_after(orm::keyset(by.k, by.s, by.id), 3, "Ada", 1), "(k, s, id) > (?, ?, ?)",
       {3, "Ada", 1});
  same(orm::page_after(orm::keyset(by.k, by.id).descending(), 3, 4), "(k, id) < (?, ?)", {3, 4});
  same(orm::page_after(orm::keyset(func::coalesce(by.n, 0), by.id), 7, 1) && by.flag,
       "(coalesce(n, ?), id) > (?, ?) AND flag", {0, 7, 1});
}

}  // namespace
}  // namespace operators
