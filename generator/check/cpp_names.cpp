#include <fmt/core.h>

#include <array>
#include <unordered_set>

#include "check/naming.h"
#include "check/passes.h"

namespace ormgen::checking {

namespace {

// Names that generated code uses itself, in a namespace and in a class.
constexpr auto needed_in_namespaces =
    std::to_array<std::string_view>({"create_all", "drop_all", "orm", "registry", "std"});
constexpr auto needed_in_classes =
    std::to_array<std::string_view>({"Fields", "Init", "fields", "mapping"});

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
  for (const std::string_view each : names) {
    if (each == name) return true;
  }
  return false;
}

using Names = std::unordered_set<std::string_view>;

// `set_x` is the setter of a member `x`.
bool is_setter_of_a_member(const TableDraft& entity, std::string_view name) {
  if (!name.starts_with("set_")) return false;
  const std::string_view member = name.substr(4);
  return entity.column_named.contains(member) || entity.relationship_named.contains(member);
}

// Inside a class a member hides the class of the same name.
std::string member_name(const TableDraft& entity, const Names& classes, const std::string& name) {
  const bool is_taken = is_reserved_in_cpp(name) || contains(needed_in_classes, name) ||
                        classes.contains(name) || is_setter_of_a_member(entity, name);
  return is_taken ? name + "_" : name;
}

std::string name_in_namespace(const std::string& name) {
  return is_reserved_in_cpp(name) || contains(needed_in_namespaces, name) ? name + "_" : name;
}

// The names of one class, each with the place that wrote it.
class ClassMembers {
 public:
  ClassMembers(Draft& draft, const TableDraft& entity) : draft_(draft), entity_(entity) {}

  void add(const std::string& cpp_name, const ast::Name& name) {
    const auto [first, is_new] = first_.emplace(cpp_name, &name);
    if (is_new) return;
    draft_.sink.report(
        Diagnostic(Code::Orm207, name.span,
                   fmt::format("`{}` and `{}` of `{}` are both `{}` in C++", first->second->text,
                               name.text, entity_.name->text, cpp_name))
            .also(first->second->span, "the other one")
            .help("rename one of the two"));
  }

 private:
  Draft& draft_;
  const TableDraft& entity_;
  std::unordered_map<std::string, const ast::Name*> first_;
};

void name_members(Draft& draft, const TableDraft& entity, const Names& classes) {
  model::Entity& resolved = draft.resolved_entity(std::get<model::EntityId>(entity.ref));
  ClassMembers members(draft, entity);
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    std::string& cpp_name = resolved.columns[i].cpp_name;
    cpp_name = member_name(entity, classes, resolved.columns[i].name);
    members.add(cpp_name, entity.columns[i].node->name);
  }
  for (std::size_t i = 0; i < entity.relationships.size(); ++i) {
    std::string& cpp_name = resolved.relationships[i].cpp_name;
    cpp_name = member_name(entity, classes, resolved.relationships[i].name);
    members.add(cpp_name, entity.relationships[i].node->name);
  }
}

// `app.blog` and everything it stands in: `app`.
std::unordered_set<std::string> all_namespaces(const model::Model& model) {
  std::unordered_set<std::string> all;
  for (const model::File& file : model.files) {
    std::string path;
    for (const std::string& part : file.namespace_path) {
      path += "." + part;
      all.insert(path);
    }
  }
  return all;
}

std::string path_of(const model::File& file) {
  std::string path;
  for (const std::string& part : file.namespace_path) path += "." + part;
  return path;
}

void classes_are_no_namespaces(Draft& draft) {
  const auto namespaces = all_namespaces(draft.model);
  for (const TableDraft& entity : draft.entities) {
    const model::Entity& resolved = draft.resolved_entity(std::get<model::EntityId>(entity.ref));
    const std::string path = path_of(draft.model.file(resolved.file)) + "." + resolved.cpp_name;
    if (!namespaces.contains(path)) continue;
    draft.sink.report(Diagnostic(Code::Orm207, entity.name->span,
                                 fmt::format("`{}` is an entity and a namespace: both would be "
                                             "`{}` in C++",
                                             entity.name->text, path.substr(1)))
                          .help("rename one of the two"));
  }
}

// `class` and `class_` in one namespace.
void classes_differ(Draft& draft) {
  std::unordered_map<std::string, const TableDraft*> first_class;
  for (const TableDraft& entity : draft.entities) {
    const model::Entity& resolved = draft.resolved_entity(std::get<model::EntityId>(entity.ref));
    const auto [first, is_new] = first_class.emplace(
        path_of(draft.model.file(resolved.file)) + "." + resolved.cpp_name, &entity);
    if (is_new) continue;
    draft.sink.report(
        Diagnostic(Code::Orm207, entity.name->span,
                   fmt::format("`{}` and `{}` are both `{}` in C++", first->second->name->text,
                               entity.name->text, resolved.cpp_name))
            .also(first->second->name->span, "the other one")
            .help("rename one of the two"));
  }
}

}  // namespace

void name_in_cpp(Draft& draft) {
  std::unordered_map<std::string, Names> classes;
  for (model::File& file : draft.model.files) {
    for (std::string& part : file.namespace_path) part = name_in_namespace(part);
  }
  for (model::Entity& entity : draft.model.entities) {
    entity.cpp_name = name_in_namespace(entity.name);
    classes[path_of(draft.model.file(entity.file))].insert(entity.cpp_name);
  }
  for (const TableDraft& entity : draft.entities) {
    const std::string path = path_of(draft.model.files[entity.file]);
    name_members(draft, entity, classes[path]);
  }
  for (model::LinkTable& link : draft.model.link_tables) {
    link.cpp_name = name_in_namespace(link.name);
    for (model::Column& column : link.columns) column.cpp_name = column.name;
  }
  classes_differ(draft);
  classes_are_no_namespaces(draft);
}

}  // namespace ormgen::checking
