// What is said while somebody types: each schema of accept/ with one token missing, and cut off
// behind each token. One mistake is one report, and seldom more than two.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "diagnostics/render.h"
#include "expectations.h"
#include "front_end.h"
#include "parse/tokens.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_errors = 5;
constexpr std::size_t largest_schema = 3000;

struct Found {
  std::vector<Diagnostic> errors;
  std::string messages;
};

Found found_in(const fs::path& path, const std::string& text) {
  SourceSet sources;
  Sink sink;
  run_front_end(path, text, LastPhase::Check, sources, sink);
  const Report report = sink.sorted(sources);
  Found found;
  for (const Diagnostic& diagnostic : report.diagnostics) {
    if (diagnostic.severity == Severity::Error) found.errors.push_back(diagnostic);
  }
  found.messages = render_gcc(report, sources);
  return found;
}

// How often there were so many errors, over all that is tried.
using Histogram = std::map<std::size_t, std::size_t>;

std::vector<Span> tokens_in(const std::string& text) {
  const SourceFile source({}, "schema.orm", text);
  std::vector<Span> spans;
  for (const ast::Token& token : tokens(source)) spans.push_back(token.span);
  return spans;
}

std::vector<fs::path> small_schemas() {
  std::vector<fs::path> schemas = schemas_below("accept");
  std::erase_if(schemas, [](const fs::path& path) { return fs::file_size(path) > largest_schema; });
  return schemas;
}

// Of a hundred mistakes at most three have more than two reports.
void expect_few_reports(const Histogram& histogram) {
  std::size_t all = 0;
  std::size_t many = 0;
  for (const auto& [errors, times] : histogram) {
    all += times;
    if (errors > 2) many += times;
  }
  EXPECT_GT(all, 1000U);
  EXPECT_LE(many * 100, all * 3);
}

void print(const char* what, const Histogram& histogram) {
  std::printf("note: %s:", what);
  for (const auto& [errors, times] : histogram) std::printf(" %zu with %zu errors", times, errors);
  std::printf("\n");
}

TEST(WhileTyping, ATokenThatIsMissingIsOneMistake) {
  Histogram histogram;
  for (const fs::path& path : small_schemas()) {
    const std::string whole = read_case(path).input;
    for (const Span token : tokens_in(whole)) {
      std::string text = whole;
      text.erase(token.begin, token.end - token.begin);
      const Found found = found_in(path, text);
      ++histogram[found.errors.size()];
      EXPECT_LE(found.errors.size(), most_errors)
          << path << " without its token at " << token.begin << "\n"
          << found.messages;
    }
  }
  print("one token missing", histogram);
  expect_few_reports(histogram);
}

TEST(WhileTyping, WhatIsCutOffIsOneMistake) {
  Histogram histogram;
  for (const fs::path& path : small_schemas()) {
    const std::string whole = read_case(path).input;
    for (const Span token : tokens_in(whole)) {
      const Found found = found_in(path, whole.substr(0, token.end));
      ++histogram[found.errors.size()];
      EXPECT_LE(found.errors.size(), most_errors) << path << " up to " << token.end << "\n"
                                                  << found.messages;
    }
  }
  print("cut off", histogram);
  expect_few_reports(histogram);
}

}  // namespace
}  // namespace ormgen::golden
