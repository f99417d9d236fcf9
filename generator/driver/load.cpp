#include "driver/load.h"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "driver/command.h"
#include "driver/import_paths.h"
#include "driver/schema_paths.h"
#include "parse/parse.h"

namespace ormgen {
namespace {

namespace fs = std::filesystem;

class Loading {
 public:
  Loading(const Options& options, SourceSet& sources, Sink& sink)
      : options_(options), sources_(sources), sink_(sink), linked_(options, loaded_.failures) {}

  Loaded load() {
    for (const std::string& file : options_.files) load_named(file);
    for (std::size_t i = 0; i < loaded_.schemas.size(); ++i) load_imports_of(i);
    return std::move(loaded_);
  }

 private:
  const Options& options_;
  SourceSet& sources_;
  Sink& sink_;
  Loaded loaded_;
  LinkedRuns linked_;
  // By the path that is the same however the file was reached.
  std::map<fs::path, std::size_t> known_;

  void load_named(const std::string& file) {
    if (file == "-") return load_stdin();
    if (known_.contains(identity_of(file))) return;
    const LoadResult result = sources_.load(file, fs::path(file).generic_string());
    if (const auto* error = std::get_if<LoadError>(&result)) {
      loaded_.failures.push_back(error->message);
      return;
    }
    const SchemaPath path = path_of(file);
    if (!path.failure.empty()) {
      loaded_.failures.push_back(path.failure);
      return;
    }
    if (const LinkedSchema* linked = linked_.find(identity_of(file))) {
      loaded_.failures.push_back(fmt::format(
          "the classes of `{}` are those of `{}`, which is linked; import it instead of "
          "generating it again",
          file, linked->owner));
      return;
    }
    add(std::get<FileId>(result), file, path.name, true);
  }

  // Only output needs a place.
  SchemaPath path_of(const fs::path& file) const {
    return schema_path(file, options_.base, options_.out.empty());
  }

  void load_stdin() {
    if (!options_.command->reads_stdin) {
      loaded_.failures.push_back(
          fmt::format("`ormgen {}` does not read stdin (`-`)", options_.command->name));
      return;
    }
    std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    const SourceFile& source = sources_.add(options_.stdin_name, std::move(text));
    add(source.id(), options_.stdin_name, options_.stdin_name, true);
  }

  std::size_t add(FileId id, const fs::path& path, std::string name, bool is_named) {
    Schema schema;
    schema.file = parse(sources_.file(id), sink_);
    schema.display_path = std::move(name);
    schema.path_on_disk = path.generic_string();
    schema.is_named = is_named;
    loaded_.schemas.push_back(std::move(schema));
    known_.emplace(identity_of(path), loaded_.schemas.size() - 1);
    return loaded_.schemas.size() - 1;
  }

  void load_imports_of(std::size_t importer) {
    // A copy, since loading makes the vector grow.
    const std::vector<ast::Import> imports = loaded_.schemas[importer].file.imports;
    for (const ast::Import& import : imports) {
      const fs::path from = loaded_.schemas[importer].path_on_disk;
      if (const auto imported = load_import(import, from)) {
        loaded_.schemas[importer].imports.push_back(*imported);
      } else {
        loaded_.schemas[importer].file.is_incomplete = true;
      }
    }
  }

  std::optional<std::size_t> load_import(const ast::Import& import, const fs::path& importer) {
    const ImportSearch found = find_import(import.path.value, importer, options_);
    if (!found.path) {
      report(import, fmt::format("there is no file `{}` to import", import.path.value),
             "looked in " + found.places);
      return std::nullopt;
    }
    const auto known = known_.find(identity_of(*found.path));
    if (known != known_.end()) return known->second;
    const LinkedSchema* linked = linked_.find(identity_of(*found.path));
    // Before it is read, for an import may name any file.
    const SchemaPath path =
        linked != nullptr ? SchemaPath{linked->display_path, ""} : path_of(*found.path);
    if (!path.failure.empty()) {
      report(import, path.failure, "");
      return std::nullopt;
    }
    const LoadResult result = sources_.load(*found.path);
    if (const auto* error = std::get_if<LoadError>(&result)) {
      report(import, error->message, "");
      return std::nullopt;
    }
    const std::size_t at = add(std::get<FileId>(result), *found.path, path.name, false);
    if (linked != nullptr) loaded_.schemas[at].linked = *linked;
    return at;
  }

  void report(const ast::Import& import, std::string message, std::string help) {
    Diagnostic diagnostic(Code::Orm210, import.path.span, std::move(message));
    if (!help.empty()) diagnostic.helps.push_back(std::move(help));
    sink_.report(std::move(diagnostic));
  }
};

}  // namespace

Loaded load(const Options& options, SourceSet& sources, Sink& sink) {
  return Loading(options, sources, sink).load();
}

std::vector<SchemaFile> schema_files(const Loaded& loaded) {
  std::vector<SchemaFile> files;
  files.reserve(loaded.schemas.size());
  for (const Schema& schema : loaded.schemas) {
    files.push_back({&schema.file, schema.display_path, schema.imports});
  }
  return files;
}

}  // namespace ormgen
