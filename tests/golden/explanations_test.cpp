// codes.def, the explanations and the cases below reject/ and lint/ belong together: each code has
// an explanation, whose wrong examples provoke it and nothing else, and whose right ones become
// C++; and it has a case.

#include "explanations.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "diagnostics/render.h"
#include "emit/emit.h"
#include "expectations.h"
#include "explain/explain.h"
#include "front_end.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t width_of_a_terminal = 80;

// What ormgen has to say about a schema, and what it makes of it.
struct Outcome {
  std::string messages;
  std::set<std::string> codes;
  std::size_t outputs = 0;
};

std::size_t outputs_of(const model::Model& model) {
  EmitOptions options;
  options.name = "example";
  for (std::size_t i = 0; i < model.files.size(); ++i) options.schemas.push_back({i});
  return emit(model, options).size();
}

Outcome outcome_of(const std::string& schema, const Examples& examples, const fs::path& folder,
                   LastPhase last) {
  for (const auto& [name, text] : examples.files) {
    std::ofstream(folder / name, std::ios::binary) << text;
  }
  SourceSet sources;
  Sink sink;
  const model::Model model = run_front_end(folder / "example.orm", schema, last, sources, sink);
  Outcome outcome;
  outcome.messages = render_gcc(sink.sorted(sources), sources);
  const std::regex code(R"(\[(ORM\d+)\])");
  const auto end = std::sregex_iterator();
  const std::string& messages = outcome.messages;
  for (auto at = std::sregex_iterator(messages.begin(), messages.end(), code); at != end; ++at) {
    outcome.codes.insert((*at)[1]);
  }
  if (!sink.has_errors()) outcome.outputs = outputs_of(model);
  return outcome;
}

bool is_lint(Code code) { return name_of(code).starts_with("ORM6"); }

bool has_a_case(Code code) {
  for (const fs::path& path : schemas_below(is_lint(code) ? "lint" : "reject")) {
    for (const std::string& line : read_case(path).expected) {
      if (line.ends_with('[' + name_of(code) + ']')) return true;
    }
  }
  return false;
}

class Explanation : public testing::TestWithParam<Code> {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("explanation_" + code());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string code() const { return name_of(GetParam()); }
  LastPhase last_phase() const { return is_lint(GetParam()) ? LastPhase::Lint : LastPhase::Check; }

  fs::path folder_;
};

TEST_P(Explanation, BeginsWithTheCodeAndItsTitle) {
  const std::string heading = code() + ": " + std::string(title_of(GetParam())) + "\n\n";
  EXPECT_TRUE(explain(GetParam()).starts_with(heading))
      << "generator/explain/pages/" << code().substr(3) << ".md has to begin with `# " << heading;
}

TEST_P(Explanation, FitsATerminal) {
  std::istringstream lines(explain(GetParam()));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), width_of_a_terminal) << line;
    EXPECT_FALSE(line.starts_with("```")) << line;
  }
}

TEST_P(Explanation, TheWrongExamplesProvokeTheCodeAlone) {
  const Examples examples = examples_of(page_of(GetParam()));
  EXPECT_FALSE(examples.wrong.empty());
  for (const std::string& schema : examples.wrong) {
    const Outcome outcome = outcome_of(schema, examples, folder_, last_phase());
    EXPECT_EQ(outcome.codes, std::set{code()}) << schema << outcome.messages;
  }
}

TEST_P(Explanation, TheRightExamplesBecomeClasses) {
  const Examples examples = examples_of(page_of(GetParam()));
  EXPECT_FALSE(examples.right.empty());
  for (const std::string& schema : examples.right) {
    const Outcome outcome = outcome_of(schema, examples, folder_, last_phase());
    EXPECT_EQ(outcome.messages, "") << schema;
    EXPECT_GT(outcome.outputs, 0U) << schema;
  }
}

TEST_P(Explanation, ACaseProvokesTheCode) {
  EXPECT_TRUE(has_a_case(GetParam())) << title_of(GetParam()) << " has no case below tests/golden";
}

std::string test_name(const testing::TestParamInfo<Code>& info) { return name_of(info.param); }

INSTANTIATE_TEST_SUITE_P(Golden, Explanation, testing::ValuesIn(all_codes()), test_name);

TEST(Explanations, EachBelongsToACode) {
  const fs::path pages = fs::path(ORM_SOURCE_DIR) / "generator" / "explain" / "pages";
  for (const auto& page : fs::directory_iterator(pages)) {
    EXPECT_TRUE(code_of(page.path().stem().string())) << page.path() << " explains no code";
  }
}

}  // namespace
}  // namespace ormgen::golden
