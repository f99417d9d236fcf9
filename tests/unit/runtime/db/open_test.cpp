#include <gmock/gmock.h>

#include "db/test_database.h"

namespace orm::db {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OpenTest : public ::testing::Test {
 protected:
  static EngineOptions impatient() {
    EngineOptions options;
    options.busy_timeout = std::chrono::milliseconds(20);
    return options;
  }
  std::string refusal(std::string_view name) {
    return error_of<ConnectionError>([&] { create_engine(folder_.url(name), impatient()); });
  }
  std::string journal_mode(std::string_view name) {
    auto connection = EngineCore::open(folder_.url(name), {})->connect(nullptr);
    return rows(*connection, "PRAGMA journal_mode").at(0);
  }

  TemporaryFolder folder_;
};

TEST_F(OpenTest, NewFileUsesWal) { EXPECT_EQ(journal_mode("new.db"), "'wal'"); }

TEST_F(OpenTest, ExistingFileStaysAsItIs) {
  {
    auto connection = EngineCore::open(folder_.url("a.db"), {})->connect(nullptr);
    connection->execute("PRAGMA journal_mode = DELETE; CREATE TABLE t (a)");
  }
  EXPECT_EQ(journal_mode("a.db"), "'delete'");
  write_file(folder_.file("empty.db"), "");
  EXPECT_EQ(journal_mode("empty.db"), "'delete'");
}

TEST_F(OpenTest, RelativeFileStaysTheSameAfterAChangeOfFolder) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_.path());
  auto engine = EngineCore::open("sqlite:///a.db", {});
  std::filesystem::current_path(before);
  auto one = engine->connect(nullptr);
  one->execute("CREATE TABLE t (a)");
  auto other = engine->connect(nullptr);
  EXPECT_THAT(rows(*other, "SELECT name FROM sqlite_master"), ElementsAre("'t'"));
}

TEST_F(OpenTest, FileThatIsNoDatabase) {
  write_file(folder_.file("notes.txt"), std::string(2000, 'x'));
  EXPECT_THAT(refusal("notes.txt"),
              AllOf(HasSubstr(folder_.file("notes.txt")), HasSubstr("is not an SQLite database"),
                    HasSubstr("give the path")));
}

TEST_F(OpenTest, Folder) {
  EXPECT_THAT(refusal(""), AllOf(HasSubstr(folder_.path().string()), HasSubstr("is a folder")));
}

TEST_F(OpenTest, FolderThatIsMissing) {
  EXPECT_THAT(refusal("no/such/a.db"),
              AllOf(HasSubstr("there is no folder"), HasSubstr(folder_.file("no/such"))));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("no")));
}

TEST_F(OpenTest, FileWithoutTheRightToWrite) {
  EngineCore::open(folder_.url("a.db"), {});
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0555));
  std::filesystem::permissions(folder_.file("a.db"), std::filesystem::perms(0444));
  std::string existing;
  std::string fresh;
  {
    const WithoutRights nobody;
    existing = refusal("a.db");
    fresh = refusal("new.db");
  }
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
  EXPECT_THAT(existing, HasSubstr(folder_.file("a.db")));
  EXPECT_THAT(fresh, AllOf(HasSubstr(folder_.file("new.db")), HasSubstr("permissions")));
}

TEST_F(OpenTest, ReadOnlyFileInAWritableFolder) {
  {
    auto connection = EngineCore::open(folder_.url("a.db"), {})->connect(nullptr);
    connection->execute("PRAGMA journal_mode = DELETE; CREATE TABLE t (a)");
  }
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0777));
  std::filesystem::permissions(folder_.file("a.db"), std::filesystem::perms(0444));
  std::string message;
  {
    const WithoutRights nobody;
    message = refusal("a.db");
  }
  EXPECT_THAT(message, AllOf(HasSubstr(folder_.file("a.db")), HasSubstr("cannot be written")));
}

TEST_F(OpenTest, WalFileInAFolderWithoutTheRightToWrite) {
  EngineCore::open(folder_.url("a.db"), {});
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0555));
  std::filesystem::permissions(folder_.file("a.db"), std::filesystem::perms(0666));
  std::string message;
  {
    const WithoutRights nobody;
    message = refusal("a.db");
  }
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
  EXPECT_THAT(message, AllOf(HasSubstr(folder_.file("a.db")), HasSubstr("its folder")));
}

TEST_F(OpenTest, LockedFileIsBusy) {
  auto holder = EngineCore::open(folder_.url("a.db"), {})->connect(nullptr);
  holder->execute("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
  EXPECT_THAT(
      error_of<BusyError>([&] { create_engine(folder_.url("a.db"), impatient()); }),
      AllOf(HasSubstr(folder_.file("a.db")), HasSubstr("lock"), HasSubstr(".busy_timeout")));
  holder->execute("ROLLBACK");
  create_engine(folder_.url("a.db"), impatient());
}

TEST_F(OpenTest, ImpossibleOptionsAreRefused) {
  EXPECT_THAT(error_of<InvalidRequestError>([] { create_engine("sqlite://", {.pool_size = 0}); }),
              HasSubstr("pool_size is 0"));
  EngineOptions options;
  options.busy_timeout = std::chrono::milliseconds(-1);
  EXPECT_THROW(create_engine("sqlite://", options), InvalidRequestError);
}

TEST_F(OpenTest, BusyTimeoutMayBeLongerThanSqliteCounts) {
  EngineOptions options;
  options.busy_timeout = std::chrono::hours(24 * 365);
  auto connection = EngineCore::open("sqlite://", options)->connect(nullptr);
  EXPECT_THAT(rows(*connection, "PRAGMA busy_timeout"), ElementsAre("2147483647"));
}

}  // namespace
}  // namespace orm::db
