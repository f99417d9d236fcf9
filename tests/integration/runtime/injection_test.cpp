// Texts and names of a program in queries: what they hold is never read as SQL.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "database.h"
#include "orm/error.h"
#include "values.orm.hpp"

namespace values {
namespace {

namespace func = orm::func;
constexpr auto& sample = Sample::fields;

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts{
      "'",
      "\"",
      "'; DROP TABLE samples; --",
      "\"; DROP TABLE samples; --",
      "/* */ -- x",
      "a\\'b",
      "?1 :name @x $y",
      "%_\\",
      std::string("a\0b", 3),
      "\xe2\x80\x8b",
      std::string(1 << 20, '\''),
  };
  return texts;
}

class Injection : public orm_test::DatabaseTest {
 protected:
  Injection() : DatabaseTest(&values::create_all) {}

  // Everything that was sent, which has to be the same whatever the texts are.
  std::vector<std::string> statements() const {
    std::vector<std::string> sql;
    for (const auto& each : recorder.statements()) sql.push_back(each.sql);
    return sql;
  }

  // Each place where a text can enter.
  std::size_t ask(const std::string& text) {
    recorder.clear();
    std::size_t found = 0;
    const auto count = [&](const auto& condition) {
      found += static_cast<std::size_t>(session.query<Sample>().filter(condition).count());
    };
    count(sample.text == text);
    count(sample.text != text);
    count(orm::between(sample.text, text, text));
    count(orm::in_(sample.text, {text, text}));
    // SQLite takes patterns of at most 50,000 bytes, and says so.
    const std::string pattern = text.size() < 50000 ? text : "'";
    count(orm::like(sample.text, pattern));
    count(orm::starts_with(sample.text, pattern));
    count(orm::ends_with(sample.text, pattern));
    count(orm::contains(sample.text, pattern));
    count(func::replace(sample.text, text, "x") == text);
    count(func::instr(sample.text, text) > 0);
    count(func::coalesce(sample.text, text) == text);
    count(sample.text + text == text);
    count(orm::case_(sample.text == text, text).otherwise("") == text);
    count(orm::in_(sample.text, orm::query<Sample>()
                                    .filter(sample.text == text)
                                    .select(func::substr(sample.text + text, 1))));
    const auto rows = session.query<Sample>()
                          .order_by(sample.text + text)
                          .group_by(func::lower(text))
                          .having(func::count() > 0)
                          .select(orm::value(text), func::group_concat(sample.text, text))
                          .all();
    for (const auto& row : rows) EXPECT_EQ(std::get<0>(row), text);
    const auto none = session.query<Sample>().filter(sample.text == text + "no such");
    none.update({orm::set(sample.text, text)});
    none.update({orm::set(sample.text, text)}, orm::returning(sample.text + text));
    none.update({orm::set(sample.text, text)}, orm::Synchronize::Evaluate);
    none.remove(orm::returning(func::coalesce(sample.text, text)));
    for (const auto& value : none.select(orm::value(text)).stream()) found += value.size();
    static const auto of = orm::prepared<Sample>([](const orm::Query<Sample>& samples,
                                                    const orm::Param<std::string>& given) {
      return samples.filter(sample.text == given || orm::like(sample.text, given)).select(given);
    });
    for (const auto& value : of(session, pattern).all()) EXPECT_EQ(value, pattern);
    static const orm::SqlFunction<std::string(std::string)> hex("hex");
    count(hex(sample.text) == hex(text));
    write(text);
    return found;
  }

