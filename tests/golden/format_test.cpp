// How `ormgen fmt` lays schemas out: each case of format/ beside what it becomes, then what has to
// hold for every schema of the repository, and for schemas that are disarranged at random.

#include "format/format.h"

#include <gtest/gtest.h>

#include <fstream>

#include "disarranged.h"
#include "expectations.h"
#include "formatted.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

bool is_expectation(const fs::path& path) { return path.stem().extension() == ".formatted"; }

// All schemas of the repository, whether they are in order or not.
std::vector<fs::path> schemas_of_the_project() {
  std::vector<fs::path> found;
  const fs::path root = ORM_SOURCE_DIR;
  for (const char* folder : {"tests", "samples", "benchmarks"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() == ".orm") found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

// What must hold of a schema without syntax errors.
void expect_well_formatted(const fs::path& path, const std::string& text) {
  const Formatted before = format_text(path, text);
  ASSERT_EQ(before.messages, "") << text;
  const Formatted after = format_text(path, before.formatted);
  EXPECT_EQ(after.messages, "") << before.formatted;
  EXPECT_EQ(after.formatted, before.formatted) << text;
  EXPECT_EQ(after.comments, before.comments) << text << before.formatted;
  EXPECT_EQ(after.printed, before.printed) << text << before.formatted;
  EXPECT_EQ(after.statements, before.statements) << text << before.formatted;
  EXPECT_EQ(after.output, before.output) << text << before.formatted;
}

TEST(Format, CasesAreAsExpected) {
  std::size_t count = 0;
  for (const fs::path& path : schemas_below("format")) {
    if (is_expectation(path)) continue;
    SCOPED_TRACE(path);
    const Formatted made = format_text(path, bytes_of(path));
    ASSERT_EQ(made.messages, "");
    fs::path expected = path;
    expected.replace_extension(".formatted.orm");
    if (is_update_wanted()) std::ofstream(expected, std::ios::binary) << made.formatted;
    EXPECT_EQ(made.formatted, bytes_of(expected));
    ++count;
  }
  EXPECT_GE(count, 5u);
}

TEST(Format, KeepsTheMeaningOfEverySchema) {
  std::size_t formatted = 0;
  std::size_t refused = 0;
  std::size_t emitted = 0;
  for (const fs::path& path : schemas_of_the_project()) {
    SCOPED_TRACE(path);
    const std::string text = bytes_of(path);
    const Formatted made = format_text(path, text);
    if (!made.messages.empty()) {
      ++refused;
      continue;
    }
    ++formatted;
    emitted += made.output.empty() ? 0 : 1;
    expect_well_formatted(path, text);
  }
  RecordProperty("formatted", std::to_string(formatted));
  RecordProperty("refused", std::to_string(refused));
  RecordProperty("emitted", std::to_string(emitted));
  std::cout << formatted << " schemas formatted, " << emitted << " of them emitted, " << refused
            << " with syntax errors left out\n";
  EXPECT_GE(formatted, 150u);
  EXPECT_GE(emitted, 40u);
}

TEST(Format, KeepsTheMeaningOfDisarrangedSchemas) {
  constexpr std::size_t wanted = 500;
  Disarranging disarranging(20);
  std::vector<fs::path> sources;
  for (const fs::path& path : schemas_of_the_project()) {
    const Formatted made = format_text(path, bytes_of(path));
    if (made.messages.empty()) sources.push_back(path);
  }
  std::size_t emitted = 0;
  for (std::size_t i = 0; i < wanted; ++i) {
    const fs::path& path = sources[i % sources.size()];
    SCOPED_TRACE(path);
    const std::string text = disarranging.disarrange(bytes_of(path));
    emitted += format_text(path, text).output.empty() ? 0 : 1;
    expect_well_formatted(path, text);
    if (HasFatalFailure() || HasNonfatalFailure()) return;
  }
  std::cout << wanted << " disarranged schemas formatted, " << emitted << " of them emitted\n";
  EXPECT_GE(emitted, 100u);
}

// White space alone, if it has no empty lines to keep, says nothing to the formatter.
TEST(Format, IsTheSameHoweverTheSourceIsSpaced) {
  Disarranging disarranging(7);
  for (const fs::path& path : schemas_below("accept")) {
    SCOPED_TRACE(path);
    const std::string once = disarranging.space(bytes_of(path));
    const std::string other = disarranging.space(once);
    EXPECT_EQ(format_text(path, once).formatted, format_text(path, other).formatted) << once;
  }
}

}  // namespace
}  // namespace ormgen::golden
