// Every file below reject/ is a test: the folder says how far the schema is taken.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expectations.h"
#include "front_end.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> messages_of(const Case& schema) {
  SourceSet sources;
  Sink sink;
  run_front_end(schema.path, schema.input, phase_of(schema.path), sources, sink);
  return messages_in(sink, sources, schema.path);
}

class Reject : public testing::TestWithParam<fs::path> {};

TEST_P(Reject, SaysWhatIsWrong) {
  const Case schema = read_case(GetParam());
  const std::vector<std::string> messages = messages_of(schema);
  if (is_update_wanted()) write_case(schema, messages);
  EXPECT_FALSE(messages.empty()) << "nothing was found wrong with " << schema.path;
  const auto& expected = is_update_wanted() ? messages : schema.expected;
  EXPECT_EQ(messages, expected) << "in " << schema.path
                                << "\nORMGEN_UPDATE_GOLDEN=1 rewrites the expectations";
}

// The name begins with the code that the case is about.
TEST_P(Reject, ProvokesTheCodeOfItsName) {
  const Case schema = read_case(GetParam());
  const std::string code = "[ORM" + GetParam().filename().string().substr(0, 3) + "]";
  bool is_there = false;
  for (const std::string& message : messages_of(schema)) is_there |= message.ends_with(code);
  EXPECT_TRUE(is_there) << code << " is not among the messages of " << schema.path;
}

INSTANTIATE_TEST_SUITE_P(Golden, Reject, testing::ValuesIn(schemas_below("reject")),
                         CaseNames("reject"));

}  // namespace
}  // namespace ormgen::golden
