#include "source/source_set.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace ormgen {
namespace {

namespace fs = std::filesystem;

class SourceSetTest : public testing::Test {
 protected:
  SourceSetTest() {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::path(testing::TempDir()) / ("ormgen_source_set_" + name);
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~SourceSetTest() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  LoadError expect_failure(const fs::path& path, const std::string& shown_as) {
    const LoadResult result = sources_.load(path, shown_as);
    const auto* error = std::get_if<LoadError>(&result);
    EXPECT_NE(error, nullptr);
    return error == nullptr ? LoadError{} : *error;
  }

  fs::path folder_;
  SourceSet sources_;
};

TEST_F(SourceSetTest, LoadsAFile) {
  const LoadResult result = sources_.load(write("a.orm", "orm 1;\n"), "schema/a.orm");
  ASSERT_TRUE(std::holds_alternative<FileId>(result));
  const SourceFile& file = sources_.file(std::get<FileId>(result));
  EXPECT_EQ(file.text(), "orm 1;\n");
  EXPECT_EQ(file.path(), "schema/a.orm");
}

TEST_F(SourceSetTest, KeepsReferencesWhileItGrows) {
  const SourceFile& first = sources_.add("first.orm", "orm 1;");
  for (int i = 0; i < 100; ++i) sources_.add("more.orm", "orm 1;");
  EXPECT_EQ(&first, &sources_.file(first.id()));
  EXPECT_EQ(sources_.size(), 101u);
}

TEST_F(SourceSetTest, NamesAMissingFile) {
  const LoadError error = expect_failure(folder_ / "none.orm", "none.orm");
  EXPECT_EQ(error.failure, LoadFailure::Missing);
  EXPECT_EQ(error.message, "`none.orm` does not exist");
}

TEST_F(SourceSetTest, NamesAPathThroughAFileAsMissing) {
  const fs::path file = write("a.orm", "orm 1;");
  EXPECT_EQ(expect_failure(file / "b.orm", "a.orm/b.orm").failure, LoadFailure::Missing);
}

TEST_F(SourceSetTest, RefusesAFolder) {
  const LoadError error = expect_failure(folder_, "schemas");
  EXPECT_EQ(error.failure, LoadFailure::Folder);
  EXPECT_EQ(error.message, "`schemas` is a folder; name the .orm files in it");
}

TEST_F(SourceSetTest, RefusesAFileThatCannotBeRead) {
  fs::path path = write("locked.orm", "orm 1;");
  fs::permissions(path, fs::perms::none);
  // Root reads everything but memory that is not there.
  if (geteuid() == 0) path = "/proc/self/mem";
  const LoadError error = expect_failure(path, "locked.orm");
  EXPECT_EQ(error.failure, LoadFailure::Unreadable);
  EXPECT_EQ(error.message, "`locked.orm` cannot be read");
}

TEST_F(SourceSetTest, RefusesAFileThatIsNoSchema) {
  const fs::path path = write("huge.orm", "");
  fs::resize_file(path, 65u << 20u);
  EXPECT_EQ(expect_failure(path, "huge.orm").failure, LoadFailure::TooLarge);
}

TEST_F(SourceSetTest, ReadsAnEmptyFile) {
  const LoadResult result = sources_.load(write("empty.orm", ""));
  ASSERT_TRUE(std::holds_alternative<FileId>(result));
  EXPECT_EQ(sources_.file(std::get<FileId>(result)).text(), "");
}

}  // namespace
}  // namespace ormgen
