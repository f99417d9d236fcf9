#include "db/url.h"

#include <gmock/gmock.h>

#include "db/test_database.h"

namespace orm::db {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string refusal(std::string_view url) {
  return error_of<ConnectionError>([&] { parse_url(url); });
}

TEST(Url, MemoryHasNoPath) {
  EXPECT_TRUE(parse_url("sqlite://").is_memory());
  EXPECT_TRUE(parse_url("sqlite:///:memory:").is_memory());
}

TEST(Url, RelativePathIsResolvedAtOnce) {
  EXPECT_EQ(parse_url("sqlite:///data/./file.db").path,
            (std::filesystem::current_path() / "data/file.db").string());
}

TEST(Url, FourSlashesAreAnAbsolutePath) {
  EXPECT_EQ(parse_url("sqlite:////var/file.db").path, "/var/file.db");
}

TEST(Url, NothingIsPercentDecoded) {
  EXPECT_EQ(parse_url("sqlite:////var/a%20b.db").path, "/var/a%20b.db");
}

TEST(Url, NamesThatSqliteWouldTakeForSomethingElseAreFiles) {
  EXPECT_EQ(parse_url("sqlite:///file:x").path, (std::filesystem::current_path() / "file:x"));
}

TEST(Url, RefusalsShowTheForms) {
  for (const char* url : {"", "file.db", "sqlite:file.db", "sqlite:///", "sqlite://file.db",
                          "mysql://localhost/db", "sqlite:///f.db?mode=ro", "postgresql://h/db"}) {
    EXPECT_THAT(refusal(url), AllOf(HasSubstr("sqlite:///file.db"), HasSubstr("sqlite:////abs")))
        << url;
  }
}

TEST(Url, RefusalsSayWhatIsWrong) {
  EXPECT_THAT(refusal(""), HasSubstr("empty"));
  EXPECT_THAT(refusal("file.db"), HasSubstr("\"file.db\" is no database URL"));
  EXPECT_THAT(refusal("sqlite:///"), HasSubstr("names no file"));
  EXPECT_THAT(refusal("sqlite://file.db"), HasSubstr("three slashes"));
  EXPECT_THAT(refusal("sqlite:///f.db?mode=ro"), HasSubstr("EngineOptions"));
  EXPECT_THAT(refusal("postgresql://h/db"), HasSubstr("not in this version"));
  EXPECT_THAT(refusal(std::string_view("sqlite:///a\0b", 13)), HasSubstr("zero byte"));
}

TEST(Url, PasswordsAreNotRepeated) {
  for (const char* url :
       {"mysql://ada:secret@h/db", "postgresql://ada:secret@h/db", "ada:secret@h/db"}) {
    EXPECT_THAT(refusal(url), AllOf(Not(HasSubstr("secret")), Not(::testing::IsEmpty()))) << url;
  }
}

}  // namespace
}  // namespace orm::db
