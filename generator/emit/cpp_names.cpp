#include "emit/cpp_names.h"

#include <algorithm>

#include "emit/text.h"

namespace ormgen::emitting {
namespace {

// Some namespace or class of this name could be found before the outermost namespace.
bool is_ambiguous(const model::Model& model, const std::string& outermost) {
  const auto inner = [&](const model::File& file) {
    const auto& path = file.namespace_path;
    return std::find(path.begin() + 1, path.end(), outermost) != path.end();
  };
  const auto is_called_so = [&](const auto& named) { return named.cpp_name == outermost; };
  const auto is_inside = [&](const std::optional<model::CppClass>& own) {
    return own && std::find(own->path.begin() + 1, own->path.end(), outermost) != own->path.end();
  };
  return std::any_of(model.files.begin(), model.files.end(), inner) ||
         std::any_of(model.entities.begin(), model.entities.end(), is_called_so) ||
         std::any_of(model.enums.begin(), model.enums.end(), is_called_so) ||
         std::any_of(model.entities.begin(), model.entities.end(),
                     [&](const model::Entity& each) { return is_inside(each.own_class); }) ||
         std::any_of(model.types.begin(), model.types.end(),
                     [&](const model::NamedType& each) { return is_inside(each.value.cpp_class); });
}

// A member is its accessor's name and `_`; `class_` would be the accessor itself plus nothing new.
std::string member_of(const std::string& cpp_name) {
  return cpp_name.ends_with('_') ? cpp_name + "value_" : cpp_name + "_";
}

}  // namespace

std::string namespace_of(const model::File& file) { return join(file.namespace_path, "::"); }

std::string scope_of(const model::Model& model, const model::File& file) {
  const std::string global = is_ambiguous(model, file.namespace_path.front()) ? "::" : "";
  return global + namespace_of(file) + "::";
}

std::string name_from(const model::Model& model, model::FileId here, model::FileId there,
                      const std::string& name) {
  const model::File& other = model.file(there);
  if (model.file(here).namespace_path == other.namespace_path) return name;
  return scope_of(model, other) + name;
}

std::string own_class_from(const model::Model& model, model::FileId here,
                           const model::CppClass& own_class) {
  const std::vector<std::string> outer(own_class.path.begin(), own_class.path.end() - 1);
  if (model.file(here).namespace_path == outer) return own_class.path.back();
  const bool needs_root = outer.empty() || is_ambiguous(model, outer.front());
  return (needs_root ? "::" : "") + name_of(own_class);
}

std::string class_from(const model::Model& model, model::FileId here, model::EntityId entity) {
  const auto& own_class = model.entity(entity).own_class;
  return own_class ? own_class_from(model, here, *own_class) : described_from(model, here, entity);
}

std::string class_of_objects(const model::Model& model, const model::Entity& entity) {
  return entity.own_class ? own_class_from(model, entity.file, *entity.own_class) : entity.cpp_name;
}

std::string described_from(const model::Model& model, model::FileId here, model::EntityId entity) {
  const model::Entity& target = model.entity(entity);
  return name_from(model, here, target.file, target.cpp_name);
}

ClassDeclaration declaration_of(const model::Model& model, const model::Entity& entity) {
  if (!entity.own_class) {
    return {namespace_of(model.file(entity.file)), "class " + entity.cpp_name + ";\n"};
  }
  const model::CppClass& own = *entity.own_class;
  const std::vector<std::string> outer(own.path.begin(), own.path.end() - 1);
  return {join(outer, "::"), own.keyword + " " + own.path.back() + ";\n"};
}

std::string in_namespace(const std::string& name, const std::string& lines) {
  if (name.empty()) return lines + "\n";
  return "namespace " + name + " {\n" + lines + "}  // namespace " + name + "\n\n";
}

std::string qualified_name(const model::Model& model, const model::Entity& entity) {
  if (entity.own_class) return name_of(*entity.own_class);
  return namespace_of(model.file(entity.file)) + "::" + entity.cpp_name;
}

std::string enum_from(const model::Model& model, model::FileId here, model::EnumId id) {
  const model::Enum& enumeration = model.enumeration(id);
  return name_from(model, here, enumeration.file, enumeration.cpp_name);
}

std::string base_type(const model::Model& model, model::FileId here, const model::Column& column) {
  switch (column.type) {
    case model::ScalarType::Bool:
      return "bool";
    case model::ScalarType::Int16:
      return "std::int16_t";
    case model::ScalarType::Int32:
      return "std::int32_t";
    case model::ScalarType::Int64:
      return "std::int64_t";
    case model::ScalarType::Float32:
      return "float";
    case model::ScalarType::Float64:
      return "double";
    case model::ScalarType::String:
    case model::ScalarType::Text:
    case model::ScalarType::Json:
      return "std::string";
    case model::ScalarType::Bytes:
      return "std::vector<std::byte>";
    case model::ScalarType::Decimal:
      return "orm::Decimal";
    case model::ScalarType::Date:
      return "orm::Date";
    case model::ScalarType::Time:
      return "orm::Time";
    case model::ScalarType::DateTime:
      return "orm::DateTime";
    case model::ScalarType::Uuid:
      return "orm::Uuid";
    case model::ScalarType::Enum:
      return enum_from(model, here, *column.enumeration);
  }
  return "";
}

std::string value_type(const model::Model& model, model::FileId here, const model::Column& column) {
  return column.cpp_class ? own_class_from(model, here, *column.cpp_class)
                          : base_type(model, here, column);
}

std::string column_type(const model::Model& model, model::FileId here,
                        const model::Column& column) {
  const std::string value = value_type(model, here, column);
  return column.is_nullable ? "std::optional<" + value + ">" : value;
}

bool is_small(const model::ValueType& value) {
  return !value.cpp_class && !model::is_textual(value.type) &&
         value.type != model::ScalarType::Bytes && value.type != model::ScalarType::Json;
}

ClassNames::ClassNames(const model::Entity& entity) {
  const std::size_t members = entity.columns.size() + entity.relationships.size();
  functions_.reserve(2 * members);
  members_.reserve(members + entity.foreign_keys.size());
  column_members_.reserve(entity.columns.size());
  for (const model::Column& column : entity.columns) {
    functions_.insert(column.cpp_name);
    functions_.insert("set_" + column.cpp_name);
  }
  for (const model::Relationship& relationship : entity.relationships) {
    functions_.insert(relationship.cpp_name);
    functions_.insert("set_" + relationship.cpp_name);
  }
  for (const model::Column& column : entity.columns) {
    column_members_.push_back(new_member(member_of(column.cpp_name)));
  }
  for (const model::Relationship& relationship : entity.relationships) {
    relationship_members_.push_back(new_member(member_of(relationship.cpp_name)));
  }
  for (const model::ForeignKey& key : entity.foreign_keys) {
    const std::string& column = entity.columns[key.columns.front()].cpp_name;
    hidden_links_.push_back(new_member(member_of(column) + "link_"));
  }
}

std::string ClassNames::new_member(std::string wanted) {
  while (functions_.contains(wanted) || !members_.insert(wanted).second) wanted += '_';
  return wanted;
}

std::string ClassNames::base(std::string_view function) const {
  const std::string name(function);
  return has_function(function) ? "orm::Object::" + name : name;
}

std::string ClassNames::alias() const {
  return has_function("alias") ? "FieldsOf::alias" : "alias";
}

}  // namespace ormgen::emitting
