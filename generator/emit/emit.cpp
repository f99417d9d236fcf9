#include "emit/emit.h"

#include <algorithm>

#include "emit/paths.h"
#include "emit/project_files.h"
#include "emit/schema_header.h"
#include "emit/schema_source.h"

namespace ormgen {

std::vector<OutputFile> emit(const model::Model& model, const EmitOptions& options) {
  std::vector<OutputFile> files = emitting::project_files(model, options);
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    const model::FileId id{i};
    if (emitting::is_elsewhere(options, id)) continue;
    files.push_back(
        {emitting::header_path(model.file(id)), emitting::schema_header(model, id, options)});
    if (!emitting::has_source(options, id)) continue;
    files.push_back(
        {emitting::source_path(model.file(id)), emitting::schema_source(model, id, options)});
  }
  std::sort(files.begin(), files.end(),
            [](const OutputFile& a, const OutputFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace ormgen
