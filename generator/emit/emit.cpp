#include "emit/emit.h"

#include <algorithm>
#include <future>
#include <iterator>

#include "emit/paths.h"
#include "emit/project_files.h"
#include "emit/schema_header.h"
#include "emit/schema_source.h"

namespace ormgen {
namespace {

using Files = std::vector<OutputFile>;

Files headers(const model::Model& model, const EmitOptions& options) {
  Files files;
  files.reserve(model.files.size());
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    const model::FileId id{i};
    if (emitting::is_elsewhere(options, id)) continue;
    files.push_back(
        {emitting::header_path(model.file(id)), emitting::schema_header(model, id, options)});
  }
  return files;
}

Files sources(const model::Model& model, const EmitOptions& options) {
  Files files;
  files.reserve(options.schemas.size());
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    const model::FileId id{i};
    if (emitting::is_elsewhere(options, id) || !emitting::has_source(options, id)) continue;
    files.push_back(
        {emitting::source_path(model.file(id)), emitting::schema_source(model, id, options)});
  }
  return files;
}

}  // namespace

// Half of the text are headers, so that they and the sources are written at the same time.
Files emit(const model::Model& model, const EmitOptions& options) {
  std::future<Files> other = std::async([&] { return sources(model, options); });
  Files files = emitting::project_files(model, options);
  std::ranges::move(headers(model, options), std::back_inserter(files));
  std::ranges::move(other.get(), std::back_inserter(files));
  std::sort(files.begin(), files.end(),
            [](const OutputFile& a, const OutputFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace ormgen
