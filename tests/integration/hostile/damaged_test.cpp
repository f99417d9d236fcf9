// Files that are damaged: what is read is what stands there, or a typed error. ORM_DAMAGED_FILES
// says how many there are, and ORM_DAMAGED_SEED the first one's seed.
#include "damaged.h"

#include <cstdio>
#include <cstdlib>

#include "database.h"
#include "hostile.orm.hpp"

namespace hostile {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::uint32_t number_of(const char* variable, std::uint32_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

class DamagedFiles : public testing::Test {
 protected:
  orm_test::TemporaryFolder folder_;
  std::string file_ = folder_.file("a.db");
  std::string url_ = "sqlite:///" + file_;
};

TEST_F(DamagedFiles, GiveWhatStandsThereOrTypedErrors) {
  const std::string sound = sound_database(folder_.file("sound.db"));
  const std::uint32_t first = number_of("ORM_DAMAGED_SEED", 1);
  const std::uint32_t count = number_of("ORM_DAMAGED_FILES", 200);
  const Endings before = endings();
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    for (const char* part : {"a.db", "a.db-journal", "a.db-wal", "a.db-shm"}) {
      std::filesystem::remove(folder_.file(part));
    }
    write_content(file_, damaged(sound, seed));
    EXPECT_EQ(complaint_about(file_), "") << "seed " << seed;
  }
  std::printf(
      "note: %u damaged files, seeds %u to %u: %zu uses gave what stands there, %zu raised "
      "typed errors\n",
      count, first, first + count - 1, endings().right - before.right,
      endings().refused - before.refused);
  EXPECT_GT(endings().right, before.right);
  EXPECT_GT(endings().refused, before.refused);
}

TEST_F(DamagedFiles, AreReplacedAndTheEngineGoesOn) {
  const std::string sound = sound_database(file_);
  const orm::Engine engine = orm::create_engine(url_, {.pool_size = 1});
  std::string spoiled = sound;
  std::fill(spoiled.begin() + 1024, spoiled.end(), '\x55');
  {
    orm::Session session(engine);
    EXPECT_EQ(session.query<Thing>().count(), 40);
  }
  write_content(file_, spoiled);
  orm::Session session(engine);
  EXPECT_THAT(
      [&] {
        // The connection may have some of the pages still.
        (void)session.execute(orm::text("PRAGMA shrink_memory"));
        (void)session.query<Note>().all();
      },
      ThrowsMessage<orm::ConnectionError>(
          AllOf(HasSubstr(file_), HasSubstr("is damaged"), HasSubstr("restore it from a copy"))));
  write_content(file_, sound);
  session.rollback();
  EXPECT_EQ(session.query<Note>().all().size(), 40U)
      << "a connection that has met a damaged file is not used again";
}

}  // namespace
}  // namespace hostile
