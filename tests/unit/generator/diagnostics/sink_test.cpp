#include "diagnostics/sink.h"

#include <gtest/gtest.h>

#include <set>

namespace ormgen {
namespace {

Diagnostic error_at(const SourceFile& file, std::uint32_t begin, std::string message) {
  return Diagnostic(Code::Orm110, {file.id(), begin, begin + 1}, std::move(message));
}

std::vector<std::string> messages_of(const Report& report) {
  std::vector<std::string> messages;
  messages.reserve(report.diagnostics.size());
  for (const Diagnostic& diagnostic : report.diagnostics) messages.push_back(diagnostic.message);
  return messages;
}

class SinkTest : public testing::Test {
 protected:
  SourceSet sources_;
  const SourceFile& b_ = sources_.add("b.orm", "0123456789");
  const SourceFile& a_ = sources_.add("a.orm", "0123456789");
  Sink sink_;
};

TEST_F(SinkTest, SortsByPathThenPosition) {
  sink_.report(error_at(b_, 1, "b1"));
  sink_.report(error_at(a_, 9, "a9"));
  sink_.report(error_at(a_, 2, "a2"));
  sink_.report(Diagnostic(Code::Orm101, {}, "nowhere"));
  EXPECT_EQ(messages_of(sink_.sorted(sources_)),
            (std::vector<std::string>{"nowhere", "a2", "a9", "b1"}));
}

TEST_F(SinkTest, KeepsTheOrderOfReportAtOnePlace) {
  sink_.report(error_at(a_, 2, "second word"));
  sink_.report(error_at(a_, 2, "first word"));
  EXPECT_EQ(messages_of(sink_.sorted(sources_)),
            (std::vector<std::string>{"second word", "first word"}));
}

TEST_F(SinkTest, CountsExactRepeatsOnce) {
  for (int i = 0; i < 3; ++i) sink_.report(error_at(a_, 2, "same"));
  sink_.report(error_at(a_, 2, "same").help("but for this"));
  EXPECT_EQ(sink_.error_count(), 2u);
  EXPECT_EQ(sink_.in_order_of_report().size(), 2u);
}

TEST_F(SinkTest, LeavesOutWhatIsTooMuch) {
  for (std::uint32_t i = 0; i < 8; ++i) sink_.report(error_at(a_, 7 - i, "m"));
  const Report report = sink_.sorted(sources_, 5);
  ASSERT_EQ(report.diagnostics.size(), 5u);
  EXPECT_EQ(report.diagnostics.front().primary.span.begin, 0u);
  EXPECT_EQ(report.omitted_errors, 3u);
  EXPECT_EQ(sink_.error_count(), 8u);
}

Diagnostic warning_of(Code code, const SourceFile& file) {
  Diagnostic diagnostic(code, {file.id(), 0, 1}, "m");
  diagnostic.severity = Severity::Warning;
  return diagnostic;
}

TEST_F(SinkTest, TakesWarningsForErrorsOnDemand) {
  Sink none;
  Sink one({.all = false, .codes = {Code::Orm111}});
  Sink all({.all = true, .codes = {}});
  for (Sink* sink : {&none, &one, &all}) {
    sink->report(warning_of(Code::Orm110, a_));
    sink->report(warning_of(Code::Orm111, a_));
    Diagnostic note = warning_of(Code::Orm112, a_);
    note.severity = Severity::Note;
    sink->report(std::move(note));
  }
  EXPECT_EQ(none.error_count(), 0u);
  EXPECT_EQ(one.error_count(), 1u);
  EXPECT_EQ(one.in_order_of_report()[1].severity, Severity::Error);
  EXPECT_EQ(all.error_count(), 2u);
}

TEST(Codes, AreFoundByNameAndNumber) {
  for (const std::string_view name : {"504", "ORM504", "orm504"}) {
    EXPECT_EQ(code_of(name), Code::Orm504) << name;
  }
  for (const std::string_view name : {"", "ORM", "50", "0504", "999", "x504"}) {
    EXPECT_EQ(code_of(name), std::nullopt) << name;
  }
}

TEST(Codes, AreSortedAndNamed) {
  std::set<Code> seen;
  for (const Code code : all_codes()) {
    EXPECT_TRUE(seen.insert(code).second) << name_of(code);
    EXPECT_FALSE(title_of(code).empty()) << name_of(code);
  }
  EXPECT_EQ(name_of(Code::Orm504), "ORM504");
}

}  // namespace
}  // namespace ormgen
