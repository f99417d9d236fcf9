// The format of docs/describe.md. A fact that is added to the model is one line here and one there;
// each key is always written, null or empty where nothing is set.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "describe/describe.h"
#include "model/words.h"

namespace ormgen {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_version = 1;

// An empty text is one that the schema does not have.
Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

// What `write` makes of each item.
template <class Items, class Write>
Json list(const Items& items, Write write) {
  Json array = Json::array();
  for (const auto& item : items) array.push_back(write(item));
  return array;
}

struct DefaultWriter {
  const model::Model& model;
  const model::Column& column;

  Json operator()(model::DefaultFunction function) const {
    return {{"function", name_of(function)}};
  }
  Json operator()(model::EnumeratorIndex index) const {
    const model::Enum& enumeration = model.enumeration(*column.enumeration);
    return {{"enumerator", enumeration.enumerators[index.value].name}};
  }
  template <class Value>
  Json operator()(const Value& value) const {
    return {{"value", value}};
  }
};

struct AnnotationWriter {
  Json operator()(std::monostate /*null*/) const { return {}; }
  Json operator()(const model::AnnotationWord& word) const { return {{"word", word.text}}; }
  template <class Value>
  Json operator()(const Value& value) const {
    return value;
  }
};

class Writer {
 public:
  explicit Writer(const model::Model& model) : model_(model) {}

  Json write() const {
    Json enums = Json::array();
    Json types = Json::array();
    Json entities = Json::array();
    Json link_tables = Json::array();
    for (const model::File& each : model_.files) {
      for (const auto id : each.enums) enums.push_back(enumeration(model_.enumeration(id)));
      for (const auto id : each.types) types.push_back(named_type(model_.named_type(id)));
      for (const auto id : each.entities) entities.push_back(entity(model_.entity(id)));
      for (const auto id : each.link_tables) link_tables.push_back(table(model_.link_table(id)));
    }
    return {{"format", format_version},
            {"files", list(model_.files, [&](const auto& each) { return file(each); })},
            {"enums", enums},
            {"types", types},
            {"entities", entities},
            {"link_tables", link_tables},
            {"create_order", list(model_.create_order, [&](auto ref) { return id_of(ref); })}};
  }

 private:
  const model::Model& model_;

  std::string id_of(model::TableRef ref) const {
    return model::qualified_name(model_, model_.table(ref));
  }
  std::string id_of(model::EnumId id) const {
    return model::qualified_name(model_, model_.enumeration(id));
  }
  std::string id_of(model::NamedTypeId id) const {
    return model::qualified_name(model_, model_.named_type(id));
  }
  template <class Id>
  Json id_or_null(const std::optional<Id>& id) const {
    return id ? Json(id_of(*id)) : Json();
  }
  std::string path_of(model::FileId id) const { return model_.file(id).display_path; }

  Json file(const model::File& file) const {
    return {
        {"path", file.display_path},
        {"namespace", file.namespace_path},
        {"table_naming", model::name_of(file.table_naming)},
        {"column_naming", model::name_of(file.column_naming)},
        {"schema", text_or_null(file.schema)},
        {"annotations", annotations(file.annotations)},
        {"imports", list(file.imports, [&](auto id) { return path_of(id); })},
        {"entities", list(file.entities, [&](auto id) { return id_of(model::TableRef(id)); })},
        {"link_tables",
         list(file.link_tables, [&](auto id) { return id_of(model::TableRef(id)); })},
        {"enums", list(file.enums, [&](auto id) { return id_of(id); })},
        {"types", list(file.types, [&](auto id) { return id_of(id); })},
    };
  }

  static Json annotations(const std::vector<model::Annotation>& annotations) {
    return list(annotations, annotation);
  }

  static Json annotation(const model::Annotation& annotation) {
    return {{"name", annotation.name}, {"arguments", list(annotation.arguments, argument)}};
  }

  static Json argument(const model::AnnotationArgument& argument) {
    return {{"key", text_or_null(argument.key)},
            {"value", std::visit(AnnotationWriter{}, argument.value)}};
  }

