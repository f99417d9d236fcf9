#include "emit/project_files.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "emit/cpp_names.h"
#include "emit/fit.h"
#include "emit/paths.h"
#include "emit/registries.h"
#include "emit/schema_source.h"
#include "emit/template.h"
#include "emit/templates.h"

namespace ormgen::emitting {
namespace {

std::string umbrella(const model::Model& model, const EmitOptions& options) {
  std::set<std::string> headers;
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    headers.insert(header_include(options, model, {i}));
  }
  return fill(templates::models_hpp, {{"abi", std::to_string(runtime_abi)},
                                      {"name", options.name},
                                      {"includes", include_lines(headers)}});
}

std::string forward_declarations(const model::Model& model, const EmitOptions& options) {
  std::map<std::string, std::string> classes;
  for (const model::File& file : model.files) {
    for (const model::EntityId id : file.entities) {
      const ClassDeclaration declaration = declaration_of(model, model.entity(id));
      classes[declaration.name_space] += declaration.text;
    }
  }
  std::string blocks;
  for (const auto& [name, lines] : classes) {
    blocks += in_namespace(name, lines);
  }
  return fill(templates::fwd_hpp,
              {{"abi", std::to_string(runtime_abi)}, {"name", options.name}, {"classes", blocks}});
}

// The registries, and the definitions of schemas that have no source of their own.
std::string models_source(const model::Model& model, const EmitOptions& options) {
  std::set<std::string> headers = {"orm/engine.h", "orm/mapping.h"};
  std::string imported;
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    if (has_source(options, {i}) || is_elsewhere(options, {i})) continue;
    headers.merge(needed_headers(model, {i}, options));
    imported += definitions(model, {i});
  }
  return fill(templates::models_cpp,
              {{"abi", std::to_string(runtime_abi)},
               {"name", options.name},
               {"header", include_path(options, options.name + "_models.hpp")},
               {"includes", include_lines(headers)},
               {"definitions", imported},
               {"registries", registries(model, options)}});
}

}  // namespace

std::vector<OutputFile> project_files(const model::Model& model, const EmitOptions& options) {
  return {{options.name + "_fwd.hpp", fit(forward_declarations(model, options))},
          {options.name + "_models.cpp", fit(models_source(model, options))},
          {options.name + "_models.hpp", fit(umbrella(model, options))}};
}

}  // namespace ormgen::emitting
