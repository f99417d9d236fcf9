#include "front_end.h"

#include <deque>
#include <map>
#include <utility>
#include <vector>

#include "check/check.h"
#include "lint/lint.h"
#include "parse/parse.h"

namespace ormgen::golden {
namespace {

namespace fs = std::filesystem;

class FrontEnd {
 public:
  FrontEnd(SourceSet& sources, Sink& sink) : sources_(sources), sink_(sink) {}

  model::Model run(const fs::path& path, const std::string& text, LastPhase last) {
    const SourceFile& root = sources_.add(path.filename().generic_string(), text);
    add(path, root);
    if (last == LastPhase::Parse) return {};
    // Grows while it is walked: imports import, too.
    for (std::size_t i = 0; i < files_.size(); ++i) follow_imports(i);
    model::Model model = check_all();
    if (last == LastPhase::Lint && !sink_.has_errors()) lint_all(model);
    return model;
  }

 private:
  std::size_t add(const fs::path& path, const SourceFile& source) {
    files_.push_back({fs::weakly_canonical(path), source.path(), parse(source, sink_), {}});
    positions_[files_.back().path] = files_.size() - 1;
    return files_.size() - 1;
  }

  void follow_imports(std::size_t importer) {
    const ast::File& file = files_[importer].file;
    for (const ast::Import& import : file.imports) {
      const fs::path path =
          fs::weakly_canonical(files_[importer].path.parent_path() / import.path.value);
      const auto known = positions_.find(path);
      if (known != positions_.end()) {
        files_[importer].imports.push_back(known->second);
        continue;
      }
      const LoadResult loaded = sources_.load(path, import.path.value);
      if (const auto* error = std::get_if<LoadError>(&loaded)) {
        sink_.report(Diagnostic(Code::Orm210, import.path.span, error->message));
        files_[importer].file.is_incomplete = true;
        continue;
      }
      const std::size_t position = add(path, sources_.file(std::get<FileId>(loaded)));
      files_[importer].imports.push_back(position);
    }
  }

  model::Model check_all() {
    std::vector<SchemaFile> schemas;
    schemas.reserve(files_.size());
    for (const Parsed& parsed : files_) {
      schemas.push_back({&parsed.file, parsed.shown_as, parsed.imports});
    }
    return can_be_checked(schemas) ? check(schemas, sink_) : model::Model();
  }

  void lint_all(const model::Model& model) {
    LintLevels levels;
    for (const Lint& each : all_lints()) levels.emplace(each.code, LintLevel::Warn);
    std::vector<LintedFile> linted;
    linted.reserve(files_.size());
    for (const Parsed& parsed : files_) {
      linted.push_back({&parsed.file, &parsed == &files_.front()});
    }
    lint(linted, model, sources_, levels, sink_);
  }

  struct Parsed {
    fs::path path;
    std::string shown_as;
    ast::File file;
    std::vector<std::size_t> imports;
  };

  SourceSet& sources_;
  Sink& sink_;
  std::deque<Parsed> files_;
  std::map<fs::path, std::size_t> positions_;
};

}  // namespace

LastPhase phase_of(const fs::path& path) {
  const fs::path folder = path.parent_path().filename();
  if (folder == "lint") return LastPhase::Lint;
  return folder == "parse" ? LastPhase::Parse : LastPhase::Check;
}

model::Model run_front_end(const fs::path& path, const std::string& text, LastPhase last,
                           SourceSet& sources, Sink& sink) {
  return FrontEnd(sources, sink).run(path, text, last);
}

}  // namespace ormgen::golden
