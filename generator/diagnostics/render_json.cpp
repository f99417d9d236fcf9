#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "diagnostics/render.h"

namespace ormgen {
namespace {

using Json = nlohmann::ordered_json;

Json position_of(const SourceFile& file, std::uint32_t offset) {
  const LineColumn at = file.position(offset);
  return {{"line", at.line}, {"column", at.column}, {"byte", offset}};
}

// Puts `file` and `range` into an object.
void add_place(Json& object, Span span, const SourceSet& sources) {
  if (span.points_nowhere()) {
    object["file"] = nullptr;
    object["range"] = nullptr;
    return;
  }
  const SourceFile& file = sources.file(span.file);
  object["file"] = file.path();
  object["range"] = {{"start", position_of(file, span.begin)},
                     {"end", position_of(file, span.end)}};
}

Json label_of(const Label& label, bool is_primary, const SourceSet& sources) {
  Json object = Json::object();
  add_place(object, label.span, sources);
  object["text"] = label.text;
  object["primary"] = is_primary;
  return object;
}

Json labels_of(const Diagnostic& diagnostic, const SourceSet& sources) {
  Json labels = Json::array();
  if (!diagnostic.primary.text.empty()) {
    labels.push_back(label_of(diagnostic.primary, true, sources));
  }
  for (const Label& label : diagnostic.secondary) labels.push_back(label_of(label, false, sources));
  return labels;
}

Json json_fix_of(const Fix& fix, const SourceSet& sources) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    Json object = Json::object();
    add_place(object, edit.span, sources);
    object["text"] = edit.text;
    edits.push_back(std::move(object));
  }
  return {{"title", fix.title}, {"edits", std::move(edits)}};
}

Json object_of(const Diagnostic& diagnostic, const SourceSet& sources) {
  Json object = {{"code", name_of(diagnostic.code)},
                 {"severity", name_of(diagnostic.severity)},
                 {"message", diagnostic.message}};
  add_place(object, diagnostic.primary.span, sources);
  object["labels"] = labels_of(diagnostic, sources);
  object["helps"] = diagnostic.helps;
  Json& fixes = object["fixes"] = Json::array();
  for (const Fix& fix : diagnostic.fixes) fixes.push_back(json_fix_of(fix, sources));
  object["url"] = url_of(diagnostic.code);
  return object;
}

// About the run, in the form of all others.
Json object_without_code(Severity severity, std::string_view message) {
  return {{"code", nullptr},        {"severity", name_of(severity)},
          {"message", message},     {"file", nullptr},
          {"range", nullptr},       {"labels", Json::array()},
          {"helps", Json::array()}, {"fixes", Json::array()},
          {"url", nullptr}};
}

// A text that is not UTF-8 is part of a message about it.
void json_append(std::string& out, const Json& object) {
  out += object.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string render_json(const Report& report, const SourceSet& sources) {
  std::string out;
  for (const std::string& failure : report.failures) {
    json_append(out, object_without_code(Severity::Error, failure));
  }
  for (const Diagnostic& diagnostic : report.diagnostics) {
    json_append(out, object_of(diagnostic, sources));
  }
  if (report.omitted_errors != 0) {
    json_append(out, object_without_code(Severity::Note, words_for_omitted(report)));
  }
  return out;
}

}  // namespace ormgen
