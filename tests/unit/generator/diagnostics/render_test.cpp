#include "diagnostics/render.h"

#include <gtest/gtest.h>

namespace ormgen {
namespace {

Span span_of(const SourceFile& file, std::string_view words) {
  const auto begin = static_cast<std::uint32_t>(file.text().find(words));
  return {file.id(), begin, begin + static_cast<std::uint32_t>(words.size())};
}

class RenderTest : public testing::Test {
 protected:
  std::string human(const Diagnostic& diagnostic, const HumanOptions& options = {}) {
    Sink sink;
    sink.report(diagnostic);
    return render_human(sink.sorted(sources_), sources_, options);
  }
  std::string gcc(const Diagnostic& diagnostic) {
    Sink sink;
    sink.report(diagnostic);
    return render_gcc(sink.sorted(sources_), sources_);
  }

  Diagnostic not_unique() {
    std::string text(29, '\n');
    text += "  relationship profile: Profile?\n" + std::string(11, '\n') +
            "  user_id: foreign key User.id on delete cascade;\n";
    const SourceFile& file = sources_.add("schema/blog.orm", text);
    return Diagnostic(Code::Orm504, span_of(file, "profile"),
                      "`uselist false`, but `Profile` (user_id) is not unique")
        .label("one `User` could have many `Profile` rows")
        .also(span_of(file, "user_id"), "this key would have to be unique")
        .help("add `unique` to `Profile.user_id`, or write `Profile[]`");
  }

