#include "emit/paths.h"

#include <algorithm>

namespace ormgen::emitting {
namespace {

std::string below(const std::string& folder, const std::string& path) {
  const bool needs_slash = !folder.empty() && !folder.ends_with('/');
  return folder + (needs_slash ? "/" : "") + path;
}

}  // namespace

std::string header_path(const model::File& file) { return file.display_path + ".hpp"; }

std::string source_path(const model::File& file) { return file.display_path + ".cpp"; }

std::string include_path(const EmitOptions& options, const std::string& path) {
  return below(options.include_prefix, path);
}

std::string header_include(const EmitOptions& options, const model::Model& model,
                           model::FileId file) {
  const auto there = options.elsewhere.find(file);
  const std::string& folder =
      there == options.elsewhere.end() ? options.include_prefix : there->second;
  return below(folder, header_path(model.file(file)));
}

std::string include_lines(const std::set<std::string>& paths) {
  std::string out;
  for (const std::string& path : paths) out += "#include \"" + path + "\"\n";
  return out;
}

bool has_source(const EmitOptions& options, model::FileId file) {
  return std::find(options.schemas.begin(), options.schemas.end(), file) != options.schemas.end();
}

bool is_elsewhere(const EmitOptions& options, model::FileId file) {
  return options.elsewhere.contains(file);
}

std::string export_mark(const EmitOptions& options) {
  return options.export_macro.empty() ? "" : options.export_macro + " ";
}

}  // namespace ormgen::emitting
