#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "diagnostics/render.h"
#include "source/ascii.h"

namespace ormgen {
namespace {

using Json = nlohmann::ordered_json;

Json message(std::string_view text) { return {{"text", text}}; }

// A path as a relative reference: what a URI has a meaning for, and all but ASCII, as %XX.
std::string uri_of(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "-._~/!$&'()*+,;=@";
  std::string uri;
  for (const char c : path) {
    if (is_letter(c) || is_digit(c) || plain.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri.append("%").append(1, digits[byte / 16]).append(1, digits[byte % 16]);
  }
  return uri;
}

Json region_of(const SourceFile& file, Span span) {
  const LineColumn begin = file.position(span.begin);
  const LineColumn end = file.position(span.end);
  return {{"startLine", begin.line},  {"startColumn", begin.column},
          {"endLine", end.line},      {"endColumn", end.column},
          {"byteOffset", span.begin}, {"byteLength", span.end - span.begin}};
}

Json artifact_of(const SourceFile& file) { return {{"uri", uri_of(file.path())}}; }

Json location_of(const Label& label, const SourceSet& sources) {
  const SourceFile& file = sources.file(label.span.file);
  Json location = {
      {"physicalLocation",
       {{"artifactLocation", artifact_of(file)}, {"region", region_of(file, label.span)}}}};
  if (!label.text.empty()) location["message"] = message(label.text);
  return location;
}

Json locations_of(const std::vector<Label>& labels, const SourceSet& sources) {
  Json locations = Json::array();
  for (const Label& label : labels) {
    if (!label.span.points_nowhere()) locations.push_back(location_of(label, sources));
  }
  return locations;
}

Json replacement_of(const Edit& edit, const SourceFile& file) {
  return {{"deletedRegion", region_of(file, edit.span)}, {"insertedContent", message(edit.text)}};
}

// The edits of one file stand together.
Json sarif_fix_of(const Fix& fix, const SourceSet& sources) {
  std::vector<FileId> files;
  Json changes = Json::array();
  for (const Edit& edit : fix.edits) {
    const SourceFile& file = sources.file(edit.span.file);
    auto place = std::find(files.begin(), files.end(), edit.span.file);
    if (place == files.end()) {
      place = files.insert(files.end(), edit.span.file);
      changes.push_back({{"artifactLocation", artifact_of(file)}, {"replacements", Json::array()}});
    }
    const auto at = static_cast<std::size_t>(place - files.begin());
    changes[at]["replacements"].push_back(replacement_of(edit, file));
  }
  return {{"description", message(fix.title)}, {"artifactChanges", std::move(changes)}};
}

// The helps have no place of their own in a result.
std::string sarif_story_of(const Diagnostic& diagnostic) {
  std::string story = diagnostic.message;
  for (const std::string& help : diagnostic.helps) story += "\nhelp: " + help;
  return story;
}

Json result_of(const Diagnostic& diagnostic, std::size_t rule, const SourceSet& sources) {
  Json result = {{"ruleId", name_of(diagnostic.code)},
                 {"ruleIndex", rule},
                 {"level", name_of(diagnostic.severity)},
                 {"message", message(sarif_story_of(diagnostic))},
                 {"locations", locations_of({diagnostic.primary}, sources)}};
  if (!diagnostic.secondary.empty()) {
    result["relatedLocations"] = locations_of(diagnostic.secondary, sources);
  }
  for (const Fix& fix : diagnostic.fixes) result["fixes"].push_back(sarif_fix_of(fix, sources));
  return result;
}

// The codes that were met, each once, sorted.
std::vector<Code> codes_of(const Report& report) {
  std::vector<Code> codes;
  codes.reserve(report.diagnostics.size());
  for (const Diagnostic& diagnostic : report.diagnostics) codes.push_back(diagnostic.code);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

Json rules_of(const std::vector<Code>& codes) {
  Json rules = Json::array();
  for (const Code code : codes) {
    rules.push_back({{"id", name_of(code)},
                     {"shortDescription", message(title_of(code))},
                     {"help", message("ormgen explain " + name_of(code))},
                     {"defaultConfiguration", {{"level", name_of(severity_of(code))}}}});
  }
  return rules;
}

Json results_of(const Report& report, const std::vector<Code>& codes, const SourceSet& sources) {
  Json results = Json::array();
  for (const Diagnostic& diagnostic : report.diagnostics) {
    const auto rule = std::lower_bound(codes.begin(), codes.end(), diagnostic.code);
    results.push_back(
        result_of(diagnostic, static_cast<std::size_t>(rule - codes.begin()), sources));
  }
  return results;
}

// What is about the run and not about a schema.
Json invocation_of(const Report& report) {
  Json invocation = {{"executionSuccessful", report.failures.empty()}};
  const auto notify = [&](std::string_view level, const std::string& text) {
    invocation["toolExecutionNotifications"].push_back(
        {{"level", level}, {"message", message(text)}});
  };
  for (const std::string& failure : report.failures) notify("error", failure);
  if (report.omitted_errors != 0) notify("note", words_for_omitted(report));
  return invocation;
}

}  // namespace

std::string render_sarif(const Report& report, const SourceSet& sources, std::string_view version) {
  const std::vector<Code> codes = codes_of(report);
  const Json driver = {{"name", "ormgen"}, {"version", version}, {"rules", rules_of(codes)}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"invocations", Json::array({invocation_of(report)})},
                    {"results", results_of(report, codes, sources)}};
  const Json document = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                         {"version", "2.1.0"},
                         {"runs", Json::array({run})}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace ormgen
