#include <set>

#include "diagnostics/fixes.h"
#include "lint/nodes.h"
#include "lint/rules.h"

namespace ormgen::linting {
namespace {

// What stands behind a member on its line was meant for that one, and is lost.
bool is_behind_something(const File& file, const Comment& comment) {
  const auto before = character_before(*file.source, file.comments, comment.span.begin);
  return before &&
         file.source->position(*before).line == file.source->position(comment.span.begin).line;
}

void report_lost(const Comment& comment, bool is_behind, Sink& sink) {
  const Span slashes = {comment.span.file, comment.span.begin, comment.span.begin + 3};
  Diagnostic finding(Code::Orm608, comment.span,
                     is_behind ? "`///` documents what stands below it, and is lost behind a line"
                               : "`///` documents a declaration or a member, and below it is none");
  if (is_behind) finding.helps.emplace_back("put it on a line of its own above what it documents");
  finding.helps.emplace_back(is_behind ? "or write `//`" : "write `//`");
  sink.report(std::move(finding).fix(write_instead(slashes, "//")));
}

void look_through(const File& file, Sink& sink) {
  std::set<std::uint32_t> documented;
  for (const Node& node : nodes_of(*file.node)) {
    if (!node.is_documented) continue;
    documented.insert({node.whole.begin, node.own.begin});
  }
  for (const Comment& comment : file.comments) {
    if (comment.kind != CommentKind::Doc) continue;
    const bool is_behind = is_behind_something(file, comment);
    const std::uint32_t next = next_word(*file.source, file.comments, comment.span.begin);
    if (is_behind || !documented.contains(next)) report_lost(comment, is_behind, sink);
  }
}

}  // namespace

void lost_doc_comment(const Schema& schema, Sink& sink) {
  for (const File& file : schema.files) look_through(file, sink);
}

}  // namespace ormgen::linting
