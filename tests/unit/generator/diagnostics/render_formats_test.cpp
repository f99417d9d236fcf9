// The forms that programs read: each is read back here as they do it.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "diagnostics/render.h"

namespace ormgen {
namespace {

using Json = nlohmann::json;

class RenderFormats : public testing::Test {
 protected:
  SourceSet sources_;
  // Line 2 begins with a character of two bytes: columns count characters, `byte` counts bytes.
  const SourceFile& file_ = sources_.add("my schemas/a,b.orm", "orm 1;\n\u00e9 author auther\n");
  const Span author_{file_.id(), 10, 16};
  const Span auther_{file_.id(), 17, 23};

  static Report report_of(const Diagnostic& diagnostic, const SourceSet& sources) {
    Sink sink;
    sink.report(diagnostic);
    return sink.sorted(sources);
  }
  Report report() const {
    return report_of(Diagnostic(Code::Orm530, auther_, "50% of `auther`")
                         .label("here")
                         .also(author_, "declared here")
                         .help("did you mean `author`?")
                         .fix({"write `author`", {{auther_, "author"}}}),
                     sources_);
  }
  static Report of_the_run() {
    Report report;
    report.failures = {"`x.orm` does not exist"};
    report.omitted_errors = 1;
    return report;
  }
};

TEST_F(RenderFormats, Short) {
  EXPECT_EQ(render_short(report(), sources_),
            "my schemas/a,b.orm:2:10: error[ORM530]: 50% of `auther`\n");
  EXPECT_EQ(render_short(of_the_run(), sources_),
            "ormgen: error: `x.orm` does not exist\normgen: note: 1 more error is not shown\n");
}

TEST_F(RenderFormats, Msvc) {
  EXPECT_EQ(render_msvc(report(), sources_),
            "my schemas/a,b.orm(2,10): error ORM530: 50% of `auther`\n"
            "my schemas/a,b.orm(2,10): note: here\n"
            "my schemas/a,b.orm(2,3): note: declared here\n"
            "my schemas/a,b.orm(2,10): note: help: did you mean `author`?\n");
  EXPECT_EQ(render_msvc(of_the_run(), sources_),
            "ormgen: error: `x.orm` does not exist\normgen: note: 1 more error is not shown\n");
}

TEST_F(RenderFormats, GithubEscapesItsOwnSigns) {
  EXPECT_EQ(render_github(report(), sources_),
            "::error file=my schemas/a%2Cb.orm,line=2,col=10,endLine=2,endColumn=16,title=ORM530::"
            "50%25 of `auther`%0Ahere%0Amy schemas/a,b.orm:2: declared here%0A"
            "help: did you mean `author`?\n");
  EXPECT_EQ(render_github(of_the_run(), sources_),
            "::error title=ormgen::`x.orm` does not exist\n"
            "::notice title=ormgen::1 more error is not shown\n");
}

TEST_F(RenderFormats, JsonHasAllOfAMessage) {
  const Json here = {{"start", {{"line", 2}, {"column", 10}, {"byte", 17}}},
                     {"end", {{"line", 2}, {"column", 16}, {"byte", 23}}}};
  const Json there = {{"start", {{"line", 2}, {"column", 3}, {"byte", 10}}},
                      {"end", {{"line", 2}, {"column", 9}, {"byte", 16}}}};
  const std::string path = "my schemas/a,b.orm";
  const Json labels = Json::array(
      {Json{{"file", path}, {"range", here}, {"text", "here"}, {"primary", true}},
       Json{{"file", path}, {"range", there}, {"text", "declared here"}, {"primary", false}}});
  const Json edit = {{"file", path}, {"range", here}, {"text", "author"}};
  const Json expected = {
      {"code", "ORM530"},
      {"severity", "error"},
      {"message", "50% of `auther`"},
      {"file", path},
      {"range", here},
      {"labels", labels},
      {"helps", Json::array({"did you mean `author`?"})},
      {"fixes", Json::array({Json{{"title", "write `author`"}, {"edits", Json::array({edit})}}})},
      {"url", "docs/codes.md#orm530"}};
  EXPECT_EQ(Json::parse(render_json(report(), sources_)), expected);
}

TEST_F(RenderFormats, JsonIsOneObjectALineWithTheSameKeys) {
  Report both = report();
  both.failures = of_the_run().failures;
  both.omitted_errors = 1;
  std::istringstream lines(render_json(both, sources_));
  std::vector<Json> objects;
  for (std::string line; std::getline(lines, line);) objects.push_back(Json::parse(line));
  ASSERT_EQ(objects.size(), 3u);
  for (const Json& object : objects) {
    for (const auto& [key, value] : objects[1].items()) EXPECT_TRUE(object.contains(key)) << key;
    EXPECT_EQ(object.size(), objects[1].size());
  }
  EXPECT_EQ(objects[0]["message"], "`x.orm` does not exist");
  EXPECT_TRUE(objects[0]["code"].is_null());
  EXPECT_EQ(objects[2]["severity"], "note");
}

TEST_F(RenderFormats, SarifPointsAtPlaces) {
  const Json document = Json::parse(render_sarif(report(), sources_, "1.2.3"));
  EXPECT_EQ(document["version"], "2.1.0");
  const Json& run = document["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["version"], "1.2.3");
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
  const Json& rule = run["tool"]["driver"]["rules"][0];
  EXPECT_EQ(rule["id"], "ORM530");
  EXPECT_EQ(rule["shortDescription"]["text"], title_of(Code::Orm530));
  const Json& result = run["results"][0];
  EXPECT_EQ(result["ruleId"], "ORM530");
  EXPECT_EQ(result["ruleIndex"], 0);
  EXPECT_EQ(result["level"], "error");
  EXPECT_EQ(result["message"]["text"], "50% of `auther`\nhelp: did you mean `author`?");
  const Json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "my%20schemas/a,b.orm");
  EXPECT_EQ(place["region"], Json({{"startLine", 2},
                                   {"startColumn", 10},
                                   {"endLine", 2},
                                   {"endColumn", 16},
                                   {"byteOffset", 17},
                                   {"byteLength", 6}}));
  EXPECT_EQ(result["relatedLocations"][0]["message"]["text"], "declared here");
  const Json& change = result["fixes"][0]["artifactChanges"][0];
  EXPECT_EQ(change["replacements"][0]["deletedRegion"], place["region"]);
  EXPECT_EQ(change["replacements"][0]["insertedContent"]["text"], "author");
}

TEST_F(RenderFormats, SarifOfNothingIsADocument) {
  const Json run = Json::parse(render_sarif({}, sources_, "1"))["runs"][0];
  EXPECT_EQ(run["results"], Json::array());
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
}

TEST_F(RenderFormats, SarifSaysWhatFailed) {
  const Json run = Json::parse(render_sarif(of_the_run(), sources_, "1"))["runs"][0];
  const Json& invocation = run["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  const Json& notes = invocation["toolExecutionNotifications"];
  EXPECT_EQ(notes[0]["message"]["text"], "`x.orm` does not exist");
  EXPECT_EQ(notes[1]["level"], "note");
}

TEST_F(RenderFormats, TextThatIsNotUtf8CannotBreakTheDocument) {
  Report report;
  report.failures = {"`\xff.orm` does not exist"};
  EXPECT_EQ(Json::parse(render_json(report, sources_))["severity"], "error");
  EXPECT_EQ(Json::parse(render_sarif(report, sources_, "1"))["version"], "2.1.0");
}

}  // namespace
}  // namespace ormgen
