#include "emit/paths.h"

#include <algorithm>

namespace ormgen::emitting {

std::string header_path(const model::File& file) { return file.display_path + ".hpp"; }

std::string source_path(const model::File& file) { return file.display_path + ".cpp"; }

std::string include_path(const EmitOptions& options, const std::string& path) {
  const bool needs_slash =
      !options.include_prefix.empty() && !options.include_prefix.ends_with('/');
  return options.include_prefix + (needs_slash ? "/" : "") + path;
}

std::string include_lines(const std::set<std::string>& paths) {
  std::string out;
  for (const std::string& path : paths) out += "#include \"" + path + "\"\n";
  return out;
}

bool has_source(const EmitOptions& options, model::FileId file) {
  return std::find(options.schemas.begin(), options.schemas.end(), file) != options.schemas.end();
}

}  // namespace ormgen::emitting
