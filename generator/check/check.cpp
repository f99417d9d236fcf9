#include "check/check.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "check/draft.h"
#include "check/passes.h"

namespace ormgen {

namespace {

bool is_within(Span part, Span whole) {
  return part.file == whole.file && part.begin >= whole.begin && part.end <= whole.end;
}

// What is wrong in a mixin is met in each table that is `with` it.
void report_each_cause_once(std::span<const SchemaFile> files, const Sink& found, Sink& sink) {
  std::vector<Span> mixins;
  for (const SchemaFile& schema : files) {
    for (const ast::Declaration& declaration : schema.file->declarations) {
      if (const auto* mixin = std::get_if<ast::Mixin>(&declaration)) mixins.push_back(mixin->span);
    }
  }
  std::set<std::tuple<Code, std::uint32_t, std::uint32_t>> met;
  for (const Diagnostic& diagnostic : found.in_order_of_report()) {
    const Span place = diagnostic.primary.span;
    const auto mixin = std::find_if(mixins.begin(), mixins.end(),
                                    [place](Span whole) { return is_within(place, whole); });
    if (mixin != mixins.end() &&
        !met.emplace(diagnostic.code, static_cast<std::uint32_t>(place.file), place.begin).second) {
      continue;
    }
    sink.report(diagnostic);
  }
}

}  // namespace

bool can_be_checked(std::span<const SchemaFile> files) {
  return std::all_of(files.begin(), files.end(),
                     [](const SchemaFile& schema) { return schema.file->version.has_value(); });
}

model::Model check(std::span<const SchemaFile> files, Sink& sink) {
  using namespace checking;
  constexpr auto passes = std::to_array<void (*)(Draft&)>({
      declare_files,
      declare_tables,
      resolve_mixins,
      declare_members,
      resolve_enums,
      resolve_named_types,
      resolve_own_classes,
      resolve_column_types,
      resolve_primary_keys,
      resolve_uniques,
      resolve_foreign_keys,
      resolve_indexes,
      resolve_collations,
      resolve_checks,
      resolve_defaults,
      resolve_autoincrement,
      resolve_column_sources,
      resolve_relationships,
      resolve_relationship_clauses,
      resolve_partners,
      name_in_cpp,
      name_in_database,
      names_in_sql_exist,
      report_unknown_names,
      order_tables,
      note_dialect,
  });
  Sink found;
  Draft draft(files, found);
  for (const auto pass : passes) pass(draft);
  // What could not be parsed has failed, too, and was told by the parser.
  if (!sink.has_errors()) nothing_failed_in_silence(draft);
  report_each_cause_once(files, found, sink);
  return std::move(draft.model);
}

}  // namespace ormgen
