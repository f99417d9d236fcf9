// Each operator and function: the SQL that it becomes, and that SQLite says the same to it.
#include <optional>

#include "database.h"
#include "values.orm.hpp"

namespace values {

using testing::ElementsAre;
using testing::IsEmpty;

namespace func = orm::func;

constexpr auto& sample = Sample::fields;

class Expressions : public orm_test::DatabaseTest {
 protected:
  Expressions() : DatabaseTest(&values::create_all) {}

  void SetUp() override {
    add({.flag = true, .small = 3, .big = 7, .real = 2.5, .text = "Ada", .brief = "a_c"});
    add({.flag = false, .small = -3, .big = 0, .real = -0.5, .text = " eve ", .brief = "abc"});
    add({.flag = std::nullopt, .small = 0, .big = -7, .real = 1e300, .text = "100%"});
    add({.small = 3, .text = "", .brief = "ABC"});
    add({.bytes = std::vector<std::byte>(3)});
    session.commit();
    recorder.clear();
  }

  void add(Sample::Init init) { session.add(orm::make<Sample>(std::move(init))); }

  // The condition as it was sent, and the samples that SQLite finds by it, written by hand, which
  // have to be those of the query.
  std::string found_by(const orm::Expr<bool>& condition, const std::string& by_hand,
                       std::size_t expected) {
    recorder.clear();
    std::vector<std::string> ids;
    for (const auto& each : session.query<Sample>().filter(condition).order_by(sample.id).all()) {
      ids.push_back(std::to_string(each->id()));
    }
    EXPECT_EQ(ids, rows("SELECT id FROM samples WHERE " + by_hand + " ORDER BY id")) << by_hand;
    EXPECT_EQ(ids.size(), expected) << by_hand;
    return condition_in(recorder.statements().at(0).sql);
  }

  // Without the quotes and the table of the columns.
  static std::string condition_in(std::string sql) {
    const std::size_t begin = sql.find(" WHERE ") + 7;
    sql = sql.substr(begin, sql.find(" ORDER BY ") - begin);
    std::erase(sql, '"');
    for (std::size_t at; (at = sql.find("samples.")) != std::string::npos;) sql.erase(at, 8);
    return sql;
  }

