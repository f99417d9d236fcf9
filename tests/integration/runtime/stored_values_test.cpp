// Values come back as they went in, and SQLite holds them as the schema says.
#include <cmath>
#include <limits>
#include <optional>

#include "database.h"
#include "values.orm.hpp"

namespace values {

using testing::ElementsAre;

class StoredValues : public orm_test::DatabaseTest {
 protected:
  StoredValues() : DatabaseTest(&values::create_all) {}

  // The sample as a session that has never seen it reads it.
  orm::Ptr<Sample> read_back(Sample::Init init) {
    session.add(orm::make<Sample>(std::move(init)));
    session.commit();
    session.expunge_all();
    return session.query<Sample>().order_by(orm::desc(Sample::fields.id)).first();
  }
};

TEST_F(StoredValues, TextsOfAllKinds) {
  const std::string with_nul("a\0b", 3);
  for (const std::string& text :
       {std::string(), std::string("it's \"quoted\"; -- x"), with_nul, std::string("Grüße 漢字 🙂"),
        std::string(1'000'000, 'x'), std::string("\n\t\r\\%_?")}) {
    const auto sample = read_back({.text = text});
    EXPECT_EQ(sample->text(), text);
    EXPECT_EQ(session.query<Sample>().filter(Sample::fields.text == text).count(), 1);
  }
  EXPECT_THAT(rows("SELECT DISTINCT typeof(text) FROM samples"), ElementsAre("text"));
}

TEST_F(StoredValues, Bytes) {
  std::vector<std::byte> all;
  all.reserve(256);
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::byte>(i));
  EXPECT_EQ(read_back({.bytes = all})->bytes(), all);
  EXPECT_EQ(read_back({.bytes = std::vector<std::byte>()})->bytes(), std::vector<std::byte>());
  EXPECT_THAT(rows("SELECT typeof(bytes), length(bytes) FROM samples ORDER BY id"),
              ElementsAre("blob|256", "blob|0"));
}

TEST_F(StoredValues, WholeNumbersToTheirLimits) {
  const auto least = read_back({.small = std::numeric_limits<std::int16_t>::min(),
                                .medium = std::numeric_limits<std::int32_t>::min(),
                                .big = std::numeric_limits<std::int64_t>::min()});
  EXPECT_EQ(least->small(), std::numeric_limits<std::int16_t>::min());
  EXPECT_EQ(least->medium(), std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ(least->big(), std::numeric_limits<std::int64_t>::min());
  const auto greatest = read_back({.small = std::numeric_limits<std::int16_t>::max(),
                                   .medium = std::numeric_limits<std::int32_t>::max(),
                                   .big = std::numeric_limits<std::int64_t>::max()});
  EXPECT_EQ(greatest->small(), std::numeric_limits<std::int16_t>::max());
  EXPECT_EQ(greatest->medium(), std::numeric_limits<std::int32_t>::max());
  EXPECT_EQ(greatest->big(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(session.query<Sample>().filter(Sample::fields.big > 0).count(), 1);
}

TEST_F(StoredValues, RealNumbers) {
  for (const double real :
       {0.0, -0.0, 0.1, 1e308, -1e-308, 5e-324, 3.0, std::numeric_limits<double>::infinity()}) {
    const auto sample = read_back({.single = 0.1F, .real = real});
    EXPECT_EQ(sample->real(), real);
    EXPECT_EQ(sample->single(), 0.1F);
  }
  EXPECT_THAT(rows("SELECT DISTINCT typeof(real) FROM samples"), ElementsAre("real"));
}

TEST_F(StoredValues, NotANumberIsNoSilentNull) {
  session.add(orm::make<Sample>({.real = std::nan("")}));
  EXPECT_THROW(session.flush(), orm::DataError);
}

TEST_F(StoredValues, TruthAndNull) {
  EXPECT_EQ(read_back({.flag = true})->flag(), true);
  EXPECT_EQ(read_back({.flag = false})->flag(), false);
  const auto empty = read_back({});
  EXPECT_EQ(empty->flag(), std::nullopt);
  EXPECT_EQ(empty->small(), std::nullopt);
  EXPECT_EQ(empty->real(), std::nullopt);
  EXPECT_EQ(empty->text(), std::nullopt);
  EXPECT_EQ(empty->bytes(), std::nullopt);
  EXPECT_THAT(rows("SELECT flag FROM samples ORDER BY id"), ElementsAre("1", "0", "NULL"));
}

TEST_F(StoredValues, AValueSetToNullAndBack) {
  const auto sample = read_back({.text = "t"});
  sample->set_text(std::nullopt);
  session.commit();
  EXPECT_THAT(rows("SELECT text FROM samples"), ElementsAre("NULL"));
  sample->set_text("");
  session.commit();
  EXPECT_THAT(rows("SELECT text, text IS NULL FROM samples"), ElementsAre("|0"));
}

TEST_F(StoredValues, ATextMayHaveAsManyCharactersAsItsColumnSays) {
  EXPECT_EQ(read_back({.brief = "äöü"})->brief(), "äöü");
}

TEST_F(StoredValues, OutlierKeysAreKeysLikeOthers) {
  for (const std::int64_t id :
       {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::min(),
        std::numeric_limits<std::int64_t>::max()}) {
    session.add(orm::make<City>({.id = id, .name = std::to_string(id)}));
  }
  session.commit();
  session.expunge_all();
  for (const auto& town : session.query<City>().all()) {
    EXPECT_EQ(town->name(), std::to_string(town->id()));
    EXPECT_TRUE(session.get<City>(town->id()) == town);
  }
}

TEST_F(StoredValues, ColumnsBeyondThe63rdAreWrittenWhenTheyChange) {
  const auto wide = orm::make<Wide>({.c00 = 1, .c60 = 2, .c61 = 3, .c62 = 4, .c63 = 5, .c69 = 6});
  store(wide);
  EXPECT_THAT(rows("SELECT c00, c60, c61, c62, c63, c64, c69 FROM wides"),
              ElementsAre("1|2|3|4|5|0|6"));
  EXPECT_EQ(wide->c69(), 6);
  wide->set_c00(10);
  wide->set_c62(40);
  wide->set_c69(60);
  session.commit();
  EXPECT_THAT(rows("SELECT c00, c60, c61, c62, c63, c64, c69 FROM wides"),
              ElementsAre("10|2|3|40|5|0|60"));
  wide->set_c64(7);
  EXPECT_EQ(wide->c64(), 7);
  session.rollback();
  EXPECT_EQ(wide->c64(), 0);
  wide->set_c62(41);
  EXPECT_EQ(wide->c69(), 60);
  wide->set_c63(51);
  session.commit();
  EXPECT_THAT(rows("SELECT c61, c62, c63, c69 FROM wides"), ElementsAre("3|41|51|60"));
}

TEST_F(StoredValues, ExpiredColumnsOnBothSidesOfThe63rdKeepTheirChanges) {
  const auto wide = orm::make<Wide>({});
  store(wide);
  rows("UPDATE wides SET c10 = 1, c65 = 2, c68 = 3");
  wide->set_c69(9);
  EXPECT_EQ(wide->c10(), 1);
  EXPECT_EQ(wide->c69(), 9);
  session.commit();
  // Columns from the 63rd on are known to have changed together only.
  EXPECT_THAT(rows("SELECT c10, c69 FROM wides"), ElementsAre("1|9"));
  EXPECT_THAT(rows("SELECT c65, c68 FROM wides"), ElementsAre("2|3"));
}

}  // namespace values
