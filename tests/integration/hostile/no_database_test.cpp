// What is given as a database and is none, or may not be used.
#include <unistd.h>

#include <random>

#include "damaged.h"
#include "database.h"
#include "hostile.orm.hpp"

namespace hostile {
namespace {

using testing::AllOf;
using testing::HasSubstr;

namespace fs = std::filesystem;

// Rights are not checked for the super-user, who is nobody while this lives.
class AsNobody {
 public:
  AsNobody() : is_root_(geteuid() == 0) {
    if (is_root_ && seteuid(65534) != 0) throw std::runtime_error("cannot become nobody");
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (is_root_ && seteuid(0) != 0) std::abort();
  }

 private:
  bool is_root_;
};

class NoDatabase : public testing::Test {
 protected:
  ~NoDatabase() override { fs::permissions(folder(), fs::perms(0700)); }

  fs::path folder() const { return fs::path(file_).parent_path(); }

  // What the error says, which comes when the engine is made or with its first use.
  std::string refusal(orm::EngineOptions options = {}) const {
    try {
      const orm::Engine engine = orm::create_engine("sqlite:///" + file_, std::move(options));
      orm::Session session(engine);
      (void)session.query<Thing>().all();
    } catch (const orm::ConnectionError& error) {
      return error.what();
    }
    return "nothing was refused";
  }
  auto names_file(const char* what) const { return AllOf(HasSubstr(file_), HasSubstr(what)); }

  orm_test::TemporaryFolder folder_;
  std::string file_ = folder_.file("a.db");
};

TEST_F(NoDatabase, IsATextOrAnEncryptedFile) {
  std::mt19937 random(1);
  std::string encrypted(8192, ' ');
  for (char& byte : encrypted) byte = static_cast<char>(random());
  std::string header_only = "SQLite format 3";
  header_only.resize(100);
  for (const std::string& content : {encrypted, std::string(5000, 'x'), std::string("PK\x03\x04"),
                                     std::string(4096, '\0'), header_only}) {
    write_content(file_, content);
    EXPECT_THAT(refusal(), names_file("is not an SQLite database"));
    EXPECT_THAT(refusal({.read_only = true}), names_file("is not an SQLite database"));
    EXPECT_EQ(content_of(file_), content) << "nothing was written";
  }
}

TEST_F(NoDatabase, IsADatabaseCutOff) {
  const std::string sound = sound_database(folder_.file("sound.db"));
  for (const std::size_t size : {std::size_t{512}, std::size_t{1000}, sound.size() / 2}) {
    write_content(file_, sound.substr(0, size));
    EXPECT_THAT(refusal(), names_file("is damaged")) << size;
  }
}

TEST_F(NoDatabase, IsAnEmptyFileUntilItHasTables) {
  write_content(file_, "");
  orm::Engine engine = orm::create_engine("sqlite:///" + file_);
  orm::Session session(engine);
  EXPECT_THROW((void)session.query<Thing>().all(), orm::StatementError);
  session.rollback();
  hostile::create_all(engine);
  EXPECT_TRUE(session.query<Thing>().all().empty());
}

TEST_F(NoDatabase, IsAFolder) {
  fs::create_directory(file_);
  EXPECT_THAT(refusal(), names_file("is a folder"));
  EXPECT_THAT(refusal({.read_only = true}), names_file("is a folder"));
}

TEST_F(NoDatabase, IsAFileThatMayNotBeRead) {
  sound_database(file_);
  fs::permissions(folder(), fs::perms(0777));
  fs::permissions(file_, fs::perms(0000));
  std::string message;
  {
    const AsNobody nobody;
    message = refusal();
  }
  EXPECT_THAT(message, names_file("check the path, its permissions"));
}

TEST_F(NoDatabase, IsWhereNothingMayBeCreated) {
  fs::permissions(folder(), fs::perms(0555));
  std::string message;
  {
    const AsNobody nobody;
    message = refusal();
  }
  EXPECT_THAT(message, names_file("permissions"));
  EXPECT_FALSE(fs::exists(file_));
}

// A journal cannot be made there.
TEST_F(NoDatabase, IsInAFolderThatMayNotBeWrittenTo) {
  sound_database(file_);
  fs::permissions(folder(), fs::perms(0555));
  fs::permissions(file_, fs::perms(0666));
  std::string message = "nothing was refused";
  {
    const AsNobody nobody;
    try {
      const orm::Engine engine = orm::create_engine("sqlite:///" + file_);
      orm::Session session(engine);
      session.get_one<Holder>(1)->set_name("other");
      session.commit();
    } catch (const orm::ConnectionError& error) {
      message = error.what();
    }
  }
  fs::permissions(folder(), fs::perms(0700));
  EXPECT_THAT(message, names_file("folder"));
  EXPECT_THAT(orm_test::rows_of(file_, "SELECT name FROM holders WHERE id = 1"),
              testing::ElementsAre("holder 1"));
}

}  // namespace
}  // namespace hostile
