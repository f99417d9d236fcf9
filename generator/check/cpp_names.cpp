#include <fmt/core.h>

#include <array>
#include <unordered_set>

#include "check/naming.h"
#include "check/passes.h"

namespace ormgen::checking {

namespace {

// Names that generated code uses itself: everywhere, in a namespace, and in a class.
constexpr auto needed_everywhere = std::to_array<std::string_view>({"orm", "std"});
constexpr auto needed_in_namespaces =
    std::to_array<std::string_view>({"Fields", "Init", "PrimaryKey", "Tables", "create_all",
                                     "drop_all", "enum_mapping", "registry"});
constexpr auto needed_in_classes = std::to_array<std::string_view>(
    {"Fields", "Init", "PrimaryKey", "Tables", "fields", "mapping"});

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name) {
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
  std::string cpp_name = is_taken ? name + "_" : name;
  // A class may have had to take that name itself.
  while (classes.contains(cpp_name)) cpp_name += '_';
  return cpp_name;
}

std::string namespace_part(const std::string& name) {
  return is_reserved_in_cpp(name) || contains(needed_everywhere, name) ? name + "_" : name;
}

std::string name_in_namespace(const std::string& name) {
  return contains(needed_in_namespaces, name) ? name + "_" : namespace_part(name);
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

// `app.blog`, and `app`, in which it stands.
std::unordered_set<std::string> all_namespaces(const model::Model& model) {
  std::unordered_set<std::string> all;
  for (const model::File& file : model.files) {
    std::vector<std::string> parts;
    for (const std::string& part : file.namespace_path) {
      parts.push_back(part);
      all.insert(join(parts, "."));
    }
  }
  return all;
}

std::string path_of(const model::File& file) { return join(file.namespace_path, "."); }

// "app.blog.User"
template <class Named>
std::string path_of(const Draft& draft, const Named& named) {
  return path_of(draft.model.file(named.file)) + "." + named.cpp_name;
}

void tables_are_no_namespaces(Draft& draft) {
  const auto namespaces = all_namespaces(draft.model);
  for (const TableDraft* table : draft.tables()) {
    const std::string path = path_of(draft, draft.resolved(*table));
    if (!namespaces.contains(path)) continue;
    draft.sink.report(Diagnostic(Code::Orm207, table->name->span,
                                 fmt::format("`{}` is a namespace too: both would be `{}` in C++",
                                             table->name->text, path))
                          .help("rename one of the two"));
  }
}

// What has a name of its own in C++: `class` and `class_` may meet in one namespace, and the user's
// classes with those that are generated.
class NamesInCpp {
 public:
  explicit NamesInCpp(Draft& draft) : draft_(draft) {}

  void add(const std::string& path, const std::string& cpp_name, const ast::Name& name) {
    const auto [first, is_new] = first_.emplace(path, &name);
    if (!is_new) report(*first->second, name, cpp_name);
  }

  // Several named types may have one class.
  void add_shared(const model::CppClass& cpp_class, const ast::Name& name) {
    const auto first = first_.find(join(cpp_class.path, "."));
    if (first != first_.end()) report(*first->second, name, name_of(cpp_class));
  }

 private:
  Draft& draft_;
  std::unordered_map<std::string, const ast::Name*> first_;

  void report(const ast::Name& first, const ast::Name& second, const std::string& cpp_name) {
    if (&first == &second) {
      draft_.sink.report(
          Diagnostic(Code::Orm207, second.span,
                     fmt::format("the class of `{}` and its generated base are both `{}` in C++",
                                 second.text, cpp_name))
              .help("name another class"));
      return;
    }
    draft_.sink.report(Diagnostic(Code::Orm207, second.span,
                                  fmt::format("`{}` and `{}` are both `{}` in C++", first.text,
                                              second.text, cpp_name))
                           .also(first.span, "the other one")
                           .help("rename one of the two"));
  }
};

void names_differ(Draft& draft) {
  NamesInCpp names(draft);
  for (const TableDraft* table : draft.tables()) {
    const model::Table& resolved = draft.resolved(*table);
    names.add(path_of(draft, resolved), resolved.cpp_name, *table->name);
  }
  for (std::size_t i = 0; i < draft.enums.size(); ++i) {
    const model::Enum& resolved = draft.model.enums[i];
    names.add(path_of(draft, resolved), resolved.cpp_name, draft.enums[i]->name);
  }
  for (const TableDraft& entity : draft.entities) {
    const auto& own_class = draft.resolved_entity(std::get<model::EntityId>(entity.ref)).own_class;
    if (own_class) names.add(join(own_class->path, "."), name_of(*own_class), *entity.name);
  }
  for (std::size_t i = 0; i < draft.types.size(); ++i) {
    const auto& cpp_class = draft.model.types[i].value.cpp_class;
    if (cpp_class) names.add_shared(*cpp_class, draft.types[i].node->name);
  }
}

using NamesByNamespace = std::unordered_map<std::string, Names>;

void add_class(const std::optional<model::CppClass>& cpp_class, NamesByNamespace& classes) {
  if (!cpp_class) return;
  const std::vector<std::string> outer(cpp_class->path.begin(), cpp_class->path.end() - 1);
  classes[join(outer, ".")].insert(cpp_class->path.back());
}

}  // namespace

void name_in_cpp(Draft& draft) {
  NamesByNamespace classes;
  for (model::File& file : draft.model.files) {
    for (std::string& part : file.namespace_path) part = namespace_part(part);
  }
  for (model::Entity& entity : draft.model.entities) {
    entity.cpp_name = name_in_namespace(entity.own_class ? entity.name + "Base" : entity.name);
    classes[path_of(draft.model.file(entity.file))].insert(entity.cpp_name);
    add_class(entity.own_class, classes);
  }
  for (model::Enum& enumeration : draft.model.enums) {
    enumeration.cpp_name = name_in_namespace(enumeration.name);
    classes[path_of(draft.model.file(enumeration.file))].insert(enumeration.cpp_name);
  }
  for (const model::NamedType& type : draft.model.types) add_class(type.value.cpp_class, classes);
  for (const TableDraft& entity : draft.entities) {
    const std::string path = path_of(draft.model.files[entity.file]);
    name_members(draft, entity, classes[path]);
  }
  for (model::LinkTable& link : draft.model.link_tables) {
    link.cpp_name = name_in_namespace(link.name);
    for (model::Column& column : link.columns) column.cpp_name = column.name;
  }
  names_differ(draft);
  tables_are_no_namespaces(draft);
}

}  // namespace ormgen::checking
