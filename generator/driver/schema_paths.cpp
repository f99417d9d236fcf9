#include "driver/schema_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace ormgen {
namespace {

namespace fs = std::filesystem;

// "" when `file` is not below `base`.
std::string relative_to(const fs::path& file, const fs::path& base) {
  const std::string path = file.lexically_relative(base).generic_string();
  const bool is_outside = path.empty() || path == ".." || path.starts_with("../");
  return is_outside ? "" : path;
}

// These end a line of generated code, or a string or comment in it.
bool can_stand_in_code(const std::string& path) {
  return std::none_of(path.begin(), path.end(), [](unsigned char c) {
    return c < 0x20 || c == 0x7f || c == '"' || c == '\\';
  });
}

}  // namespace

fs::path identity_of(const fs::path& file) {
  std::error_code error;
  fs::path path = fs::weakly_canonical(file, error);
  return error ? fs::absolute(file, error).lexically_normal() : path;
}

SchemaPath schema_path(const fs::path& file, const fs::path& base, bool may_be_outside) {
  const std::string shown = file.generic_string();
  if (file.extension() != ".orm") return {"", fmt::format("`{}` does not end in .orm", shown)};
  std::error_code error;
  std::string path = relative_to(fs::absolute(file, error).lexically_normal(),
                                 fs::absolute(base / "", error).lexically_normal());
  // Links may lead the written paths apart.
  if (path.empty()) path = relative_to(identity_of(file), identity_of(base));
  if (path.empty() && may_be_outside) path = shown;
  if (path.empty()) {
    return {"", fmt::format("`{}` is not below the base folder `{}`, so its output has no place; "
                            "set --base to a folder above it",
                            shown, base.generic_string())};
  }
  if (!can_stand_in_code(path)) {
    return {"", fmt::format("the name of `{}` has a character that no #include can hold", shown)};
  }
  return {path, ""};
}

}  // namespace ormgen
