// Each function: its SQL, and that SQLite finds by it what the query finds.
#include "same_rows.h"

namespace operators {
namespace {

class FunctionSql : public SameRows {};

TEST_F(FunctionSql, OfTexts) {
  same(func::lower(by.s), "lower(s)");
  same(func::upper(by.t), "upper(t)");
  same(func::trim(by.s), "trim(s)");
  same(func::ltrim(by.s), "ltrim(s)");
  same(func::rtrim(by.s), "rtrim(s)");
  same(func::length(by.t), "length(t)");
  same(func::length(by.raw), "length(raw)");
  same(func::length(by.s + by.t), "length(s || t)");
  same(func::substr(by.s, 2), "substr(s, ?)", {2});
  same(func::substr(by.s, -2, 1), "substr(s, ?, ?)", {-2, 1});
  same(func::substr("abcdef", by.k, by.n), "substr(?, k, n)", {"abcdef"});
  same(func::replace(by.t, "_", by.s), "replace(t, ?, s)", {"_"});
  same(func::instr(by.s, "a"), "instr(s, ?)", {"a"});
  same(func::instr("Ada ada", by.s), "instr(?, s)", {"Ada ada"});
}

TEST_F(FunctionSql, OfNumbers) {
  same(func::abs(by.k), "abs(k)");
  same(func::abs(by.r), "abs(r)");
  same(func::round(by.r), "round(r, ?)", {0});
  same(func::round(by.n / 3.0, 2), "round(n / ?, ?)", {3.0, 2});
}

TEST_F(FunctionSql, OfSeveralValues) {
  same(func::coalesce(by.n, by.k), "coalesce(n, k)");
  same(func::coalesce(by.t, by.s, "none"), "coalesce(t, s, ?)", {"none"});
  same(func::coalesce(by.day, orm::parse_date("2000-01-01")), "coalesce(day, ?)", {"2000-01-01"});
  same(func::nullif(by.t, ""), "nullif(t, ?)", {""});
  same(func::nullif(by.k, by.n), "nullif(k, n)");
  same(func::least(by.n, by.k), "min(n, k)");
  same(func::least(by.k, by.r, 1), "min(k, r, ?)", {1});
  same(func::greatest(by.n, by.k, 1), "max(n, k, ?)", {1});
  same(func::greatest(by.s, by.t), "max(s, t)");
}

TEST_F(FunctionSql, OfDatesAndTimes) {
  same(func::strftime("%d.%m.", by.at), "strftime(?, at)", {"%d.%m."});
  same(func::year(by.day), "CAST(strftime(?, day) AS INTEGER)", {"%Y"});
  same(func::month(by.at), "CAST(strftime(?, at) AS INTEGER)", {"%m"});
  same(func::day(by.at), "CAST(strftime(?, at) AS INTEGER)", {"%d"});
  same(func::weekday(by.day), "CAST(strftime(?, day) AS INTEGER)", {"%w"});
  same(func::hour(by.clock), "CAST(strftime(?, clock) AS INTEGER)", {"%H"});
  same(func::minute(by.clock), "CAST(strftime(?, clock) AS INTEGER)", {"%M"});
  same(func::second(by.at), "CAST(strftime(?, at) AS INTEGER)", {"%S"});
  same(func::date(by.at), "date(at)");
  same(func::date(by.at) == by.day, "date(at) = day");
  same(func::date(by.at) == orm::parse_date("2000-01-01"), "date(at) = ?", {"2000-01-01"});
  same(func::julian_day(by.at), "julianday(at)");
  same(func::julian_day(by.at) - func::julian_day(by.day), "julianday(at) - julianday(day)");
}

TEST_F(FunctionSql, OfJson) {
  same(func::json<std::int64_t>(by.j, "$.n"), "json_extract(j, ?)", {"$.n"});
  same(func::json<double>(by.j, "$.deep.x"), "json_extract(j, ?)", {"$.deep.x"});
  same(func::json<bool>(by.j, "$.t"), "json_extract(j, ?)", {"$.t"});
  same(func::json<std::string>(by.j, "$.tags[#-1]"), "json_extract(j, ?)", {"$.tags[#-1]"});
  same(func::json<std::string>(by.j, "$.tags") + "!", "json_extract(j, ?) || ?", {"$.tags", "!"});
  same(func::json_type(by.j), "json_type(j, ?)", {"$"});
  same(func::json_type(by.j, "$.n"), "json_type(j, ?)", {"$.n"});
  same(func::json_array_length(by.j), "json_array_length(j, ?)", {"$"});
  same(func::json_array_length(by.j, "$.tags"), "json_array_length(j, ?)", {"$.tags"});
}

TEST_F(FunctionSql, OfGroups) {
  same_of_shops(func::count(), "count(*)");
  same_of_shops(func::count(by.flag), "count(flag)");
  same_of_shops(func::count_distinct(by.k), "count(DISTINCT k)");
  same_of_shops(func::count_distinct(by.k % 2), "count(DISTINCT k % ?)", {2});
  same_of_shops(func::sum(by.n), "sum(n)");
  same_of_shops(func::sum(by.n * 1.5), "sum(n * ?)", {1.5});
  same_of_shops(func::sum(by.price), "sum(CAST(round(price * ?) AS INTEGER)) / ?", {100.0, 100.0});
  same_of_shops(func::total(by.n), "total(n)");
  same_of_shops(func::avg(by.n), "avg(n)");
  same_of_shops(func::avg(by.price), "avg(price)");
  same_of_shops(func::min(by.s), "min(s)");
  same_of_shops(func::min(by.day), "min(day)");
  same_of_shops(func::max(by.n), "max(n)");
  same_of_shops(func::max(by.price), "max(price)");
  same_of_shops(func::max(by.n) - func::min(by.n), "max(n) - min(n)");
  same_of_shops(func::group_concat(by.s), "group_concat(s, ?)", {","});
  same_of_shops(func::group_concat(by.s + "!", "; "), "group_concat(s || ?, ?)", {"!", "; "});
}

TEST_F(FunctionSql, OfSomeRowsOfGroups) {
  same_of_shops(func::count().filter(by.flag), "count(*) FILTER (WHERE flag)");
  same_of_shops(func::count(by.n).filter(by.k >= 0 || by.flag),
                "count(n) FILTER (WHERE k >= ? OR flag)", {0});
  same_of_shops(func::sum(by.n).filter(by.k == 3), "sum(n) FILTER (WHERE k = ?)", {3});
  same_of_shops(func::group_concat(by.s, "-").filter(by.n == 7),
                "group_concat(s, ?) FILTER (WHERE n = ?)", {"-", 7});
  same_of_shops(func::total(by.k).filter(by.flag) * 2, "total(k) FILTER (WHERE flag) * ?", {2.0});
}

TEST_F(FunctionSql, OfWindows) {
  const auto by_k = orm::window().order_by(by.k, orm::desc(by.id));
  const std::string over = " OVER (ORDER BY k, id DESC)";
  same(func::row_number().over(by_k), "row_number()" + over);
  same(func::rank().over(orm::window().order_by(by.k)), "rank() OVER (ORDER BY k)");
  same(func::dense_rank().over(orm::window().order_by(by.k)), "dense_rank() OVER (ORDER BY k)");
  same(func::percent_rank().over(by_k), "percent_rank()" + over);
  same(func::cume_dist().over(by_k), "cume_dist()" + over);
  same(func::ntile(3).over(by_k), "ntile(?)" + over, {3});
  same(func::lag(by.s).over(by_k), "lag(s, ?)" + over, {1});
  same(func::lag(by.n + 1, 2).over(by_k), "lag(n + ?, ?)" + over, {1, 2});
  same(func::lead(by.s).over(by_k), "lead(s, ?)" + over, {1});
  same(func::lead(by.day, 0).over(by_k), "lead(day, ?)" + over, {0});
  same(func::first_value(by.s).over(orm::window().partition_by(by.flag).order_by(by.id)),
       "first_value(s) OVER (PARTITION BY flag ORDER BY id)");
  same(func::last_value(by.s).over(by_k), "last_value(s)" + over);
  same(func::nth_value(by.s, 2).over(by_k), "nth_value(s, ?)" + over, {2});
  same(func::count().over(orm::window().partition_by(by.k % 2, by.flag)),
       "count(*) OVER (PARTITION BY k % ?, flag)", {2});
  same(func::max(by.n).over(orm::window()) - by.n, "max(n) OVER () - n");
  same(func::sum(by.k).filter(by.flag).over(by_k), "sum(k) FILTER (WHERE flag)" + over);
  same(func::avg(by.k).over(orm::window().order_by(orm::asc(by.n).nulls_last())),
       "avg(k) OVER (ORDER BY n NULLS LAST)");
}

TEST_F(FunctionSql, OfFrames) {
  const auto by_k = orm::window().order_by(by.k);
  const auto sum = [&](const auto& window, const std::string& frame) {
    same(func::sum(by.k).over(window), "sum(k) OVER (ORDER BY k " + frame + ")");
  };
  sum(by_k.rows(-1, 0), "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW");
  sum(by_k.rows(1, 2), "ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING");
  sum(by_k.rows(-2, -1), "ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING");
  sum(by_k.rows(0, std::nullopt), "ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING");
  sum(by_k.range(-3, 6), "RANGE BETWEEN 3 PRECEDING AND 6 FOLLOWING");
  sum(by_k.range(std::nullopt, 0), "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
  sum(by_k.groups(-1, 1), "GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING");
  same(func::sum(by.k).over(by_k.rows(-1, 0)) - func::count().over(by_k),
       "sum(k) OVER (ORDER BY k ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) - count(*) OVER (ORDER "
       "BY k)");
}

}  // namespace
}  // namespace operators