  SourceSet sources_;
};

TEST_F(RenderTest, HumanShowsBothPlaces) {
  EXPECT_EQ(human(not_unique()),
            "error[ORM504]: `uselist false`, but `Profile` (user_id) is not unique\n"
            "  --> schema/blog.orm:30:16\n"
            "   |\n"
            "30 |   relationship profile: Profile?\n"
            "   |                ^^^^^^^ one `User` could have many `Profile` rows\n"
            "  ::: schema/blog.orm:42:3\n"
            "   |\n"
            "42 |   user_id: foreign key User.id on delete cascade;\n"
            "   |   ------- this key would have to be unique\n"
            "   = help: add `unique` to `Profile.user_id`, or write `Profile[]`\n"
            "   = for more: ormgen explain ORM504\n");
}

TEST_F(RenderTest, GccWritesOneLineEach) {
  EXPECT_EQ(gcc(not_unique()),
            "schema/blog.orm:30:16: error: `uselist false`, but `Profile` (user_id) is not unique "
            "[ORM504]\n"
            "schema/blog.orm:30:16: note: one `User` could have many `Profile` rows\n"
            "schema/blog.orm:42:3: note: this key would have to be unique\n"
            "schema/blog.orm:30:16: note: help: add `unique` to `Profile.user_id`, or write "
            "`Profile[]`\n");
}

TEST_F(RenderTest, LabelsOfOneLineShareIt) {
  const SourceFile& file = sources_.add("a.orm", "b: int32 unique index unique;");
  const Span second{file.id(), 22, 28};
  EXPECT_EQ(human(Diagnostic(Code::Orm115, second, "`unique` is given twice")
                      .also({file.id(), 9, 15}, "the first one")),
            "error[ORM115]: `unique` is given twice\n"
            " --> a.orm:1:23\n"
            "  |\n"
            "1 | b: int32 unique index unique;\n"
            "  |                       ^^^^^^\n"
            "  |          ------ the first one\n"
            "  = for more: ormgen explain ORM115\n");
}

TEST_F(RenderTest, ExpandsTabs) {
  const SourceFile& file = sources_.add("a.orm", "\tab\tcd");
  EXPECT_EQ(human(Diagnostic(Code::Orm111, span_of(file, "cd"), "m")),
            "error[ORM111]: m\n"
            " --> a.orm:1:5\n"
            "  |\n"
            "1 |     ab  cd\n"
            "  |         ^^\n"
            "  = for more: ormgen explain ORM111\n");
}

TEST_F(RenderTest, CountsTheColumnsOfWideCharacters) {
  const SourceFile& file = sources_.add("a.orm", "\"\u4E16\u754Ce\u0301\" bad");
  EXPECT_EQ(human(Diagnostic(Code::Orm111, span_of(file, "bad"), "m")),
            "error[ORM111]: m\n"
            " --> a.orm:1:8\n"
            "  |\n"
            "1 | \"\u4E16\u754Ce\u0301\" bad\n"
            "  |         ^^^\n"
            "  = for more: ormgen explain ORM111\n");
}

TEST_F(RenderTest, UnderlinesTheFirstLineOfALongRange) {
  const SourceFile& file = sources_.add("a.orm", "x `one\ntwo` y");
  EXPECT_EQ(human(Diagnostic(Code::Orm111, {file.id(), 2, 11}, "m")),
            "error[ORM111]: m\n"
            " --> a.orm:1:3\n"
            "  |\n"
            "1 | x `one\n"
            "  |   ^^^^\n"
            "  = for more: ormgen explain ORM111\n");
}

TEST_F(RenderTest, MarksThePlaceBehindTheLastToken) {
  const SourceFile& file = sources_.add("a.orm", "id: int64\n}");
  EXPECT_EQ(human(Diagnostic(Code::Orm110, {file.id(), 9, 9}, "expected `;`")),
            "error[ORM110]: expected `;`\n"
            " --> a.orm:1:10\n"
            "  |\n"
            "1 | id: int64\n"
            "  |          ^\n"
            "  = for more: ormgen explain ORM110\n");
}

TEST_F(RenderTest, CutsLongLinesAroundTheRange) {
  const SourceFile& file =
      sources_.add("a.orm", std::string(300, 'a') + " here " + std::string(300, 'b'));
  const std::string shown =
      human(Diagnostic(Code::Orm111, span_of(file, "here"), "m"), {false, 40});
  EXPECT_EQ(shown,
            "error[ORM111]: m\n"
            " --> a.orm:1:302\n"
            "  |\n"
            "1 | ..." +
                std::string(17, 'a') + " here " + std::string(17, 'b') +
                "...\n"
                "  |     " +
                std::string(17, ' ') +
                "^^^^\n"
                "  = for more: ormgen explain ORM111\n");
}

TEST_F(RenderTest, CutsARangeThatIsTooLongItself) {
  const SourceFile& file = sources_.add("a.orm", "x " + std::string(500, 'a'));
  const std::string shown = human(Diagnostic(Code::Orm111, {file.id(), 2, 502}, "m"), {false, 40});
  EXPECT_EQ(shown,
            "error[ORM111]: m\n"
            " --> a.orm:1:3\n"
            "  |\n"
            "1 | x " +
                std::string(38, 'a') +
                "...\n"
                "  |   " +
                std::string(38, '^') +
                "\n"
                "  = for more: ormgen explain ORM111\n");
}

TEST_F(RenderTest, ReplacesWhatCannotBeShown) {
  const SourceFile& file = sources_.add("a.orm",
                                        "a\x01\xFF"
                                        "b");
  EXPECT_EQ(human(Diagnostic(Code::Orm103, {file.id(), 3, 4}, "m")),
            "error[ORM103]: m\n"
            " --> a.orm:1:4\n"
            "  |\n"
            "1 | a\uFFFD\uFFFDb\n"
            "  |    ^\n"
            "  = for more: ormgen explain ORM103\n");
}

TEST_F(RenderTest, ColoursOnDemandOnly) {
  const SourceFile& file = sources_.add("a.orm", "x");
  const Diagnostic diagnostic(Code::Orm111, {file.id(), 0, 1}, "m");
  EXPECT_EQ(human(diagnostic).find('\x1b'), std::string::npos);
  EXPECT_NE(human(diagnostic, {true, 100}).find("\x1b[1;31merror[ORM111]\x1b[0m"),
            std::string::npos);
}

TEST_F(RenderTest, SaysWhatHasNoPlace) {
  const Diagnostic diagnostic = Diagnostic(Code::Orm101, {}, "nothing to read").help("name a file");
  EXPECT_EQ(human(diagnostic),
            "error[ORM101]: nothing to read\n  = help: name a file\n"
            "  = for more: ormgen explain ORM101\n");
  EXPECT_EQ(gcc(diagnostic),
            "ormgen: error: nothing to read [ORM101]\normgen: note: help: name a file\n");
}

TEST_F(RenderTest, SaysHowMuchIsLeftOut) {
  const SourceFile& file = sources_.add("a.orm", "xyz");
  Sink sink;
  for (std::uint32_t i = 0; i < 3; ++i) {
    sink.report(Diagnostic(Code::Orm111, {file.id(), i, i + 1}, "m"));
  }
  const Report report = sink.sorted(sources_, 1);
  EXPECT_EQ(render_gcc(report, sources_),
            "a.orm:1:1: error: m [ORM111]\normgen: note: 2 more errors are not shown\n");
  EXPECT_TRUE(render_human(report, sources_).ends_with("\nnote: 2 more errors are not shown\n"));
}

TEST_F(RenderTest, NamesThePageOfACodeOnce) {
  const SourceFile& file = sources_.add("a.orm", "xyz");
  Sink sink;
  sink.report(Diagnostic(Code::Orm111, {file.id(), 0, 1}, "m"));
  sink.report(Diagnostic(Code::Orm112, {file.id(), 1, 2}, "n"));
  sink.report(Diagnostic(Code::Orm111, {file.id(), 2, 3}, "o"));
  const std::string text = render_human(sink.sorted(sources_), sources_);
  EXPECT_EQ(text.find("ormgen explain ORM111"), text.rfind("ormgen explain ORM111"));
  EXPECT_NE(text.find("ormgen explain ORM112"), std::string::npos);
  EXPECT_EQ(text.find("ormgen explain ORM112"), text.rfind("ormgen explain ORM112"));
}

TEST_F(RenderTest, SeparatesMessagesByABlankLine) {
  const SourceFile& file = sources_.add("a.orm", "xy");
  Sink sink;
  sink.report(Diagnostic(Code::Orm111, {file.id(), 0, 1}, "m"));
  sink.report(Diagnostic(Code::Orm111, {file.id(), 1, 2}, "n"));
  EXPECT_NE(render_human(sink.sorted(sources_), sources_).find("ORM111\n\nerror[ORM111]: n"),
            std::string::npos);
}

}  // namespace
}  // namespace ormgen
