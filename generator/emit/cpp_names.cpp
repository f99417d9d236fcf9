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
  return std::any_of(model.files.begin(), model.files.end(), inner) ||
         std::any_of(model.entities.begin(), model.entities.end(), is_called_so) ||
         std::any_of(model.enums.begin(), model.enums.end(), is_called_so);
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

std::string class_from(const model::Model& model, model::FileId here, model::EntityId entity) {
  const model::Entity& target = model.entity(entity);
  return name_from(model, here, target.file, target.cpp_name);
}

std::string qualified_name(const model::Model& model, const model::Entity& entity) {
  return namespace_of(model.file(entity.file)) + "::" + entity.cpp_name;
}

std::string enum_from(const model::Model& model, model::FileId here, model::EnumId id) {
  const model::Enum& enumeration = model.enumeration(id);
  return name_from(model, here, enumeration.file, enumeration.cpp_name);
}

std::string value_type(const model::Model& model, model::FileId here, const model::Column& column) {
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

std::string column_type(const model::Model& model, model::FileId here,
                        const model::Column& column) {
  const std::string value = value_type(model, here, column);
  return column.is_nullable ? "std::optional<" + value + ">" : value;
}

bool is_small(model::ScalarType type) {
  return !model::is_textual(type) && type != model::ScalarType::Bytes &&
         type != model::ScalarType::Json;
}

ClassNames::ClassNames(const model::Entity& entity) {
  for (const model::Column& column : entity.columns) {
    functions_.insert({column.cpp_name, "set_" + column.cpp_name});
  }
  for (const model::Relationship& relationship : entity.relationships) {
    functions_.insert({relationship.cpp_name, "set_" + relationship.cpp_name});
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

std::string ClassNames::new_member(const std::string& wanted) {
  std::string name = wanted;
  while (functions_.contains(name) || !members_.insert(name).second) name += '_';
  return name;
}

std::string ClassNames::base(std::string_view function) const {
  const std::string name(function);
  return has_function(function) ? "orm::Object::" + name : name;
}

std::string ClassNames::alias() const {
  return has_function("alias") ? "orm::FieldsBase::alias" : "alias";
}

}  // namespace ormgen::emitting
