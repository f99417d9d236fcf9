// Every file below lint/ is a test: what is found in it, and beside it, as `.fixed`, what the fixes
// make of it.

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "expectations.h"
#include "front_end.h"
#include "lint/apply_fixes.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

struct Findings {
  std::vector<std::string> messages;
  std::size_t errors = 0;
  // The text with all fixes that do not touch each other; nothing where none is left.
  std::optional<std::string> fixed;
};

Findings findings_in(const fs::path& path, const std::string& text) {
  SourceSet sources;
  Sink sink;
  run_front_end(path, text, LastPhase::Lint, sources, sink);
  Findings findings{messages_in(sink, sources, path), sink.error_count(), std::nullopt};
  const FixedTexts fixed = apply_fixes(sink.in_order_of_report(), sources);
  if (fixed.fixes > 0) findings.fixed = fixed.texts.begin()->second;
  return findings;
}

class Lints : public testing::TestWithParam<fs::path> {};

TEST_P(Lints, AreFound) {
  const Case schema = read_case(GetParam());
  const Findings findings = findings_in(schema.path, schema.input);
  if (is_update_wanted()) write_case(schema, findings.messages);
  EXPECT_EQ(findings.errors, 0U);
  const auto& expected = is_update_wanted() ? findings.messages : schema.expected;
  EXPECT_EQ(findings.messages, expected)
      << "in " << schema.path << "\nORMGEN_UPDATE_GOLDEN=1 rewrites the expectations";
}

// The name begins with the code that the case is about, or with what it shows.
TEST_P(Lints, AreThoseOfTheName) {
  const std::string code = "[ORM" + GetParam().filename().string().substr(0, 3) + "]";
  const bool is_about_code = code.find_first_not_of("0123456789", 4) == 7;
  const std::vector<std::string> expected = read_case(GetParam()).expected;
  bool is_there = false;
  for (const std::string& message : expected) is_there |= message.ends_with(code);
  EXPECT_EQ(is_there, is_about_code) << code;
}

TEST_P(Lints, AreRepairedUntilNoneHasAFix) {
  const fs::path golden = fs::path(GetParam()).replace_extension(".fixed");
  const std::string original = read_case(GetParam()).input;
  std::string text = original;
  Findings findings = findings_in(GetParam(), text);
  for (int round = 0; findings.fixed; ++round) {
    ASSERT_LT(round, 10) << "fixes do not come to an end";
    text = *findings.fixed;
    findings = findings_in(GetParam(), text);
    EXPECT_EQ(findings.errors, 0U) << text;
  }
  const bool is_changed = text != original;
  if (is_update_wanted() && is_changed) std::ofstream(golden, std::ios::binary) << text;
  ASSERT_EQ(fs::exists(golden), is_changed) << golden;
  if (is_changed) {
    EXPECT_EQ(text, bytes_of(golden));
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, Lints, testing::ValuesIn(schemas_below("lint")),
                         CaseNames("lint"));

}  // namespace
}  // namespace ormgen::golden
