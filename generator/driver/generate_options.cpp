#include "driver/generate_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "check/naming.h"
#include "emit/cpp_names.h"
#include "emit/paths.h"
#include "source/ascii.h"

namespace ormgen {
namespace {

std::vector<std::string> parts_of(const std::string& name_space) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < name_space.size();) {
    const std::size_t end = std::min(name_space.find("::", begin), name_space.size());
    parts.push_back(name_space.substr(begin, end - begin));
    begin = end + 2;
  }
  return parts;
}

// A name becomes part of file names.
std::string name_can_be_in_file_names(const std::string& name) {
  const bool can_be =
      name.find_first_of("/\\\"\n") == std::string::npos && name != "." && name != "..";
  return can_be ? "" : fmt::format("`{}` cannot be part of a file name (--name)", name);
}

std::string namespace_is_one_of_cpp(const std::string& name_space) {
  const std::vector<std::string> parts = parts_of(name_space);
  const auto is_wrong = [](const std::string& part) {
    return !is_name(part) || checking::is_reserved_in_cpp(part) || part == "std" || part == "orm";
  };
  const bool is_fine =
      std::none_of(parts.begin(), parts.end(), is_wrong) && !name_space.ends_with(':');
  return is_fine ? ""
                 : fmt::format("`{}` cannot be a namespace of yours in C++; write --namespace a::b",
                               name_space);
}

// It stands between the quotes of #include.
bool can_be_included(const std::string& path) {
  return path.find_first_of("\"\\\n") == std::string::npos;
}

std::string macro_is_a_name(const EmitOptions& options) {
  const bool has_name =
      options.export_macro.empty()
          ? options.export_header.empty()
          : is_name(options.export_macro) && !checking::is_reserved_in_cpp(options.export_macro);
  const bool is_fine = has_name && can_be_included(options.export_header);
  return is_fine ? ""
                 : "--export-macro takes MACRO or MACRO:HEADER, a name and a path for #include";
}

// Manifests may have been edited.
std::string linked_runs_can_be_written(const Resolved& run) {
  for (const Schema& schema : run.loaded.schemas) {
    if (!schema.linked) continue;
    const std::string failure = namespace_is_one_of_cpp(schema.linked->name_space);
    if (!failure.empty())
      return fmt::format("the manifest of `{}`: {}", schema.linked->owner, failure);
    if (can_be_included(schema.linked->include_prefix)) continue;
    return fmt::format("the manifest of `{}`: `{}` cannot stand in #include", schema.linked->owner,
                       schema.linked->include_prefix);
  }
  return "";
}

std::string prefix_can_be_included(const EmitOptions& options) {
  return can_be_included(options.include_prefix)
             ? ""
             : fmt::format("`{}` cannot stand in #include (--include-prefix)",
                           options.include_prefix);
}

// Both would define registry() of the namespace.
std::string namespaces_are_not_shared(const Resolved& run, const model::Model& model) {
  std::map<std::string, std::string> owners;
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    const auto& linked = run.loaded.schemas[i].linked;
    if (linked) owners.emplace(emitting::namespace_of(model.files[i]), linked->owner);
  }
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    const auto owner = owners.find(emitting::namespace_of(model.files[i]));
    if (run.loaded.schemas[i].linked || owner == owners.end()) continue;
    return fmt::format(
        "`{}` is in namespace `{}`, which `{}` defines, and a namespace has one registry(); choose "
        "another namespace for it, or generate both together",
        model.files[i].display_path, owner->first, owner->second);
  }
  return "";
}

// An #include could mean either.
std::string headers_have_own_paths(const EmitOptions& options, const model::Model& model) {
  std::set<std::string> paths;
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    const std::string path = emitting::header_include(options, model, {i});
    if (paths.insert(path).second) continue;
    return fmt::format(
        "#include \"{}\" would be a header of two runs; give them different include prefixes",
        path);
  }
  return "";
}

}  // namespace

void enclose(model::Model& model, const Resolved& run) {
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    const auto& linked = run.loaded.schemas[i].linked;
    const auto outer = parts_of(linked ? linked->name_space : run.options.name_space);
    auto& path = model.files[i].namespace_path;
    path.insert(path.begin(), outer.begin(), outer.end());
  }
}

std::variant<EmitOptions, std::string> emit_options(const Resolved& run,
                                                    const model::Model& model) {
  EmitOptions options;
  options.name = run.options.name;
  if (options.name.empty()) {
    options.name = std::filesystem::path(run.loaded.schemas.front().display_path).stem().string();
  }
  options.include_prefix = run.options.include_prefix;
  const std::string& mark = run.options.export_macro;
  const std::size_t colon = std::min(mark.find(':'), mark.size());
  options.export_macro = mark.substr(0, colon);
  options.export_header = mark.substr(std::min(mark.size(), colon + 1));
  for (std::size_t i = 0; i < run.loaded.schemas.size(); ++i) {
    const Schema& schema = run.loaded.schemas[i];
    if (schema.is_named) options.schemas.push_back({i});
    if (schema.linked) options.elsewhere.emplace(model::FileId{i}, schema.linked->include_prefix);
  }
  for (std::string failure :
       {name_can_be_in_file_names(run.options.name),
        namespace_is_one_of_cpp(run.options.name_space), macro_is_a_name(options),
        prefix_can_be_included(options), linked_runs_can_be_written(run),
        namespaces_are_not_shared(run, model), headers_have_own_paths(options, model)}) {
    if (!failure.empty()) return failure;
  }
  return options;
}

}  // namespace ormgen
