// What a message offers as a fix makes that message go away, and brings no other.

#include "diagnostics/fixes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "diagnostics/render.h"
#include "expectations.h"
#include "front_end.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

std::vector<Diagnostic> found_in(const fs::path& path, const std::string& text) {
  SourceSet sources;
  Sink sink;
  run_front_end(path, text, phase_of(path), sources, sink);
  return sink.sorted(sources).diagnostics;
}

// One code may say the same at several places.
std::ptrdiff_t count_of(const Diagnostic& wanted, const std::vector<Diagnostic>& found) {
  return std::count_if(found.begin(), found.end(), [&](const Diagnostic& diagnostic) {
    return diagnostic.code == wanted.code && diagnostic.message == wanted.message;
  });
}

class Fixes : public testing::TestWithParam<fs::path> {};

TEST_P(Fixes, MakeTheirMessageGoAway) {
  const std::string text = read_case(GetParam()).input;
  const std::vector<Diagnostic> found = found_in(GetParam(), text);
  for (const Diagnostic& diagnostic : found) {
    for (const Fix& fix : diagnostic.fixes) {
      const std::string fixed = with_edits(text, fix.edits);
      const std::vector<Diagnostic> left = found_in(GetParam(), fixed);
      EXPECT_LT(count_of(diagnostic, left), count_of(diagnostic, found))
          << diagnostic.message << "\n"
          << fix.title << "\n"
          << fixed;
      EXPECT_LE(left.size(), found.size()) << fix.title << "\n" << fixed;
    }
  }
}

TEST(FixesOfAll, AreMany) {
  std::size_t count = 0;
  for (const fs::path& path : schemas_below("reject")) {
    for (const Diagnostic& diagnostic : found_in(path, read_case(path).input)) {
      count += diagnostic.fixes.size();
    }
  }
  EXPECT_GT(count, 40u);
}

std::vector<fs::path> refused_and_linted() {
  std::vector<fs::path> schemas = schemas_below("reject");
  for (const fs::path& path : schemas_below("lint")) schemas.push_back(path);
  return schemas;
}

INSTANTIATE_TEST_SUITE_P(Golden, Fixes, testing::ValuesIn(refused_and_linted()), CaseNames(""));

}  // namespace
}  // namespace ormgen::golden