  std::vector<std::int64_t> ids_of(const orm::Query<Sample>& query) {
    std::vector<std::int64_t> ids;
    for (const auto& each : query.all()) ids.push_back(each->id());
    return ids;
  }
};

TEST_F(Expressions, ArithmeticIsThatOfSqlite) {
  EXPECT_EQ(found_by(sample.big + sample.small == 10, "big + small = 10", 1), "big + small = ?");
  EXPECT_EQ(found_by(sample.big - sample.small > 0, "big - small > 0", 2), "big - small > ?");
  EXPECT_EQ(found_by(sample.big * 2 == 14, "big * 2 = 14", 1), "big * ? = ?");
  EXPECT_EQ(found_by(sample.big / 2 == 3, "big / 2 = 3", 1), "big / ? = ?");
  EXPECT_EQ(found_by(sample.big / 2.0 == 3.5, "big / 2.0 = 3.5", 1), "big / ? = ?");
  EXPECT_EQ(found_by(sample.big % sample.small == 1, "big % small = 1", 1), "big % small = ?");
  EXPECT_EQ(found_by(orm::is_null(sample.big / sample.small), "big / small IS NULL", 3),
            "big / small IS NULL");
  EXPECT_EQ(found_by(-sample.big == 7, "-big = 7", 1), "-big = ?");
  EXPECT_EQ(found_by(3 - sample.small == 0, "3 - small = 0", 2), "? - small = ?");
  EXPECT_EQ(found_by(sample.real > sample.big, "real > big", 1), "real > big");
  EXPECT_EQ(found_by(sample.big < 0.5, "big < 0.5", 2), "big < ?");
}

TEST_F(Expressions, ParenthesesStandWhereTheyAreNeeded) {
  const auto& a = sample.big;
  const auto& b = sample.small;
  EXPECT_EQ(found_by((a + b) * 2 == 20, "(big + small) * 2 = 20", 1), "(big + small) * ? = ?");
  EXPECT_EQ(found_by(a + b * 2 == 13, "big + small * 2 = 13", 1), "big + small * ? = ?");
  EXPECT_EQ(found_by(a - (b - 1) == 5, "big - (small - 1) = 5", 1), "big - (small - ?) = ?");
  EXPECT_EQ(found_by(a - b - 1 == 3, "big - small - 1 = 3", 1), "big - small - ? = ?");
  EXPECT_EQ(found_by(a * (b % 2) == 7, "big * (small % 2) = 7", 1), "big * (small % ?) = ?");
  EXPECT_EQ(found_by(-(-a) == 7, "-(-big) = 7", 1), "-(-big) = ?");
  EXPECT_EQ(found_by((a == 7) == true, "(big = 7) = 1", 1), "(big = ?) = ?");
  EXPECT_EQ(found_by(!(a == 7) && b == -3, "NOT big = 7 AND small = -3", 1),
            "NOT big = ? AND small = ?");
}

TEST_F(Expressions, TextsAreJoinedAndTakenApart) {
  // cppcheck-suppress literalWithCharPtrCompare
  EXPECT_EQ(found_by(sample.text + "!" == "Ada!", "text || '!' = 'Ada!'", 1), "text || ? = ?");
  EXPECT_EQ(found_by("<" + sample.text + ">" == "<>", "'<' || text || '>' = '<>'", 1),
            "? || text || ? = ?");
  EXPECT_EQ(found_by(func::lower(sample.brief) == "abc", "lower(brief) = 'abc'", 2),
            "lower(brief) = ?");
  EXPECT_EQ(found_by(func::upper(sample.brief) == sample.brief, "upper(brief) = brief", 1),
            "upper(brief) = brief");
  EXPECT_EQ(found_by(func::trim(sample.text) == "eve", "trim(text) = 'eve'", 1), "trim(text) = ?");
  EXPECT_EQ(found_by(func::ltrim(sample.text) == "eve ", "ltrim(text) = 'eve '", 1),
            "ltrim(text) = ?");
  EXPECT_EQ(found_by(func::rtrim(sample.text) == " eve", "rtrim(text) = ' eve'", 1),
            "rtrim(text) = ?");
  EXPECT_EQ(found_by(func::length(sample.text) >= 4, "length(text) >= 4", 2), "length(text) >= ?");
  EXPECT_EQ(found_by(func::length(sample.bytes) == 3, "length(bytes) = 3", 1), "length(bytes) = ?");
  EXPECT_EQ(found_by(func::substr(sample.text, 2) == "da", "substr(text, 2) = 'da'", 1),
            "substr(text, ?) = ?");
  EXPECT_EQ(found_by(func::substr(sample.text, -2, 1) == "d", "substr(text, -2, 1) = 'd'", 1),
            "substr(text, ?, ?) = ?");
  EXPECT_EQ(found_by(func::replace(sample.brief, "_", "b") == "abc",
                     "replace(brief, '_', 'b') = 'abc'", 2),
            "replace(brief, ?, ?) = ?");
  EXPECT_EQ(found_by(func::instr(sample.text, "%") == 4, "instr(text, '%') = 4", 1),
            "instr(text, ?) = ?");
}

TEST_F(Expressions, WhatMeansSomethingToLikeIsEscaped) {
  EXPECT_EQ(found_by(orm::starts_with(sample.brief, "a_"), R"(brief LIKE 'a\_%' ESCAPE '\')", 1),
            R"(brief LIKE ? ESCAPE '\')");
  EXPECT_EQ(found_by(orm::ends_with(sample.text, "0%"), R"(text LIKE '%0\%' ESCAPE '\')", 1),
            R"(text LIKE ? ESCAPE '\')");
  EXPECT_EQ(found_by(orm::contains(sample.text, "E") && sample.small < 0,
                     R"(text LIKE '%E%' ESCAPE '\' AND small < 0)", 1),
            R"(text LIKE ? ESCAPE '\' AND small < ?)");
  EXPECT_EQ(found_by(orm::contains(sample.text, R"(\)"), R"(text LIKE '%\\%' ESCAPE '\')", 0),
            R"(text LIKE ? ESCAPE '\')");
  EXPECT_EQ(found_by(orm::like(sample.text + "x", "%ax"), "text || 'x' LIKE '%ax'", 1),
            "text || ? LIKE ?");
}

TEST_F(Expressions, NullsAreReplacedMadeAndCompared) {
  EXPECT_EQ(found_by(func::coalesce(sample.big, sample.small) == 3, "coalesce(big, small) = 3", 1),
            "coalesce(big, small) = ?");
  EXPECT_EQ(found_by(func::coalesce(sample.text, "nobody") == "nobody",
                     "coalesce(text, 'nobody') = 'nobody'", 1),
            "coalesce(text, ?) = ?");
  EXPECT_EQ(found_by(orm::is_null(func::nullif(sample.text, "")), "nullif(text, '') IS NULL", 2),
            "nullif(text, ?) IS NULL");
  EXPECT_EQ(found_by(orm::is_not_distinct_from(sample.big, sample.small), "big IS small", 1),
            "big IS small");
  EXPECT_EQ(found_by(orm::is_distinct_from(sample.big, 7), "big IS NOT 7", 4), "big IS NOT ?");
  static_assert(std::same_as<decltype(func::coalesce(sample.big, 1))::Type, std::int64_t>);
  static_assert(
      std::same_as<decltype(func::coalesce(sample.big, sample.real))::Type, std::optional<double>>);
}

TEST_F(Expressions, NumbersAreRoundedAndCompared) {
  EXPECT_EQ(found_by(func::abs(sample.small) == 3, "abs(small) = 3", 3), "abs(small) = ?");
  EXPECT_EQ(found_by(func::round(sample.real) == 3.0, "round(real, 0) = 3.0", 1),
            "round(real, ?) = ?");
  EXPECT_EQ(found_by(func::round(sample.real / 3, 2) == 0.83, "round(real / 3, 2) = 0.83", 1),
            "round(real / ?, ?) = ?");
  EXPECT_EQ(found_by(func::least(sample.big, sample.small) == -7, "min(big, small) = -7", 1),
            "min(big, small) = ?");
  EXPECT_EQ(found_by(func::greatest(sample.big, sample.small, 1) == 1, "max(big, small, 1) = 1", 2),
            "max(big, small, ?) = ?");
  EXPECT_EQ(
      found_by(orm::between(sample.big * 2, sample.small, 20), "big * 2 BETWEEN small AND 20", 2),
      "big * ? BETWEEN small AND ?");
  EXPECT_EQ(found_by(orm::in_(sample.big + 1, {8, 1}), "big + 1 IN (8, 1)", 2),
            "big + ? IN (?, ?)");
}

TEST_F(Expressions, TypesAreCast) {
  EXPECT_EQ(found_by(orm::cast<std::string>(sample.big) == "-7", "CAST(big AS TEXT) = '-7'", 1),
            "CAST(big AS TEXT) = ?");
  EXPECT_EQ(found_by(orm::cast<std::int64_t>(sample.text) == 100, "CAST(text AS INTEGER) = 100", 1),
            "CAST(text AS INTEGER) = ?");
  EXPECT_EQ(found_by(orm::cast<double>(sample.big) / 2 == 3.5, "CAST(big AS REAL) / 2 = 3.5", 1),
            "CAST(big AS REAL) / ? = ?");
}

TEST_F(Expressions, CasesAreTakenInTurn) {
  const auto size = orm::case_(sample.big < 0, "less").when(sample.big == 0, "none");
  EXPECT_EQ(
      found_by(orm::case_(sample.big < 0, "less").when(sample.big == 0, "none").otherwise("more") ==
                   "none",
               "CASE WHEN big < 0 THEN 'less' WHEN big = 0 THEN 'none' ELSE 'more' END = "
               "'none'",
               1),
      "CASE WHEN big < ? THEN ? WHEN big = ? THEN ? ELSE ? END = ?");
  EXPECT_EQ(found_by(orm::is_null(orm::case_(sample.flag, sample.big).or_null()),
                     "CASE WHEN flag THEN big END IS NULL", 4),
            "CASE WHEN flag THEN big END IS NULL");
  const auto number = orm::case_(sample.flag, 1).otherwise(2.5);
  static_assert(std::same_as<decltype(number)::Type, double>);
  EXPECT_EQ(found_by(number == 1, "CASE WHEN flag THEN 1 ELSE 2.5 END = 1", 1),
            "CASE WHEN flag THEN ? ELSE ? END = ?");
}

TEST_F(Expressions, ColumnsOfTruthAreConditions) {
  EXPECT_EQ(found_by(sample.flag, "flag", 1), "flag");
  EXPECT_EQ(found_by(!sample.flag, "NOT flag", 1), "NOT flag");
  EXPECT_EQ(found_by(sample.flag || sample.small == 0, "flag OR small = 0", 2),
            "flag OR small = ?");
}

TEST_F(Expressions, AreValuesThatAreCombinedAtRunTime) {
  orm::Expr<bool> any = sample.big == 7;
  for (const int small : {0, -3}) any = any || sample.small == small;
  EXPECT_EQ(found_by(any, "big = 7 OR small = 0 OR small = -3", 3),
            "big = ? OR small = ? OR small = ?");
  orm::Expr<std::optional<std::int64_t>> sum = sample.big;
  for (int i = 0; i < 3; ++i) sum = sum + sample.small;
  EXPECT_EQ(found_by(sum == 16, "big + small + small + small = 16", 1),
            "big + small + small + small = ?");
}

TEST_F(Expressions, OrderTheResult) {
  const auto query = session.query<Sample>();
  EXPECT_THAT(ids_of(query.order_by(-sample.small, orm::desc(sample.id))),
              ElementsAre(5, 4, 1, 3, 2));
  EXPECT_THAT(ids_of(query.order_by(orm::asc(sample.small).nulls_last(), sample.id)),
              ElementsAre(2, 3, 1, 4, 5));
  EXPECT_THAT(ids_of(query.order_by(orm::desc(sample.small).nulls_first(), sample.id)),
              ElementsAre(5, 1, 4, 3, 2));
  recorder.clear();
  EXPECT_THAT(ids_of(query.order_by(sample.id % 2, func::coalesce(sample.big, 9)).limit(2)),
              ElementsAre(2, 4));
  EXPECT_THAT(recorder.statements().at(0).sql,
              testing::HasSubstr(R"(ORDER BY "samples"."id" % ?, coalesce("samples"."big", ?) )"
                                 "LIMIT ?"));
}

// What the order is made of is bound inside the query that is joined, and outside of it.
TEST_F(Expressions, OrderJoinedCollectionsBehindALimit) {
  for (const char* code : {"a", "b", "c"}) {
    const auto country = orm::make<Country>({.code = code, .name = "x"});
    for (const char* name : {"1", "2"}) {
      country->cities().append(orm::make<City>({.name = code + std::string(name)}));
    }
    session.add(country);
  }
  session.commit();
  session.expunge_all();
  const auto query = session.query<Country>()
                         .options(orm::joinedload(Country::fields.cities))
                         .order_by(orm::case_(Country::fields.code == "b", 0).otherwise(1),
                                   orm::desc(Country::fields.code + "!"))
                         .limit(2);
  std::vector<std::string> cities;
  for (const auto& country : query.all()) {
    for (const City& city : country->cities()) cities.push_back(city.name());
  }
  EXPECT_THAT(cities, ElementsAre("b1", "b2", "c1", "c2"));
  EXPECT_EQ(query.count(), 2);
}

TEST_F(Expressions, OfOneShapePrepareNothingNew) {
  const auto find = [this](std::int64_t factor, const char* text) {
    return session.query<Sample>()
        .filter(sample.big * factor == 14 || func::lower(sample.text) + "!" == text)
        .order_by(sample.id + factor)
        .all()
        .size();
  };
  EXPECT_EQ(find(2, "eve"), 1U);
  recorder.clear();
  EXPECT_EQ(find(-2, "ada!"), 2U);
  EXPECT_EQ(recorder.prepares(), 0U);
}

}  // namespace values
