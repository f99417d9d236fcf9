// Every example of grammar/README.md parses. An example that does not begin with `orm 1;` is a
// piece of a file, or else of an entity's body.

#include <sstream>
#include <string>
#include <vector>

#include "parse/examples.h"
#include "parse/parsing.h"

namespace ormgen {
namespace {

struct Example {
  std::string text;
  std::size_t line = 0;
};

std::vector<Example> examples_of(const std::string& page) {
  std::vector<Example> examples;
  std::istringstream lines(page);
  bool is_inside = false;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line == "```orm") {
      examples.push_back({"", number});
      is_inside = true;
    } else if (line == "```") {
      is_inside = false;
    } else if (is_inside) {
      examples.back().text += line + '\n';
    }
  }
  return examples;
}

bool begins_with_declaration(const std::string& text) {
  for (const std::string_view word :
       {"namespace", "import", "entity", "table", "mixin", "enum", "type", "///", "@"}) {
    if (text.starts_with(std::string(word) + ' ')) return true;
  }
  return false;
}

std::string whole_file(const std::string& text) {
  if (text.starts_with("orm ")) return text;
  if (begins_with_declaration(text)) return "orm 1;\n" + text;
  return "orm 1;\nentity E {\n" + text + "}\n";
}

TEST(GrammarExamples, AllParse) {
  const auto path = std::filesystem::path(ORM_SOURCE_DIR) / "grammar" / "README.md";
  const std::vector<Example> examples = examples_of(read_file(path));
  EXPECT_GE(examples.size(), 20u);
  for (const Example& example : examples) {
    const Parsing parsing(whole_file(example.text));
    EXPECT_EQ(parsing.messages(), "") << "grammar/README.md:" << example.line << "\n"
                                      << example.text;
  }
}

}  // namespace
}  // namespace ormgen
