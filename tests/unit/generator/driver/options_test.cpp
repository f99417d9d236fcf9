#include "driver/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/command.h"

namespace ormgen {
namespace {

using testing::HasSubstr;

Options options_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "ormgen");
  return std::get<Options>(parse_options(arguments));
}

Answer answer_to(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "ormgen");
  return std::get<Answer>(parse_options(arguments));
}

TEST(Options, Generate) {
  const Options options = options_of({"generate", "a.orm", "b.orm", "--out", "gen", "-I", "x", "-I",
                                      "y", "--name", "n", "--force"});
  EXPECT_EQ(options.command, &generate_command);
  EXPECT_THAT(options.files, testing::ElementsAre("a.orm", "b.orm"));
  EXPECT_THAT(options.import_dirs, testing::ElementsAre("x", "y"));
  EXPECT_EQ(options.out, "gen");
  EXPECT_EQ(options.name, "n");
  EXPECT_TRUE(options.force);
}

TEST(Options, AFileMayStandBehindAnOptionOfFolders) {
  const Options options = options_of({"check", "-I", "x", "a.orm"});
  EXPECT_THAT(options.files, testing::ElementsAre("a.orm"));
}

TEST(Options, GlobalOnesStandBeforeOrBehindTheCommand) {
  EXPECT_EQ(options_of({"--error-format", "human", "check", "a.orm"}).error_format,
            ErrorFormat::Human);
  EXPECT_EQ(options_of({"check", "a.orm", "--error-format=gcc"}).error_format, ErrorFormat::Gcc);
  EXPECT_EQ(options_of({"check", "a.orm", "--color", "never", "--max-errors", "3"}).max_errors, 3u);
  EXPECT_TRUE(options_of({"sql", "create", "a.orm", "-q"}).quiet);
}

TEST(Options, SqlCommands) {
  EXPECT_EQ(options_of({"sql", "create", "a.orm"}).command, &sql_create_command);
  EXPECT_EQ(options_of({"sql", "drop", "a.orm"}).command, &sql_drop_command);
}

TEST(Options, HelpAndVersionGoToStdout) {
  EXPECT_EQ(answer_to({"--version"}).out, "ormgen " ORMGEN_TEST_VERSION "\n");
  EXPECT_THAT(answer_to({"--help"}).out, HasSubstr("generate"));
  EXPECT_THAT(answer_to({"generate", "--help"}).out, HasSubstr("--depfile"));
  EXPECT_EQ(answer_to({"--help"}).exit_code, ExitCode::Fine);
  EXPECT_EQ(answer_to({"--help"}).err, "");
}

TEST(Options, MistakesGoToStderr) {
  for (const Answer& answer :
       {answer_to({}), answer_to({"generate"}), answer_to({"generate", "a.orm"}),
        answer_to({"check", "a.orm", "--color", "pink"}), answer_to({"check", "--nope", "a.orm"}),
        answer_to({"sql"})}) {
    EXPECT_EQ(answer.exit_code, ExitCode::BadUsage);
    EXPECT_EQ(answer.out, "");
    EXPECT_THAT(answer.err, testing::StartsWith("ormgen: error: "));
  }
}

TEST(Options, AnUnknownValueNamesTheNearOne) {
  EXPECT_THAT(answer_to({"check", "a.orm", "--color", "alwais"}).err,
              HasSubstr("--color: `alwais` is not known; did you mean `always`?"));
  EXPECT_THAT(answer_to({"diagram", "a.orm", "--format", "pdf"}).err,
              HasSubstr("--format: `pdf` is not known; it is one of dbml, dot, mermaid"));
}

TEST(Options, AnUnknownCommandNamesTheNearOne) {
  EXPECT_THAT(answer_to({"genrate", "a.orm"}).err, HasSubstr("did you mean `generate`?"));
  EXPECT_THAT(answer_to({"sql", "craete", "a.orm"}).err, HasSubstr("did you mean `create`?"));
  EXPECT_THAT(answer_to({"frobnicate"}).err,
              HasSubstr("There are: check, completions, describe, diagram, explain, fmt, generate, "
                        "init, lint, sql, version."));
}

TEST(Options, ACommandOfALaterVersionIsCalledThat) {
  EXPECT_THAT(answer_to({"lsp"}).err, HasSubstr("`lsp` is not in this version"));
  EXPECT_THAT(answer_to({"pull"}).err, HasSubstr("`pull` is not in this version"));
}

TEST(Options, LinkedRunsAreABaseAndAManifest) {
  const Options options = options_of(
      {"generate", "--linked", "base", "m", "--linked", "b2", "m2", "a.orm", "--out", "gen"});
  EXPECT_THAT(options.linked,
              testing::ElementsAre(testing::Pair("base", "m"), testing::Pair("b2", "m2")));
  EXPECT_THAT(options.files, testing::ElementsAre("a.orm"));
}

TEST(Options, ACheckWritesNothingSoItHasNoStamp) {
  for (const char* mode : {"--check", "--diff"}) {
    for (const char* file : {"--stamp", "--depfile"}) {
      const Answer answer = answer_to({"generate", "a.orm", "--out", "gen", mode, file, "file"});
      EXPECT_EQ(answer.exit_code, ExitCode::BadUsage);
      EXPECT_THAT(answer.err, HasSubstr(file));
    }
  }
}

TEST(Options, SqliteIsTheOnlyDialect) {
  EXPECT_EQ(options_of({"generate", "a.orm", "--out", "gen", "--dialect", "sqlite"}).out, "gen");
  EXPECT_THAT(answer_to({"generate", "a.orm", "--out", "gen", "--dialect", "postgresql"}).err,
              HasSubstr("no dialect but sqlite"));
}

TEST(Options, Version) {
  const Options options = options_of({"version", "--json"});
  EXPECT_EQ(options.command, &version_command);
  EXPECT_TRUE(options.json);
}

}  // namespace
}  // namespace ormgen
