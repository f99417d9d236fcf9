// Functions that SQL calls by name, of SQLite and of the program.
#include <cmath>
#include <thread>

#include "database.h"
#include "orm/error.h"
#include "values.orm.hpp"

namespace values {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr auto& sample_at = Sample::fields;

const orm::SqlFunction<double(double, double)> distance("distance");
const orm::SqlFunction<std::string(std::string, std::int64_t)> repeat("repeat");
const orm::SqlFunction<std::optional<std::int64_t>(std::optional<std::string>)> half("half");

orm::EngineOptions functions() {
  return {.functions = {distance.defined_as([](double x, double y) { return std::hypot(x, y); }),
                        repeat.defined_as([](const std::string& text, std::int64_t times) {
                          if (times < 0) throw std::runtime_error("it repeats less than nothing");
                          std::string all;
                          for (; times > 0; --times) all += text;
                          return all;
                        }),
                        half.defined_as([](const std::optional<std::string>& text) {
                          std::optional<std::int64_t> size;
                          if (!text) return std::optional<std::int64_t>(-1);
                          if (text->size() % 2 == 0)
                            size = static_cast<std::int64_t>(text->size() / 2);
                          return size;
                        })}};
}

class SqlFunctions : public orm_test::DatabaseTest {
 protected:
  SqlFunctions() : DatabaseTest(&values::create_all) {}

  void SetUp() override {
    store(orm::make<Sample>({.real = 3.0, .text = "ab"}),
          orm::make<Sample>({.real = 6.0, .text = "c"}), orm::make<Sample>({}));
  }

  orm::Engine engine_ = orm::create_engine("sqlite:///" + file(), functions());
  orm::Session session_{engine_};
};

TEST_F(SqlFunctions, AreCalledWithColumnsExpressionsAndValues) {
  const auto near = session_.query<Sample>().filter(distance(sample_at.real, 4) < 6.0);
  EXPECT_EQ(near.one()->text(), "ab");
  EXPECT_THAT(near.to_sql(), HasSubstr(R"(WHERE "distance"("samples"."real", ?) < ?)"));
  const auto texts = session_.query<Sample>()
                         .order_by(sample_at.id)
                         .select(repeat(sample_at.text, sample_at.id + 1));
  static_assert(std::is_same_v<decltype(texts.all())::value_type, std::optional<std::string>>);
  EXPECT_THAT(texts.all(), ElementsAre("abab", "ccc", std::nullopt)) << "of NULL comes NULL";
}

TEST_F(SqlFunctions, TakeAndGiveNullWhereTheirTypesSaySo) {
  EXPECT_THAT(session_.query<Sample>().order_by(sample_at.id).select(half(sample_at.text)).all(),
              ElementsAre(1, std::nullopt, -1));
  const auto constant = session_.query<Sample>().limit(1).select(repeat("x", 3));
  static_assert(std::is_same_v<decltype(constant.one()), std::string>);
  EXPECT_EQ(constant.one(), "xxx");
}

TEST_F(SqlFunctions, OfSqliteNeedNoDefinition) {
  const orm::SqlFunction<std::string(std::string)> hex("hex");
  const orm::SqlFunction<std::string(std::string, double)> format("format");
  EXPECT_EQ(session.query<Sample>().select(hex(sample_at.text)).first(), "6162");
  EXPECT_EQ(session.query<Sample>().select(format("%.2f", sample_at.real)).first(), "3.00");
}

TEST_F(SqlFunctions, AreThereOnEachConnection) {
  const auto first = session_.query<Sample>().filter(distance(sample_at.real, 4) == 5.0);
  EXPECT_EQ(first.count(), 1);
  std::thread([&] {
    orm::Session other(engine_);
    EXPECT_EQ(other.query(first).count(), 1);
  }).join();
}

TEST_F(SqlFunctions, FailTheStatementWithTheirWords) {
  EXPECT_THAT([&] { session_.query<Sample>().select(repeat(sample_at.text, -1)).all(); },
              ThrowsMessage<orm::StatementError>(
                  HasSubstr("repeat() has failed: it repeats less than nothing")));
  EXPECT_EQ(session_.query<Sample>().count(), 3) << "the session goes on";
  EXPECT_THAT([&] { session.query<Sample>().select(distance(1, 2)).all(); },
              ThrowsMessage<orm::StatementError>(HasSubstr("no such function: distance")));
}

TEST_F(SqlFunctions, RefuseValuesOfOtherKinds) {
  session.execute(orm::text("UPDATE samples SET real = 'far' WHERE id = 1"));
  session.commit();
  EXPECT_THAT([&] { session_.query<Sample>().select(distance(sample_at.real, 1)).all(); },
              ThrowsMessage<orm::StatementError>(HasSubstr(
                  "distance() has failed: argument 1 is a text, which does not fit its type")));
}

TEST_F(SqlFunctions, RefuseResultsThatCannotBeStored) {
  const orm::SqlFunction<double()> broken("broken");
  const orm::Engine other = orm::create_engine(
      "sqlite:///" + file(), {.functions = {broken.defined_as([] { return std::nan(""); })}});
  orm::Session asking(other);
  EXPECT_THAT([&] { asking.query<Sample>().select(broken()).all(); },
              ThrowsMessage<orm::StatementError>(HasSubstr("broken() has failed: ")));
}

TEST(SqlFunctionNames, AreOrdinary) {
  using Function = orm::SqlFunction<double()>;
  for (const char* name : {"", "1st", "a b", "f(", "x\"", "x;--", "caf\xC3\xA9"}) {
    EXPECT_THAT([name] { Function{name}; },
                ThrowsMessage<orm::InvalidRequestError>(
                    "orm::SqlFunction was given a name that is not of letters, digits and `_`"))
        << name;
  }
}

}  // namespace
}  // namespace values
