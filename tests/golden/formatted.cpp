#include "formatted.h"

#include <algorithm>

#include "ast/print.h"
#include "diagnostics/render.h"
#include "format/format.h"
#include "front_end.h"
#include "parse/parse.h"
#include "parse/tokens.h"

namespace ormgen::golden {
namespace {

using Tokens = std::vector<ast::Token>;

std::vector<std::string> comments_in(const Tokens& tokens) {
  std::vector<std::string> comments;
  for (const ast::Token& token : tokens) {
    if (!token.is_comment()) continue;
    std::string text(token.text);
    text.erase(text.find_last_not_of(" \t") + 1);
    comments.push_back(std::move(text));
  }
  std::sort(comments.begin(), comments.end());
  return comments;
}

std::vector<std::vector<std::string>> statements_in(const Tokens& tokens) {
  std::vector<std::vector<std::string>> statements(1);
  for (const ast::Token& token : tokens) {
    if (token.is_comment()) continue;
    statements.back().emplace_back(token.text);
    const bool is_end = token.text == ";" || token.text == "{" || token.text == "}";
    if (!is_end) continue;
    std::sort(statements.back().begin(), statements.back().end());
    statements.emplace_back();
  }
  return statements;
}

std::vector<OutputFile> output_of(const std::filesystem::path& path, const std::string& text) {
  SourceSet sources;
  Sink sink;
  const model::Model model = run_front_end(path, text, LastPhase::Check, sources, sink);
  if (sink.has_errors()) return {};
  EmitOptions options;
  options.name = "schema";
  options.schemas = {model::FileId{0}};
  return emit(model, options);
}

}  // namespace

Formatted format_text(const std::filesystem::path& path, const std::string& text) {
  SourceSet sources;
  Sink sink;
  const SourceFile& source = sources.add("schema.orm", text);
  const ast::File file = parse(source, sink);
  Formatted result;
  result.messages = render_gcc(sink.sorted(sources), sources);
  if (!result.messages.empty()) return result;
  const Tokens all = tokens(source);
  result.formatted = format(source, file, all);
  result.printed = ast::print(file);
  result.comments = comments_in(all);
  result.statements = statements_in(all);
  result.output = output_of(path, text);
  return result;
}

}  // namespace ormgen::golden
