// What EngineOptions say about the file and its transactions.
#include <gmock/gmock.h>

#include "db/test_database.h"

namespace orm::db {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OptionsTest : public ::testing::Test {
 protected:
  // A database with one table of one row.
  void make(const EngineOptions& options = {.journal_mode = JournalMode::Delete}) {
    auto connection = EngineCore::open(url(), options)->connect(nullptr);
    connection->execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  }
  std::string answer(const EngineOptions& options, std::string_view sql) {
    return rows(*EngineCore::open(url(), options)->connect(nullptr), sql).at(0);
  }
  std::string journal_mode(JournalMode mode) {
    return answer({.journal_mode = mode}, "PRAGMA journal_mode");
  }
  std::string synchronous(Synchronous synchronous) {
    return answer({.synchronous = synchronous}, "PRAGMA synchronous");
  }
  void set_rights(unsigned folder, unsigned file) {
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(folder));
    std::filesystem::permissions(folder_.file("a.db"), std::filesystem::perms(file));
  }
  std::string url() const { return folder_.url("a.db"); }

  TemporaryFolder folder_;
};

TEST_F(OptionsTest, JournalModeOfANewFile) {
  EXPECT_EQ(journal_mode(JournalMode::Delete), "'delete'");
  EXPECT_EQ(journal_mode(JournalMode::AsFound), "'delete'");
}

TEST_F(OptionsTest, JournalModeOfAnExistingFile) {
  make();
  EXPECT_EQ(journal_mode(JournalMode::Truncate), "'truncate'");
  EXPECT_EQ(journal_mode(JournalMode::Persist), "'persist'");
  EXPECT_EQ(journal_mode(JournalMode::Memory), "'memory'");
  EXPECT_EQ(journal_mode(JournalMode::Wal), "'wal'");
  EXPECT_EQ(journal_mode(JournalMode::AsFound), "'wal'");
  EXPECT_EQ(journal_mode(JournalMode::Delete), "'delete'");
}

TEST_F(OptionsTest, JournalModeHoldsForEveryConnection) {
  auto engine = EngineCore::open(url(), {.journal_mode = JournalMode::Truncate});
  auto one = engine->connect(nullptr);
  auto other = engine->connect(nullptr);
  EXPECT_THAT(rows(*one, "PRAGMA journal_mode"), ElementsAre("'truncate'"));
  EXPECT_THAT(rows(*other, "PRAGMA journal_mode"), ElementsAre("'truncate'"));
}

TEST_F(OptionsTest, JournalModeThatTheDatabaseCannotHave) {
  EXPECT_THAT(error_of<ConnectionError>(
                  [] { create_engine("sqlite://", {.journal_mode = JournalMode::Wal}); }),
              AllOf(HasSubstr("sqlite://"), HasSubstr("cannot have the journal mode \"wal\""),
                    HasSubstr("stays with \"memory\""), HasSubstr(".journal_mode")));
  create_engine("sqlite://", {.journal_mode = JournalMode::Memory});
}

TEST_F(OptionsTest, JournalModeOfAFileThatSomebodyUsesIsBusy) {
  make({});
  auto reader = EngineCore::open(url(), {})->connect(nullptr);
  reader->execute("BEGIN; SELECT * FROM t");
  EXPECT_THROW(create_engine(url(), {.busy_timeout = std::chrono::milliseconds(20),
                                     .journal_mode = JournalMode::Delete}),
               BusyError);
}

TEST_F(OptionsTest, SynchronousIsThatOfEveryConnection) {
  EXPECT_EQ(synchronous(Synchronous::Off), "0");
  EXPECT_EQ(synchronous(Synchronous::Normal), "1");
  EXPECT_EQ(synchronous(Synchronous::Full), "2");
  EXPECT_EQ(synchronous(Synchronous::Extra), "3");
}

TEST_F(OptionsTest, ReadOnlyReadsAndRefusesToWrite) {
  make();
  auto connection = EngineCore::open(url(), {.read_only = true})->connect(nullptr);
  EXPECT_THAT(rows(*connection, "SELECT a FROM t"), ElementsAre("1"));
  EXPECT_THAT(
      error_of<ReadOnlyError>([&] { rows(*connection, "INSERT INTO t VALUES (2)"); }),
      AllOf(HasSubstr(folder_.file("a.db")), HasSubstr(".read_only"), HasSubstr("INSERT INTO t")));
  EXPECT_THROW(connection->execute("CREATE TABLE u (a)"), ReadOnlyError);
  EXPECT_EQ(answer({}, "SELECT count(*) FROM t"), "1");
}

TEST_F(OptionsTest, ReadOnlyMayBeginWithTheRightToWrite) {
  make();
  auto connection = EngineCore::open(url(), {.read_only = true})->connect(nullptr);
  connection->execute("BEGIN IMMEDIATE");
  EXPECT_THAT(rows(*connection, "SELECT a FROM t"), ElementsAre("1"));
  EXPECT_THROW(rows(*connection, "DELETE FROM t"), ReadOnlyError);
}

TEST_F(OptionsTest, ReadOnlyCreatesNoFile) {
  EXPECT_THAT(error_of<ConnectionError>([this] { create_engine(url(), {.read_only = true}); }),
              AllOf(HasSubstr("there is no database"), HasSubstr(folder_.file("a.db")),
                    HasSubstr(".read_only creates none")));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("a.db")));
}

TEST_F(OptionsTest, ReadOnlySeesWhatAnotherConnectionWrites) {
  make({});
  auto writer = EngineCore::open(url(), {})->connect(nullptr);
  auto reader = EngineCore::open(url(), {.read_only = true})->connect(nullptr);
  writer->execute("INSERT INTO t VALUES (2)");
  EXPECT_THAT(rows(*reader, "SELECT a FROM t"), ElementsAre("1", "2"));
}

TEST_F(OptionsTest, ReadOnlyFileInAReadOnlyFolder) {
  make();
  set_rights(0555, 0444);
  std::vector<std::string> found;
  {
    const WithoutRights nobody;
    found =
        rows(*EngineCore::open(url(), {.read_only = true})->connect(nullptr), "SELECT a FROM t");
  }
  set_rights(0755, 0644);
  EXPECT_THAT(found, ElementsAre("1"));
}

TEST_F(OptionsTest, WalFileInAReadOnlyFolderSaysWhatItNeeds) {
  make({});
  set_rights(0555, 0444);
  std::string message;
  {
    const WithoutRights nobody;
    message = error_of<ConnectionError>([this] { create_engine(url(), {.read_only = true}); });
  }
  set_rights(0755, 0644);
  EXPECT_THAT(message, AllOf(HasSubstr(folder_.file("a.db")), HasSubstr("its folder")));
}

TEST_F(OptionsTest, ReadOnlyGoesWithNeitherMemoryNorAJournalMode) {
  EXPECT_THAT(
      error_of<InvalidRequestError>([] { create_engine("sqlite://", {.read_only = true}); }),
      AllOf(HasSubstr("would be empty for ever"), HasSubstr("name a file")));
  make();
  EXPECT_THAT(error_of<InvalidRequestError>([this] {
                create_engine(url(), {.journal_mode = JournalMode::Wal, .read_only = true});
              }),
              AllOf(HasSubstr(".journal_mode"), HasSubstr(".read_only")));
}

}  // namespace
}  // namespace orm::db
