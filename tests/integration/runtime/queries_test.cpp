// Queries give what SQLite gives for the same condition.
#include <optional>

#include "scenario.h"
#include "values.orm.hpp"

namespace values {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto& city = City::fields;

class Queries : public orm_test::DatabaseTest {
 protected:
  Queries() : DatabaseTest(&values::create_all) {}

  void SetUp() override {
    const auto at = orm::make<Country>({.code = "AT", .name = "Austria"});
    const auto ch = orm::make<Country>({.code = "CH", .name = "Switzerland"});
    add("Wien", 1900, at);
    add("Graz", 290, at);
    add("Bern", 130, ch);
    add("Basel", 170, ch);
    add("100%", 0, nullptr);
    add("under_score", -5, nullptr);
    add("O'Hara \"x\"", 7, nullptr);
    session.commit();
    recorder.clear();
  }

  void add(const char* name, std::int64_t population, const orm::Ptr<Country>& country) {
    session.add(orm::make<City>({.name = name, .population = population, .country = country}));
  }

  // The query's cities are those of the condition in SQL; returns their number.
  std::size_t expect_same(const orm::Expr<bool>& condition, const std::string& sql) {
    std::vector<std::string> names;
    for (const auto& found : session.query<City>().filter(condition).order_by(city.id).all()) {
      names.push_back(found->name());
    }
    const std::string where = " FROM cities WHERE " + sql;
    EXPECT_EQ(names, rows("SELECT name" + where + " ORDER BY id")) << sql;
    const auto query = session.query<City>().filter(condition);
    EXPECT_EQ(std::to_string(query.count()), rows("SELECT count(*)" + where).at(0)) << sql;
    EXPECT_EQ(query.exists(), !names.empty()) << sql;
    return names.size();
  }
};

TEST_F(Queries, ComparisonsAreThoseOfSqlite) {
  EXPECT_EQ(expect_same(city.name == "Wien", "name = 'Wien'"), 1U);
  EXPECT_EQ(expect_same(city.name != "Wien", "name <> 'Wien'"), 6U);
  EXPECT_EQ(expect_same(city.population < 170, "population < 170"), 4U);
  EXPECT_EQ(expect_same(city.population <= 170, "population <= 170"), 5U);
  EXPECT_EQ(expect_same(city.population > 170, "population > 170"), 2U);
  EXPECT_EQ(expect_same(city.population >= 170, "population >= 170"), 3U);
  EXPECT_EQ(expect_same(city.name == "O'Hara \"x\"", "name = 'O''Hara \"x\"'"), 1U);
}

TEST_F(Queries, ConditionsCombineAsTheyAreWritten) {
  expect_same(city.name == "Wien" || city.name == "Graz" || city.population == 0,
              "name = 'Wien' OR name = 'Graz' OR population = 0");
  expect_same((city.name == "Wien" || city.name == "Graz") && city.population < 1000,
              "(name = 'Wien' OR name = 'Graz') AND population < 1000");
  expect_same(city.name == "Wien" || (city.name == "Graz" && city.population < 100),
              "name = 'Wien' OR name = 'Graz' AND population < 100");
  expect_same(!(city.name == "Wien" || city.name == "Graz"),
              "NOT (name = 'Wien' OR name = 'Graz')");
  expect_same(!(city.population > 5) && !(city.population < 0),
              "NOT population > 5 AND NOT population < 0");
}

TEST_F(Queries, NullsCompareAsInSql) {
  EXPECT_EQ(expect_same(city.country_code == std::nullopt, "country_code IS NULL"), 3U);
  EXPECT_EQ(expect_same(city.country_code != std::nullopt, "country_code IS NOT NULL"), 4U);
  EXPECT_EQ(expect_same(orm::is_null(city.country_code), "country_code IS NULL"), 3U);
  EXPECT_EQ(expect_same(orm::is_not_null(city.country_code), "country_code IS NOT NULL"), 4U);
  EXPECT_EQ(expect_same(city.country_code != "AT", "country_code <> 'AT'"), 2U);
  EXPECT_EQ(expect_same(!(city.country_code == "AT"), "NOT country_code = 'AT'"), 2U);
  std::optional<std::string> code;
  EXPECT_EQ(expect_same(city.country_code == code, "country_code IS NULL"), 3U);
  code = "CH";
  EXPECT_EQ(expect_same(city.country_code == code, "country_code = 'CH'"), 2U);
}

TEST_F(Queries, RangesAndListsAreThoseOfSqlite) {
  EXPECT_EQ(expect_same(orm::between(city.population, 130, 290), "population BETWEEN 130 AND 290"),
            3U);
  EXPECT_EQ(expect_same(orm::in_(city.name, {"Wien", "Bern", "nowhere"}),
                        "name IN ('Wien', 'Bern', 'nowhere')"),
            2U);
  EXPECT_EQ(expect_same(orm::in_(city.id, std::vector<std::int64_t>{}), "id IN ()"), 0U);
  EXPECT_EQ(expect_same(orm::not_in(city.id, std::vector<std::int64_t>{}), "id NOT IN ()"), 7U);
  EXPECT_EQ(expect_same(orm::not_in(city.country_code, {"AT"}), "country_code NOT IN ('AT')"), 2U);
  EXPECT_EQ(expect_same(!orm::in_(city.id, {1, 2}) && city.id < 5, "id NOT IN (1, 2) AND id < 5"),
            2U);
}

TEST_F(Queries, LikeIsThatOfSqlite) {
  EXPECT_EQ(expect_same(orm::like(city.name, "B%"), "name LIKE 'B%'"), 2U);
  EXPECT_EQ(expect_same(orm::like(city.name, "b_rn"), "name LIKE 'b_rn'"), 1U);
  EXPECT_EQ(expect_same(orm::like(city.name, "100%"), "name LIKE '100%'"), 1U);
  EXPECT_EQ(expect_same(orm::like(city.name, "%'%"), "name LIKE '%''%'"), 1U);
}

TEST_F(Queries, OrderLimitAndOffsetAreThoseOfSqlite) {
  const auto names = [](const orm::Query<City>& query) {
    std::vector<std::string> found;
    for (const auto& each : query.all()) found.push_back(each->name());
    return found;
  };
  const auto query = session.query<City>();
  EXPECT_EQ(names(query.order_by(orm::desc(city.country_code), city.name)),
            rows("SELECT name FROM cities ORDER BY country_code DESC, name"));
  EXPECT_EQ(names(query.order_by(city.id).limit(2).offset(3)),
            rows("SELECT name FROM cities ORDER BY id LIMIT 2 OFFSET 3"));
  EXPECT_EQ(names(query.order_by(city.id).offset(5)),
            rows("SELECT name FROM cities ORDER BY id LIMIT -1 OFFSET 5"));
  EXPECT_THAT(names(query.limit(0)), IsEmpty());
  EXPECT_EQ(query.limit(3).count(), 3);
  EXPECT_EQ(query.offset(5).count(), 2);
  EXPECT_FALSE(query.offset(7).exists());
  EXPECT_FALSE(query.limit(0).exists());
  EXPECT_EQ(query.order_by(city.id).offset(1).first()->name(), "Graz");
  EXPECT_TRUE(query.order_by(city.id).limit(0).first() == nullptr);
}

TEST_F(Queries, AQueryIsAValueThatBranches) {
  const auto all = session.query<City>();
  const auto austrian = all.filter_by(city.country_code, "AT");
  const auto large = austrian.filter(city.population > 1000);
  EXPECT_EQ(all.count(), 7);
  EXPECT_EQ(austrian.count(), 2);
  EXPECT_EQ(large.count(), 1);
  EXPECT_EQ(all.count(), 7);
}

TEST_F(Queries, EqualShapesShareOneStatement) {
  for (const char* name : {"Wien", "Graz", "Bern"}) {
    ASSERT_TRUE(session.query<City>().filter(city.name == name).first() != nullptr);
  }
  EXPECT_EQ(recorder.executions(), 3U);
  EXPECT_EQ(recorder.prepares(), 1U);
}

TEST_F(Queries, ManyValuesFitIntoOneList) {
  std::vector<std::int64_t> ids;
  for (std::int64_t i = 1; i <= 5000; ++i) ids.push_back(i);
  EXPECT_EQ(session.query<City>().filter(orm::in_(city.id, ids)).count(), 7);
}

TEST_F(Queries, AConditionOnAnotherEntityIsAnError) {
  const orm::Expr<bool> condition = Country::fields.name == "Austria";
  const auto query = session.query<City>().filter(condition);
  EXPECT_THROW(query.all(), orm::Error);
}

TEST_F(Queries, TextKeysIdentifyObjects) {
  const auto austria = session.get_one<Country>("AT");
  EXPECT_TRUE(session.get<Country>(std::string("AT")) == austria);
  EXPECT_TRUE(session.get<Country>("XX") == nullptr);
  EXPECT_EQ(austria->cities().size(), 2U);
  EXPECT_EQ(austria->cities()[0].name(), "Graz");
  EXPECT_TRUE(austria->cities()[0].country() == austria);
  austria->cities().append(session.get_one<City>(5));
  session.remove(austria);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM cities WHERE country_code = 'AT'"), ElementsAre("0"));
}

}  // namespace values