  Json enumeration(const model::Enum& enumeration) const {
    return {
        {"id", model::qualified_name(model_, enumeration)},
        {"name", enumeration.name},
        {"cpp_name", enumeration.cpp_name},
        {"doc", text_or_null(enumeration.doc)},
        {"file", path_of(enumeration.file)},
        {"storage", enumeration.storage ? Json(name_of(*enumeration.storage)) : Json()},
        {"annotations", annotations(enumeration.annotations)},
        {"enumerators",
         list(enumeration.enumerators, [&](const auto& each) { return enumerator(each); })},
    };
  }

  static Json enumerator(const model::Enumerator& enumerator) {
    return {
        {"name", enumerator.name},
        {"cpp_name", enumerator.cpp_name},
        {"doc", text_or_null(enumerator.doc)},
        {"text", enumerator.text},
        {"number", enumerator.number},
        {"annotations", annotations(enumerator.annotations)},
    };
  }

  Json named_type(const model::NamedType& type) const {
    Json json = {
        {"id", model::qualified_name(model_, type)},
        {"name", type.name},
        {"doc", text_or_null(type.doc)},
        {"file", path_of(type.file)},
        {"annotations", annotations(type.annotations)},
    };
    json.update(value_type(type.value));
    return json;
  }

  Json value_type(const model::ValueType& value) const {
    return {
        {"type", name_of(value.type)},
        {"length", or_null(value.length)},
        {"digits", digits(value.digits)},
        {"enum", id_or_null(value.enumeration)},
        {"named_type", id_or_null(value.named_type)},
        {"cpp_class", cpp_class(value.cpp_class)},
    };
  }

  static Json cpp_class(const std::optional<model::CppClass>& cpp_class) {
    if (!cpp_class) return {};
    return {
        {"name", name_of(*cpp_class)},
        {"path", cpp_class->path},
        {"keyword", cpp_class->keyword},
        {"header", cpp_class->header},
    };
  }

  Json entity(const model::Entity& entity) const {
    Json json = table(entity);
    json["own_class"] = cpp_class(entity.own_class);
    json["relationships"] =
        list(entity.relationships, [&](const auto& each) { return relationship(each); });
    return json;
  }

  Json table(const model::Table& table) const {
    return {
        {"id", model::qualified_name(model_, table)},
        {"name", table.name},
        {"cpp_name", table.cpp_name},
        {"table_name", table.table_name},
        {"renamed_from", text_or_null(table.renamed_from)},
        {"doc", text_or_null(table.doc)},
        {"file", path_of(table.file)},
        {"annotations", annotations(table.annotations)},
        {"columns", list(table.columns, [&](const auto& each) { return column(table, each); })},
        {"primary_key", names(table, table.primary_key)},
        {"primary_key_annotations", annotations(table.primary_key_annotations)},
        {"foreign_keys",
         list(table.foreign_keys, [&](const auto& each) { return foreign_key(table, each); })},
        {"uniques", list(table.uniques, [&](const auto& each) { return unique(table, each); })},
        {"indexes", list(table.indexes, [&](const auto& each) { return index(table, each); })},
        {"checks", list(table.checks, check)},
    };
  }

  static Json names(const model::Table& table, const std::vector<model::ColumnIndex>& columns) {
    return list(columns, [&](auto index) { return table.columns[index].name; });
  }

  Json column(const model::Table& table, const model::Column& column) const {
    Json json = {
        {"name", column.name},
        {"cpp_name", column.cpp_name},
        {"column_name", column.column_name},
        {"doc", text_or_null(column.doc)},
    };
    json.update(value_type(column));
    json.update({
        {"nullable", column.is_nullable},
        {"primary_key", column.is_primary_key},
        {"autoincrement", column.is_autoincrement},
        {"strict_autoincrement", column.is_strict_autoincrement},
        {"default", default_value(column)},
        {"computed", computed(column.computed)},
        {"server_default", text_or_null(column.server_default)},
        {"on_update", column.on_update ? Json(name_of(*column.on_update)) : Json()},
        {"version", column.is_version},
        {"deferred", column.is_deferred},
        {"check", text_or_null(column.check)},
        {"collation", text_or_null(column.collation)},
        {"deprecated", or_null(column.deprecated)},
        {"renamed_from", text_or_null(column.renamed_from)},
        {"foreign_keys",
         list(column.foreign_keys,
              [&](auto index) { return names(table, table.foreign_keys[index].columns); })},
        {"annotations", annotations(column.annotations)},
    });
    return json;
  }

