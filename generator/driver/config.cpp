#include "driver/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "diagnostics/did_you_mean.h"
#include "driver/file_text.h"

namespace ormgen {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_name = "ormgen.toml";

std::string list_of(const std::vector<std::string_view>& keys) {
  std::string list;
  for (const std::string_view key : keys)
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", key);
  return list;
}

// Takes the values over, and stops at the first that is wrong.
class ConfigReader {
 public:
  ConfigReader(const fs::path& path, Options& options) : path_(path), options_(options) {}

  // A sentence about the first mistake; empty where there is none.
  std::string read(const std::string& text) {
    try {
      take_over(toml::parse(text, path_.generic_string()));
    } catch (const toml::parse_error& error) {
      complain(error.source(), std::string(error.description()));
    }
    return mistake_;
  }

 private:
  const fs::path& path_;
  Options& options_;
  std::string mistake_;

  void take_over(const toml::table& table) {
    know_keys(table, {"base", "import_dirs", "dialects", "lint"});
    read_base(table);
    for (const std::string& dir : texts(table, "import_dirs")) {
      options_.import_dirs.push_back(from_here(dir));
    }
    read_dialects(table);
    read_lint(table);
  }

  void complain(const toml::source_region& where, const std::string& what) {
    if (!mistake_.empty()) return;
    mistake_ = fmt::format("{}:{}:{}: {}", path_.generic_string(), where.begin.line,
                           where.begin.column, what);
  }

  void know_keys(const toml::table& table, const std::vector<std::string_view>& known) {
    for (const auto& [key, value] : table) {
      const std::string_view name = key.str();
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const auto near = closest_to(name, known);
      complain(key.source(),
               fmt::format("there is no key `{}`; {}", name,
                           near ? did_you_mean(*near) : "known are " + list_of(known)));
    }
  }

  std::string from_here(const std::string& path) const {
    return (path_.parent_path() / path).lexically_normal().generic_string();
  }

  std::vector<std::string> texts(const toml::table& table, std::string_view key) {
    std::vector<std::string> result;
    const toml::node* node = table.get(key);
    if (node == nullptr) return result;
    const toml::array* list = node->as_array();
    if (list == nullptr || !list->is_homogeneous<std::string>()) {
      const bool is_empty = list != nullptr && list->empty();
      if (!is_empty)
        complain(node->source(), fmt::format("`{0}` is a list of texts: `{0} = [\"...\"]`", key));
      return result;
    }
    for (const toml::node& each : *list) result.push_back(*each.value<std::string>());
    return result;
  }

  void read_base(const toml::table& table) {
    const toml::node* node = table.get("base");
    if (node == nullptr) return;
    const auto base = node->value_exact<std::string>();
    if (!base) return complain(node->source(), "`base` is a text: `base = \"schemas\"`");
    if (options_.base.empty()) options_.base = from_here(*base);
  }

  void read_dialects(const toml::table& table) {
    for (const std::string& dialect : texts(table, "dialects")) {
      if (dialect == "sqlite") continue;
      complain(table.get("dialects")->source(),
               fmt::format("this version of ormgen knows no dialect `{}`, only `sqlite`", dialect));
    }
  }

  void read_lint(const toml::table& table) {
    const toml::node* node = table.get("lint");
    if (node == nullptr) return;
    const toml::table* lint = node->as_table();
    if (lint == nullptr) return complain(node->source(), "`lint` is a table: `[lint]`");
    know_keys(*lint, {"deny", "warn", "allow"});
    options_.lint_of_config = {texts(*lint, "deny"), texts(*lint, "warn"), texts(*lint, "allow")};
  }
};

std::optional<fs::path> nearest_config() {
  std::error_code error;
  fs::path folder = fs::current_path(error);
  if (error) return std::nullopt;
  while (true) {
    if (fs::is_regular_file(folder / file_name, error)) return folder / file_name;
    if (folder == folder.parent_path()) return std::nullopt;
    folder = folder.parent_path();
  }
}

}  // namespace

std::variant<Options, std::string> with_config(const Options& options) {
  Options result = options;
  const std::optional<fs::path> path =
      options.config.empty() ? nearest_config() : std::optional<fs::path>(options.config);
  if (path) {
    const std::optional<std::string> text = file_text(*path);
    if (!text) return fmt::format("`{}` cannot be read", path->generic_string());
    std::string mistake = ConfigReader(*path, result).read(*text);
    if (!mistake.empty()) return mistake;
  }
  if (result.base.empty()) result.base = ".";
  return result;
}

}  // namespace ormgen
