#include "emit/columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "emit/cpp_literals.h"

namespace ormgen::emitting {
namespace {

// Who makes an object may leave it out, and something else than a default fills it then.
bool is_filled_later(ColumnRole role) {
  return role == ColumnRole::GeneratedKey || role == ColumnRole::LinkedKey ||
         is_filled_by_flush(role);
}

bool is_required(const model::Column& column, ColumnRole role) {
  return !column.is_nullable && !column.default_value && !is_filled_later(role);
}

// `value`, moved from unless copying is as good.
std::string taken(const model::Column& column, const std::string& value) {
  return is_small(column) ? value : fmt::format("std::move({})", value);
}

// The default of a column as its base, as code in the namespace of file `here` writes it.
std::string base_default(const model::Model& model, model::FileId here,
                         const model::Column& column) {
  const auto* index = std::get_if<model::EnumeratorIndex>(&*column.default_value);
  if (index == nullptr) return default_literal(*column.default_value, column.type);
  const model::Enum& enumeration = model.enumeration(*column.enumeration);
  const model::Enumerator& enumerator = enumeration.enumerators[index->value];
  const std::string type = enum_from(model, here, *column.enumeration);
  if (enumeration.file == here) return type + "::" + enumerator.cpp_name;
  // Another file's enumerators may stand behind this class.
  return fmt::format("{}{{{}}}", type, integer_literal(enumerator.number));
}

std::string default_value(const model::Model& model, model::FileId here,
                          const model::Column& column) {
  std::string base = base_default(model, here, column);
  if (!column.cpp_class) return base;
  return fmt::format("orm::from_base<{}>({})", value_type(model, here, column), base);
}

// What a member that C++ would leave without a value begins with.
std::string_view first_value(const model::Column& column) {
  if (column.is_nullable || !is_small(column)) return "";
  if (column.type == model::ScalarType::Bool) return " = false";
  if (model::is_integer(column.type) || model::is_floating(column.type)) return " = 0";
  return "{}";
}

std::string_view setter_of(ColumnRole role) {
  if (role == ColumnRole::Plain || is_filled_by_flush(role)) return "set";
  if (role == ColumnRole::LinkedKey) return "set_foreign_key";
  return role == ColumnRole::KeyPart ? "set_key_part" : "set_key";
}

}  // namespace

bool is_settable(ColumnRole role) {
  return role != ColumnRole::Computed && role != ColumnRole::Version;
}

bool is_filled_by_flush(ColumnRole role) {
  return role == ColumnRole::ServerDefault || role == ColumnRole::Computed ||
         role == ColumnRole::Version;
}

ColumnRole role_of(const model::Entity& entity, const model::Column& column) {
  if (column.is_primary_key && column.is_autoincrement) return ColumnRole::GeneratedKey;
  const bool is_linked = std::any_of(column.foreign_keys.begin(), column.foreign_keys.end(),
                                     [&entity](model::ForeignKeyIndex key) {
                                       return entity.foreign_keys[key].is_used_by_relationship;
                                     });
  if (is_linked) return ColumnRole::LinkedKey;
  if (column.computed) return ColumnRole::Computed;
  if (column.is_version) return ColumnRole::Version;
  if (!column.server_default.empty()) return ColumnRole::ServerDefault;
  if (!column.is_primary_key) return ColumnRole::Plain;
  return entity.primary_key.size() > 1 ? ColumnRole::KeyPart : ColumnRole::Key;
}

std::string init_member(const model::Model& model, const model::Entity& entity,
                        const model::Column& column) {
  const ColumnRole role = role_of(entity, column);
  if (role == ColumnRole::Computed) return "";
  const std::string type = value_type(model, entity.file, column);
  if (is_required(column, role)) {
    return fmt::format("orm::Required<{}> {};", type, column.cpp_name);
  }
  if (column.default_value) {
    return fmt::format("{} {} = {};", column_type(model, entity.file, column), column.cpp_name,
                       default_value(model, entity.file, column));
  }
  return fmt::format("std::optional<{}> {} = {{}};", type, column.cpp_name);
}

std::string data_member(const model::Model& model, const model::Entity& entity,
                        const model::Column& column, const std::string& member) {
  const std::string type = column_type(model, entity.file, column);
  if (column.cpp_class) {
    return fmt::format("orm::Converted<{}, {}> {};", type, base_type(model, entity.file, column),
                       member);
  }
  return fmt::format("{} {}{};", type, member, first_value(column));
}

std::string set_column(const model::Entity& entity, model::ColumnIndex index,
                       const ClassNames& names, std::string_view value) {
  const model::Column& column = entity.columns[index];
  const std::string& member = names.column_member(index);
  const std::string stored =
      column.cpp_class
          ? fmt::format("{}({}, {}, {})", names.base("converted"), index, member, value)
          : std::string(value);
  return fmt::format("{}({}, {}, {})", names.base(setter_of(role_of(entity, column))), index,
                     member, stored);
}

std::string initialize_column(const model::Entity& entity, model::ColumnIndex index,
                              const ClassNames& names) {
  const model::Column& column = entity.columns[index];
  const ColumnRole role = role_of(entity, column);
  const std::string given = "init." + column.cpp_name;
  if (role == ColumnRole::Computed) return "";
  // Own code does not use a function that is deprecated, or that is not there.
  const auto set = [&](const std::string& value) {
    return column.deprecated || !is_settable(role)
               ? set_column(entity, index, names, value)
               : fmt::format("set_{}({})", column.cpp_name, value);
  };
  if (is_filled_later(role) && !column.default_value) {
    const std::string value = column.is_nullable ? given : "*" + given;
    return fmt::format("if ({}) {};", given, set(taken(column, value)));
  }
  if (role == ColumnRole::LinkedKey) {
    return set(taken(column, given)) + ";";
  }
  const std::string value = is_required(column, role) ? given + ".take()" : taken(column, given);
  return set_column(entity, index, names, value) + ";";
}

}  // namespace ormgen::emitting