  static Json computed(const std::optional<model::Computed>& computed) {
    if (!computed) return {};
    return {{"sql", computed->sql}, {"persisted", computed->is_persisted}};
  }

  static Json digits(const std::optional<model::Digits>& digits) {
    if (!digits) return {};
    return {{"precision", digits->precision}, {"scale", digits->scale}};
  }

  Json default_value(const model::Column& column) const {
    if (!column.default_value) return {};
    return std::visit(DefaultWriter{model_, column}, *column.default_value);
  }

  Json foreign_key(const model::Table& table, const model::ForeignKey& key) const {
    return {
        {"columns", names(table, key.columns)},
        {"target", id_of(key.target)},
        {"target_columns", names(model_.entity(key.target), key.target_columns)},
        {"on_delete", model::name_of(key.on_delete)},
        {"on_update", model::name_of(key.on_update)},
        {"nullable", key.is_nullable},
        {"unique", key.is_unique},
        {"used_by_relationship", key.is_used_by_relationship},
        {"annotations", annotations(key.annotations)},
    };
  }

  static Json unique(const model::Table& table, const model::Unique& unique) {
    return {
        {"name", unique.name},
        {"columns", names(table, unique.columns)},
        {"annotations", annotations(unique.annotations)},
    };
  }

  static Json index(const model::Table& table, const model::Index& index) {
    return {
        {"name", index.name},
        {"columns",
         list(index.columns, [&](const auto& each) { return index_column(table, each); })},
        {"where", text_or_null(index.where)},
        {"annotations", annotations(index.annotations)},
    };
  }

  static Json index_column(const model::Table& table, const model::IndexColumn& column) {
    return {
        {"column", column.column ? Json(table.columns[*column.column].name) : Json()},
        {"expression", text_or_null(column.expression)},
        {"descending", column.is_descending},
    };
  }

  static Json check(const model::Check& check) {
    return {
        {"name", or_null(check.name)},
        {"sql", check.sql},
        {"annotations", annotations(check.annotations)},
    };
  }

  Json relationship(const model::Relationship& relationship) const {
    return {
        {"name", relationship.name},
        {"cpp_name", relationship.cpp_name},
        {"doc", text_or_null(relationship.doc)},
        {"deprecated", or_null(relationship.deprecated)},
        {"kind", model::name_of(relationship.kind)},
        {"target", id_of(relationship.target)},
        {"key", relationship.key ? key(*relationship.key) : Json()},
        {"link", relationship.link ? link(*relationship.link) : Json()},
        {"inverse",
         relationship.inverse ? Json(model_.relationship(*relationship.inverse).name) : Json()},
        {"viewonly", relationship.is_viewonly},
        {"nullable", relationship.is_nullable},
        {"one_to_one", relationship.is_one_to_one},
        {"order_by",
         list(relationship.order_by, [&](const auto& each) { return order(relationship, each); })},
        {"cascades", list(relationship.cascades, [](auto each) { return model::name_of(each); })},
        {"lazy", model::name_of(relationship.lazy)},
        {"passive_deletes", model::name_of(relationship.passive_deletes)},
        {"passive_updates", relationship.passive_updates},
        {"single_parent", relationship.is_single_parent},
        {"post_update", relationship.post_update},
        {"join_depth", relationship.join_depth},
        {"annotations", annotations(relationship.annotations)},
    };
  }

  Json key(model::EntityKey key) const {
    const model::Entity& holder = model_.entity(key.holder);
    return {{"holder", id_of(key.holder)},
            {"columns", names(holder, model_.foreign_key(key).columns)}};
  }

  Json link(const model::LinkPath& link) const {
    const model::Table& table = model_.table(link.table);
    return {{"table", id_of(link.table)},
            {"local_key", names(table, table.foreign_keys[link.local_key].columns)},
            {"target_key", names(table, table.foreign_keys[link.target_key].columns)}};
  }

  Json order(const model::Relationship& relationship, const model::OrderBy& order) const {
    return {{"column", model_.entity(relationship.target).columns[order.column].name},
            {"descending", order.is_descending}};
  }
};

}  // namespace

std::string describe_json(const model::Model& model) {
  return Writer(model).write().dump(2) + "\n";
}

}  // namespace ormgen
