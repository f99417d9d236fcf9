// Every file below accept/ is a test: it parses, and printing what it says loses nothing.

#include <gtest/gtest.h>

#include <string>

#include "ast/print.h"
#include "diagnostics/render.h"
#include "expectations.h"
#include "parse/parse.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

struct Parsed {
  std::string printed;
  std::string messages;
};

Parsed parse_text(const std::string& text) {
  SourceSet sources;
  Sink sink;
  const ast::File file = parse(sources.add("schema.orm", text), sink);
  return {ast::print(file), render_gcc(sink.sorted(sources), sources)};
}

class Accept : public testing::TestWithParam<fs::path> {};

TEST_P(Accept, Parses) {
  const Parsed parsed = parse_text(read_case(GetParam()).input);
  EXPECT_EQ(parsed.messages, "") << GetParam();
  const Parsed again = parse_text(parsed.printed);
  EXPECT_EQ(again.messages, "") << parsed.printed;
  EXPECT_EQ(again.printed, parsed.printed);
}

INSTANTIATE_TEST_SUITE_P(Golden, Accept, testing::ValuesIn(schemas_below("accept")),
                         CaseNames("accept"));

}  // namespace
}  // namespace ormgen::golden
