#include "lint/allows.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnostics/did_you_mean.h"
#include "lint/edits.h"
#include "lint/nodes.h"
#include "source/ascii.h"

namespace ormgen::linting {
namespace {

constexpr std::string_view keyword = "ormgen:allow";
constexpr std::string_view between_codes = " \t,";

// `ORM602`; what is meant as one and has too many digits counts, too, so that it is not taken for
// the reason.
bool looks_like_code(std::string_view word) {
  constexpr std::string_view prefix = "ORM";
  return word.starts_with(prefix) && word.size() > prefix.size() &&
         std::all_of(word.begin() + prefix.size(), word.end(), is_digit);
}

std::vector<std::string> names_of_lints() {
  std::vector<std::string> names;
  for (const Lint& each : all_lints()) names.push_back(name_of(each.code));
  return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Diagnostic unknown_code(const std::string& code, Span place,
                        const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const auto near = closest_to(code, candidates);
  return Diagnostic(Code::Orm613, place, fmt::format("there is no lint `{}`", code))
      .help(near ? did_you_mean(*near) : "`ormgen lint --list` shows all of them");
}

}  // namespace

Allows::Allows(const File& file) : file_(file) {
  for (const linting::Comment& comment : file.comments) {
    if (comment.kind == CommentKind::Line) add(comment.span);
  }
}

void Allows::add(Span comment) {
  const std::string_view text = file_.source->slice(comment);
  const std::size_t begin = text.find_first_not_of(" \t", 2);
  if (begin == std::string_view::npos || !text.substr(begin).starts_with(keyword)) return;
  Comment added{comment, covered_by(comment), {}};
  std::size_t at = text.find_first_not_of(between_codes, begin + keyword.size());
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" \t,:", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (!looks_like_code(word)) break;
    const auto offset = static_cast<std::uint32_t>(comment.begin + at);
    const auto length = static_cast<std::uint32_t>(word.size());
    added.codes.push_back({std::string(word), {comment.file, offset, offset + length}, false});
    at = text.find_first_not_of(between_codes, end);
  }
  comments_.push_back(std::move(added));
}

std::vector<Span> Allows::covered_by(Span comment) const {
  const SourceFile& source = *file_.source;
  const auto size = static_cast<std::uint32_t>(source.text().size());
  if (file_.node->version && comment.end <= file_.node->version->span.begin) {
    return {{comment.file, 0, size}};
  }
  const auto before = character_before(source, file_.comments, comment.begin);
  const std::uint32_t line = source.position(comment.begin).line;
  const bool is_behind = before && source.position(*before).line == line;
  const std::uint32_t word = is_behind ? *before : next_word(source, file_.comments, comment.begin);
  const std::uint32_t line_start = source.line_start(source.position(word).line);
  const auto length =
      static_cast<std::uint32_t>(source.line_text(source.position(word).line).size());
  std::vector<Span> covered{{comment.file, line_start, line_start + length}};
  Span innermost;
  for (const Node& node : nodes_of(*file_.node)) {
    const bool begins_here = node.whole.begin == word || node.own.begin == word;
    if (!is_behind && begins_here) covered.push_back(node.whole);
    if (is_behind && node.whole.end == word + 1) innermost = node.whole;
  }
  if (!innermost.points_nowhere()) covered.push_back(innermost);
  return covered;
}

bool Allows::allows(const Diagnostic& finding) {
  bool is_allowed = false;
  for (Comment& comment : comments_) {
    const std::uint32_t place = finding.primary.span.begin;
    const auto is_covered = [place](Span span) { return span.begin <= place && place < span.end; };
    if (std::none_of(comment.covered.begin(), comment.covered.end(), is_covered)) continue;
    for (Allowed& allowed : comment.codes) {
      if (allowed.code != name_of(finding.code)) continue;
      allowed.is_used = true;
      is_allowed = true;
    }
  }
  return is_allowed;
}

void Allows::report_useless(Sink& sink) const {
  for (const Comment& comment : comments_) {
    if (comment.codes.empty()) {
      sink.report(Diagnostic(Code::Orm613, comment.place, "this comment names no lint to allow")
                      .help("name it: `// ormgen:allow ORM602`")
                      .fix(remove_comment(file_, comment.place)));
    }
    report_useless_codes(comment, sink);
  }
}

void Allows::report_useless_codes(const Comment& comment, Sink& sink) const {
  const std::vector<std::string> names = names_of_lints();
  const auto is_known = [&names](const Allowed& allowed) { return contains(names, allowed.code); };
  const bool is_useless =
      std::all_of(comment.codes.begin(), comment.codes.end(),
                  [&](const Allowed& allowed) { return !allowed.is_used && is_known(allowed); });
  for (const Allowed& allowed : comment.codes) {
    if (allowed.is_used) continue;
    if (!is_known(allowed)) {
      sink.report(unknown_code(allowed.code, allowed.place, names));
      continue;
    }
    Diagnostic finding(Code::Orm613, allowed.place,
                       fmt::format("`{}` finds nothing here to be allowed", allowed.code));
    finding.helps.emplace_back("remove it");
    if (is_useless) finding.fixes.push_back(remove_comment(file_, comment.place));
    sink.report(std::move(finding));
  }
}

}  // namespace ormgen::linting
