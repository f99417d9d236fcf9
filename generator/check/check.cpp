#include "check/check.h"

#include <array>
#include <utility>

#include "check/draft.h"
#include "check/passes.h"

namespace ormgen {

model::Model check(std::span<const SchemaFile> files, Sink& sink) {
  using namespace checking;
  constexpr auto passes = std::to_array<void (*)(Draft&)>({
      declare_files,
      declare_tables,
      declare_members,
      report_unsupported,
      resolve_mixins,
      resolve_column_types,
      resolve_primary_keys,
      resolve_uniques,
      resolve_foreign_keys,
      resolve_indexes,
      resolve_defaults,
      resolve_autoincrement,
      resolve_relationships,
      resolve_partners,
      name_in_cpp,
      name_in_database,
      report_unknown_names,
      order_tables,
      nothing_failed_in_silence,
  });
  Draft draft(files, sink);
  for (const auto pass : passes) pass(draft);
  return std::move(draft.model);
}

}  // namespace ormgen
