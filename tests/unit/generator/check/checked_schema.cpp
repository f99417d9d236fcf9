#include "checked_schema.h"

#include <map>
#include <sstream>
#include <stdexcept>

#include "diagnostics/render.h"
#include "parse/parse.h"

namespace ormgen {

namespace {

template <class Named>
const Named& find(const std::vector<Named>& all, const std::string& name) {
  for (const Named& each : all) {
    if (each.name == name) return each;
  }
  throw std::out_of_range("the model has no " + name);
}

// The lines that are errors, without the first file's path and the word `error`.
std::vector<std::string> errors_in(const std::string& rendered, const std::string& path) {
  std::vector<std::string> errors;
  std::istringstream lines(rendered);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t word = line.find(" error: ");
    if (word == std::string::npos) continue;
    line.erase(word, 7);
    errors.push_back(line.starts_with(path + ":") ? line.substr(path.size() + 1) : line);
  }
  return errors;
}

}  // namespace

CheckedSchema::CheckedSchema(const std::vector<SchemaText>& files) {
  SourceSet sources;
  Sink sink;
  std::deque<ast::File> parsed;
  std::map<std::string, std::size_t> positions;
  for (const SchemaText& file : files) {
    positions[file.path] = parsed.size();
    parsed.push_back(parse(sources.add(file.path, file.text), sink));
  }
  std::vector<SchemaFile> schema;
  for (std::size_t i = 0; i < files.size(); ++i) {
    SchemaFile& file = schema.emplace_back();
    file.file = &parsed[i];
    file.display_path = files[i].path;
    for (const ast::Import& import : parsed[i].imports) {
      file.imports.push_back(positions.at(import.path.value));
    }
  }
  if (can_be_checked(schema)) model_ = check(schema, sink);
  messages_ = render_gcc(sink.sorted(sources), sources);
  errors_ = errors_in(messages_, files.front().path);
}

CheckedSchema::CheckedSchema(const std::string& text)
    : CheckedSchema(std::vector<SchemaText>{{"t.orm", "orm 1; namespace t; " + text}}) {}

std::vector<std::string> CheckedSchema::codes() const {
  std::vector<std::string> codes;
  codes.reserve(errors_.size());
  for (const std::string& error : errors_) codes.push_back(error.substr(error.rfind('[')));
  return codes;
}

const model::Entity& CheckedSchema::entity(const std::string& name) const {
  return find(model_.entities, name);
}

const model::LinkTable& CheckedSchema::link_table(const std::string& name) const {
  return find(model_.link_tables, name);
}

const model::Column& CheckedSchema::column(const std::string& entity_name,
                                           const std::string& name) const {
  return find(entity(entity_name).columns, name);
}

const model::Relationship& CheckedSchema::relationship(const std::string& entity_name,
                                                       const std::string& name) const {
  return find(entity(entity_name).relationships, name);
}

}  // namespace ormgen