  // Rows that go again.
  void write(const std::string& text) {
    constexpr std::int64_t id = 1000;
    const auto ids = session.bulk_insert<Sample>({{.id = id, .text = text}},
                                                 orm::returning(sample.id, sample.text + text));
    EXPECT_EQ(ids.at(0), std::make_tuple(id, text + text));
    const std::vector<std::tuple<std::int64_t, std::string>> changed{{id, text + "x"}};
    session.bulk_update(changed, sample.id, sample.text);
    const auto on_id = [] { return orm::on_conflict(sample.id); };
    session.upsert<Sample>({{.id = id, .text = text}}, on_id().do_update(sample.text));
    session.insert_from(orm::query<Sample>().filter(sample.id == id).select(sample.text + text),
                        orm::returning(sample.text + text), sample.text);
    EXPECT_EQ(session.query<Sample>().filter(sample.id >= id).remove(), 2);
  }
};

TEST_F(Injection, TextsAreValuesEverywhere) {
  for (const std::string& text : hostile_texts()) session.add(orm::make<Sample>({.text = text}));
  session.commit();
  ask("plain");
  const std::vector<std::string> expected = statements();
  for (const std::string& text : hostile_texts()) {
    EXPECT_GT(ask(text), 0U) << text.substr(0, 40);
    EXPECT_EQ(statements(), expected) << text.substr(0, 40);
    EXPECT_EQ(recorder.prepares(), 0U) << text.substr(0, 40);
    EXPECT_EQ(session.query<Sample>().filter(sample.text == text).count(), 1) << text.substr(0, 40);
  }
  session.commit();
  EXPECT_EQ(rows("SELECT count(*) FROM samples"),
            std::vector<std::string>{std::to_string(hostile_texts().size())});
}

TEST_F(Injection, APatternThatIsTooLongIsRefused) {
  session.add(orm::make<Sample>({.text = "x"}));
  EXPECT_THAT(
      [&] {
        (void)session.query<Sample>()
            .filter(orm::contains(sample.text, hostile_texts().back()))
            .count();
      },
      testing::ThrowsMessage<orm::StatementError>(testing::HasSubstr("pattern too complex")));
}

TEST_F(Injection, TextThatIsNoUtf8IsComparedAsItIs) {
  session.add(orm::make<Sample>({.text = "x"}));
  EXPECT_EQ(session.query<Sample>().filter(sample.text == "\xff").count(), 0);
}

TEST_F(Injection, NamesAreQuoted) {
  session.add(orm::make<Sample>({.text = "x"}));
  session.commit();
  for (const char* name : {"a\"b", "x; DROP TABLE samples", "select", " ", "--", "ä", "'"}) {
    const auto other = orm::alias<Sample>(name);
    EXPECT_EQ(session.query<Sample>().join(other, other.id == sample.id).count(), 1) << name;
    const auto named = orm::cte(name, orm::query<Sample>());
    EXPECT_EQ(session.query(named).filter(named.fields.text == "x").count(), 1) << name;
  }
  for (const std::string_view name : {std::string_view(), std::string_view("a\0b", 3)}) {
    EXPECT_THROW((void)orm::alias<Sample>(name), orm::InvalidRequestError);
    EXPECT_THROW((void)orm::cte(name, orm::query<Sample>()), orm::InvalidRequestError);
  }
  EXPECT_EQ(rows("SELECT count(*) FROM samples"), std::vector<std::string>{"1"});
}

TEST_F(Injection, NumbersAtTheirLimitsArriveWhole) {
  using Limits = std::numeric_limits<std::int64_t>;
  session.add(orm::make<Sample>({.big = Limits::max(), .real = 1e308, .text = "max"}));
  session.add(orm::make<Sample>({.big = Limits::min(), .real = -1e308, .text = "min"}));
  session.flush();
  EXPECT_EQ(session.query<Sample>().filter(sample.big == Limits::max()).one()->text(), "max");
  EXPECT_EQ(session.query<Sample>().filter(sample.big == Limits::min()).one()->text(), "min");
  EXPECT_EQ(session.query<Sample>().filter(sample.real < -1e307).one()->text(), "min");
  EXPECT_THROW((void)(sample.big == std::numeric_limits<std::uint64_t>::max()),
               orm::InvalidRequestError);
  EXPECT_THROW((void)orm::value(std::numeric_limits<double>::quiet_NaN()), orm::DataError);
  EXPECT_EQ(
      session.query<Sample>().filter(sample.real < std::numeric_limits<double>::infinity()).count(),
      2);
  EXPECT_THROW((void)session.query<Sample>()
                   .select(func::sum(sample.big))
                   .filter(sample.big > 0 || sample.big < 0)
                   .limit(-1)
                   .offset(0)
                   .select(func::sum(func::abs(sample.big)))
                   .all(),
               orm::StatementError)
      << "an overflow is no number";
}

}  // namespace
}  // namespace values
