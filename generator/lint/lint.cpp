#include "lint/lint.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "lint/allows.h"
#include "lint/rules.h"

namespace ormgen {
namespace {

using namespace linting;

struct Rule {
  Lint lint;
  // Null for what is about the findings of the others.
  void (*find)(const Schema& schema, Sink& sink);
};

constexpr auto warn = LintLevel::Warn;
constexpr auto off = LintLevel::Off;

constexpr auto rules = std::to_array<Rule>({
    {{Code::Orm601, warn, true}, key_without_index},
    {{Code::Orm602, warn, false}, unique_over_nullable_column},
    {{Code::Orm603, warn, true}, cascade_against_the_key},
    {{Code::Orm604, warn, true}, joined_list},
    {{Code::Orm605, warn, false}, name_needs_escaping},
    {{Code::Orm606, warn, true}, pairs_that_may_repeat},
    {{Code::Orm607, warn, true}, clause_says_the_default},
    {{Code::Orm608, warn, true}, lost_doc_comment},
    {{Code::Orm611, off, false}, circle_of_cascades},
    {{Code::Orm612, off, false}, child_cannot_be_taken_out},
    {{Code::Orm613, warn, true}, nullptr},
    {{Code::Orm614, warn, false}, circle_of_required_keys},
});

// What a mixin brings is found in each table that is `with` it.
class OncePerPlace {
 public:
  bool is_first(const Diagnostic& finding) {
    const Span place = finding.primary.span;
    return met_.emplace(finding.code, place.file, place.begin).second;
  }

 private:
  std::set<std::tuple<Code, FileId, std::uint32_t>> met_;
};

LintLevel level_of(Code code, const LintLevels& levels) {
  const auto given = levels.find(code);
  if (given != levels.end()) return given->second;
  return std::find_if(rules.begin(), rules.end(),
                      [code](const Rule& rule) { return rule.lint.code == code; })
      ->lint.level;
}

void report_at_level(Diagnostic finding, const LintLevels& levels, Sink& sink) {
  const LintLevel level = level_of(finding.code, levels);
  if (level == LintLevel::Off) return;
  finding.severity = level == LintLevel::Deny ? Severity::Error : Severity::Warning;
  sink.report(std::move(finding));
}

}  // namespace

std::vector<Lint> all_lints() {
  std::vector<Lint> lints;
  lints.reserve(rules.size());
  for (const Rule& rule : rules) lints.push_back(rule.lint);
  return lints;
}

void lint(std::span<const LintedFile> files, const model::Model& model, const SourceSet& sources,
          const LintLevels& levels, Sink& sink) {
  const Schema schema = pair(files, model, sources);
  Sink found;
  for (const Rule& rule : rules) {
    if (rule.find != nullptr) rule.find(schema, found);
  }
  std::map<FileId, Allows> allows;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].is_named) allows.emplace(files[i].file->id, schema.files[i]);
  }
  OncePerPlace once;
  for (const Diagnostic& finding : found.in_order_of_report()) {
    const auto here = allows.find(finding.primary.span.file);
    const bool is_wanted = here != allows.end() && !here->second.allows(finding);
    if (is_wanted && once.is_first(finding)) report_at_level(finding, levels, sink);
  }
  Sink useless;
  for (const auto& [file, each] : allows) each.report_useless(useless);
  for (const Diagnostic& finding : useless.in_order_of_report()) {
    report_at_level(finding, levels, sink);
  }
}

}  // namespace ormgen
