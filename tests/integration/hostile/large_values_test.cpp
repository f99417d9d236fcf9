// Values as large as they may be, and larger.
#include <sqlite3.h>

#include <cstdio>

#include "allocations.h"
#include "database.h"
#include "hostile.orm.hpp"

namespace hostile {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::size_t mebibyte = std::size_t{1} << 20;
constexpr std::size_t large = 256 * mebibyte;
constexpr std::size_t too_large = 1'000'000'001;

using Bytes = std::vector<std::byte>;

class LargeValues : public orm_test::DatabaseTest {
 protected:
  LargeValues() : DatabaseTest(&hostile::create_all) {}

  // What the heap and SQLite take at most beyond what they have now, in MiB.
  template <class Program>
  std::size_t needed(const char* what, Program program) {
    orm_test::reset_most_bytes();
    sqlite3_memory_highwater(1);
    const std::size_t before = orm_test::live_bytes();
    const auto of_sqlite = static_cast<std::size_t>(sqlite3_memory_used());
    program();
    const std::size_t own = (orm_test::most_bytes() - before) / mebibyte;
    const std::size_t theirs =
        (static_cast<std::size_t>(sqlite3_memory_highwater(0)) - of_sqlite) / mebibyte;
    std::printf("note: to %s 256 MiB: %zu MiB by new, %zu MiB by SQLite\n", what, own, theirs);
    EXPECT_LT(theirs, 2 * 256 + 16U);
    return own;
  }

  template <class Call>
  void expect_too_large(Call call, const char* kind) {
    EXPECT_THAT(call, testing::ThrowsMessage<orm::DataError>(
                          AllOf(HasSubstr("column \"data\" of table \"archives\""), HasSubstr(kind),
                                HasSubstr("of 1000000001 bytes, and the database takes at most "
                                          "1000000000"),
                                testing::Not(HasSubstr("SQL")))));
  }
};

TEST_F(LargeValues, ABlobOf256MebibytesIsStoredAndReadBack) {
  Bytes bytes(large);
  for (std::size_t i = 0; i < large; i += 4096) bytes[i] = static_cast<std::byte>(i >> 12);
  EXPECT_LT(needed("store",
                   [&] {
                     session.create<Archive>({.id = 7, .data = std::move(bytes)});
                     session.commit();
                   }),
            16U);
  session.expunge_all();
  EXPECT_THAT(rows("SELECT length(data), typeof(data) FROM archives"),
              ElementsAre(std::to_string(large) + "|blob"));
  orm::Ptr<Archive> archive;
  EXPECT_LT(needed("read", [&] { archive = session.get_one<Archive>(7); }), 256 + 16U);
  ASSERT_EQ(archive->data()->size(), large);
  for (std::size_t i = 0; i < large; i += 4096) {
    ASSERT_EQ((*archive->data())[i], static_cast<std::byte>(i >> 12)) << i;
  }
}

TEST_F(LargeValues, WhatTheDatabaseDoesNotTakeIsRefusedBeforeAnythingIsWritten) {
  session.create<Archive>({.id = 1, .text = "first"});
  session.commit();
  recorder.clear();
  session.create<Archive>({.id = 2, .text = "second"});
  const auto archive = session.create<Archive>({.id = 7, .data = Bytes(too_large)});
  expect_too_large([&] { session.flush(); }, "a blob");
  EXPECT_EQ(recorder.executions(), 0U);
  // Nothing is lost: what was refused is mended, and all is written.
  archive->set_data(Bytes(3));
  session.commit();
  EXPECT_THAT(rows("SELECT id, length(data) FROM archives ORDER BY id"),
              ElementsAre("1|NULL", "2|NULL", "7|3"));

  session.get_one<Archive>(1)->set_data(Bytes(too_large));
  expect_too_large([&] { session.commit(); }, "row with the key 1");
  session.rollback();
  {
    std::vector<Archive::Init> inits(1);
    inits[0] = {.id = 8, .data = Bytes(too_large)};
    expect_too_large([&] { session.bulk_insert<Archive>(std::move(inits)); }, "a blob");
  }
  EXPECT_THAT(rows("SELECT id, length(data) FROM archives ORDER BY id"),
              ElementsAre("1|NULL", "2|NULL", "7|3"));
}

// Each of them fits, and both together do not.
TEST_F(LargeValues, ARowThatIsTooLongIsADataErrorOfTheStatement) {
  session.create<Archive>(
      // NOLINTNEXTLINE(bugprone-string-constructor)
      {.id = 7, .data = Bytes(900'000'000), .text = std::string(200'000'000, 'x')});
  EXPECT_THAT([&] { session.flush(); }, testing::ThrowsMessage<orm::DataError>(AllOf(
                                            HasSubstr("longer than the database takes"),
                                            HasSubstr("\"archives\""), HasSubstr("[bound: [7, "))));
  session.rollback();
  session.create<Archive>({.id = 8, .text = "fits"});
  session.commit();
  EXPECT_THAT(rows("SELECT id, text FROM archives"), ElementsAre("8|fits"));
}

}  // namespace
}  // namespace hostile
