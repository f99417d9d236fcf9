// What an accepted schema means stands beside it in a .model.txt. Only the examples of the language
// page may lack one: they use what this version does not emit.

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "diagnostics/render.h"
#include "expectations.h"
#include "front_end.h"
#include "model/print.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

fs::path model_beside(fs::path schema) { return schema.replace_extension(".model.txt"); }

std::vector<fs::path> schemas_with_a_model() {
  std::vector<fs::path> schemas = schemas_below("accept");
  std::erase_if(schemas,
                [](const fs::path& path) { return path.parent_path().filename() == "examples"; });
  return schemas;
}

class Model : public testing::TestWithParam<fs::path> {};

TEST_P(Model, IsWhatTheSchemaMeans) {
  SourceSet sources;
  Sink sink;
  const Case schema = read_case(GetParam());
  const model::Model model =
      run_front_end(GetParam(), schema.input, LastPhase::Check, sources, sink);
  ASSERT_FALSE(sink.has_errors()) << render_gcc(sink.sorted(sources), sources);
  // Notes.
  const std::vector<std::string> messages = messages_in(sink, sources, GetParam());
  if (is_update_wanted() && messages != schema.expected) write_case(schema, messages);
  EXPECT_EQ(messages, read_case(GetParam()).expected);
  const std::string printed = model::print(model);
  const fs::path expected = model_beside(GetParam());
  if (is_update_wanted()) std::ofstream(expected, std::ios::binary) << printed;
  EXPECT_EQ(printed, bytes_of(expected))
      << "in " << expected << "\nORMGEN_UPDATE_GOLDEN=1 rewrites the expectation";
}

INSTANTIATE_TEST_SUITE_P(Golden, Model, testing::ValuesIn(schemas_with_a_model()),
                         CaseNames("accept"));

}  // namespace
}  // namespace ormgen::golden
