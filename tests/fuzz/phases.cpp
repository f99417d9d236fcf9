#include "phases.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ast/print.h"
#include "check/check.h"
#include "describe/describe.h"
#include "diagnostics/render.h"
#include "diagram/diagram.h"
#include "emit/emit.h"
#include "emit/schema_sql.h"
#include "format/format.h"
#include "lint/apply_fixes.h"
#include "lint/lint.h"
#include "model/print.h"
#include "parse/parse.h"
#include "parse/tokens.h"
#include "source/source_set.h"

namespace ormgen::fuzz {
namespace {

constexpr std::string_view file_line = "\n//file ";

// All files of an input, the first of which is named `root.orm`.
void add_files(std::string_view input, SourceSet& sources) {
  std::string name = "root.orm";
  while (true) {
    const std::size_t next = input.find(file_line);
    sources.add(name, std::string(input.substr(0, next)));
    if (next == std::string_view::npos) return;
    input.remove_prefix(next + file_line.size());
    const std::size_t end = input.find('\n');
    if (end == std::string_view::npos) return;
    name = input.substr(0, end);
    input.remove_prefix(end);
  }
}

// What the syntax tree prints is the same schema again.
void print_reads_the_same(const ast::File& file) {
  const std::string printed = ast::print(file);
  Sink sink;
  const SourceFile source(file.id, "printed.orm", printed);
  const std::string again = ast::print(parse(source, sink));
  // An empty file says nothing, which is an error of its own.
  if (printed.empty() || (!sink.has_errors() && again == printed)) return;
  std::fprintf(stderr, "printed:\n%s\nread again:\n%s\n", printed.c_str(), again.c_str());
  std::abort();
}

// Laying out what is laid out changes nothing.
void layout_is_stable(const SourceFile& source, const ast::File& file) {
  const std::string once = format(source, file, tokens(source));
  Sink sink;
  const SourceFile formatted(file.id, "formatted.orm", once);
  const ast::File again = parse(formatted, sink);
  if (!sink.has_errors() && format(formatted, again, tokens(formatted)) == once) return;
  std::fprintf(stderr, "formatted:\n%s\n", once.c_str());
  std::abort();
}

class Run {
 public:
  explicit Run(std::string_view input) {
    add_files(input, sources_);
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      const SourceFile& source = sources_.file(static_cast<FileId>(i));
      positions_.emplace(source.path(), i);
      files_.push_back(parse(source, sink_));
    }
  }

  Reached go() {
    const std::vector<SchemaFile> schemas = this->schemas();
    if (sink_.has_errors()) {
      // Not for what it makes, but for what it says.
      if (can_be_checked(schemas)) check(schemas, sink_);
      return fail(Reached::Parse);
    }
    for (const ast::File& file : files_) {
      print_reads_the_same(file);
      layout_is_stable(sources_.file(file.id), file);
    }
    const model::Model model = check(schemas, sink_);
    if (sink_.has_errors()) return fail(Reached::Check);
    model::print(model);
    create_script(model);
    drop_script(model);
    emit(model, options());
    show(model);
    repair(model);
    return Reached::Emit;
  }

 private:
  Reached fail(Reached reached) const {
    const Report report = sink_.sorted(sources_);
    render_human(report, sources_);
    render_gcc(report, sources_);
    render_json(report, sources_);
    render_sarif(report, sources_, "0");
    return reached;
  }

  static void show(const model::Model& model) {
    describe(model);
    describe_json(model);
    for (const DiagramFormat format :
         {DiagramFormat::Mermaid, DiagramFormat::Dot, DiagramFormat::Dbml}) {
      DiagramOptions options;
      options.format = format;
      diagram(model, options);
    }
  }

  void repair(const model::Model& model) {
    std::vector<LintedFile> linted;
    linted.reserve(files_.size());
    for (const ast::File& file : files_) linted.push_back({&file, true});
    lint(linted, model, sources_, {}, sink_);
    apply_fixes(sink_.in_order_of_report(), sources_);
  }

  std::vector<SchemaFile> schemas() {
    std::vector<SchemaFile> schemas;
    schemas.reserve(files_.size());
    for (const ast::File& file : files_) {
      SchemaFile schema{&file, sources_.file(file.id).path(), {}};
      for (const ast::Import& import : file.imports) {
        const auto found = positions_.find(import.path.value);
        if (found != positions_.end()) schema.imports.push_back(found->second);
      }
      schemas.push_back(std::move(schema));
    }
    return schemas;
  }

  // The last file gets no source of its own, so that both ways of a file are taken.
  EmitOptions options() const {
    EmitOptions options;
    options.name = "fuzz";
    const std::size_t named = files_.size() > 1 ? files_.size() - 1 : 1;
    for (std::size_t i = 0; i < named; ++i) options.schemas.push_back({i});
    return options;
  }

  SourceSet sources_;
  Sink sink_;
  std::vector<ast::File> files_;
  std::map<std::string, std::size_t> positions_;
};

}  // namespace

Reached run_phases(std::string_view input) { return Run(input).go(); }

}  // namespace ormgen::fuzz
