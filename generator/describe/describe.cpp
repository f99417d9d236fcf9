#include "describe/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "describe/grid.h"
#include "describe/words.h"
#include "model/words.h"

namespace ormgen {
namespace {

using describing::Grid;
using describing::joined;

std::string if_other(const std::string& text, const std::string& usual) {
  return text == usual ? "" : text;
}

using Words = std::vector<std::string>;

// What follows the name of a declaration on lines of its own.
std::string lines_about(const std::string& doc, const std::vector<model::Annotation>& annotations) {
  std::string lines;
  for (std::size_t begin = 0; begin < doc.size();) {
    const std::size_t end = std::min(doc.find('\n', begin), doc.size());
    lines += end == begin ? "  ///" : "  /// " + doc.substr(begin, end - begin);
    lines += '\n';
    begin = end + 1;
  }
  for (const auto& each : describing::annotations_of(annotations)) lines += "  " + each + "\n";
  return lines;
}

void append(Words& words, const std::vector<model::Annotation>& annotations) {
  for (const auto& each : describing::annotations_of(annotations)) words.push_back(each);
}

// Describes one table.
class Description {
 public:
  Description(const model::Model& model, const model::Table& table)
      : model_(model), table_(table) {}

  // What entities and link tables have alike.
  std::string text(std::string_view kind, const std::optional<model::CppClass>& own_class) const {
    std::string text = fmt::format("{} {}  table {}", kind, model::qualified_name(model_, table_),
                                   describing::shown(table_.table_name));
    if (table_.cpp_name != table_.name) text += "  in C++ " + table_.cpp_name;
    if (own_class) text += "  class " + describing::class_of(*own_class);
    if (!table_.renamed_from.empty()) {
      text += "  renamed from " + describing::shown(table_.renamed_from);
    }
    text += "\n" + lines_about(table_.doc, table_.annotations);
    for (const std::string& part : {columns(), keys()}) {
      if (!part.empty()) text += "\n" + part;
    }
    return text;
  }

  std::string relationships(const model::Entity& entity) const {
    Grid grid = {{"relationship", "kind", "target", "key", "partner", "cascade", "lazy", "more"},
                 {}};
    grid.rows.reserve(entity.relationships.size());
    for (const auto& each : entity.relationships) grid.rows.push_back(row(each));
    const std::string lines = describing::lines_of(grid);
    return lines.empty() ? "" : "\n" + lines;
  }

 private:
  const model::Model& model_;
  const model::Table& table_;

  // Without its namespace, where that is the one of this table.
  std::string name_here(const model::Table& other) const {
    const bool is_near = namespace_of(other) == namespace_of(table_);
    return is_near ? other.name : model::qualified_name(model_, other);
  }
  std::string namespace_of(const model::Table& table) const {
    return model::namespace_text(model_.file(table.file));
  }

  std::string columns() const {
    Grid grid = {{"column", "type", "null", "key", "default", "in the database", "in C++", "more"},
                 {}};
    grid.rows.reserve(table_.columns.size());
    for (const auto& each : table_.columns) grid.rows.push_back(row(each));
    return describing::lines_of(grid);
  }

  std::vector<std::string> row(const model::Column& column) const {
    return {column.name,
            describing::type_of(model_, column),
            column.is_nullable ? "yes" : "no",
            key_of(column),
            filled_by(column),
            describing::shown(if_other(column.column_name, column.name)),
            if_other(column.cpp_name, column.name),
            joined(more(column))};
  }

  std::string filled_by(const model::Column& column) const {
    if (column.is_autoincrement) return "autoincrement";
    if (column.computed) return "computed " + describing::sql(column.computed->sql);
    Words words;
    if (column.default_value) words.push_back(describing::default_of(model_, column));
    if (!column.server_default.empty()) {
      words.push_back("server_default " + describing::sql(column.server_default));
    }
    return joined(words);
  }

  // One word for each fact that has no column of its own.
  static Words more(const model::Column& column) {
    Words words;
    if (column.cpp_class) words.push_back("class " + describing::class_of(*column.cpp_class));
    if (column.computed && column.computed->is_persisted) words.emplace_back("persisted");
    if (column.on_update) {
      words.push_back(fmt::format("onupdate {}()", name_of(*column.on_update)));
    }
    if (column.is_version) words.emplace_back("version_id");
    if (column.is_deferred) words.emplace_back("deferred");
    if (column.is_strict_autoincrement) words.emplace_back("strict");
    if (!column.collation.empty())
      words.push_back("collate " + describing::shown(column.collation));
    if (!column.check.empty()) words.push_back("check " + describing::sql(column.check));
    if (!column.renamed_from.empty()) {
      words.push_back("renamed from " + describing::shown(column.renamed_from));
    }
    if (column.deprecated)
      words.push_back("deprecated " + describing::in_quotes(*column.deprecated));
    append(words, column.annotations);
    return words;
  }

  std::string key_of(const model::Column& column) const {
    Words words;
    if (column.is_primary_key) words.emplace_back("primary");
    const auto is_it = [&](const model::Unique& unique) {
      return unique.columns.size() == 1 && &table_.columns[unique.columns.front()] == &column;
    };
    if (std::any_of(table_.uniques.begin(), table_.uniques.end(), is_it)) {
      words.emplace_back("unique");
    }
    for (const auto key : column.foreign_keys)
      words.push_back(referenced(column, table_.foreign_keys[key]));
    return joined(words);
  }

  std::string referenced(const model::Column& column, const model::ForeignKey& key) const {
    const model::Entity& target = model_.entity(key.target);
    std::size_t part = 0;
    while (&table_.columns[key.columns[part]] != &column) ++part;
    return "-> " + describing::path_of(name_here(target), target, {key.target_columns[part]});
  }

  std::string keys() const {
    Grid grid = {{"key", "name", "columns", "more"}, {}};
    if (!table_.primary_key.empty()) {
      grid.rows.push_back({"primary key", "", describing::list_of(table_, table_.primary_key),
                           annotations(table_.primary_key_annotations)});
    }
    for (const auto& each : table_.foreign_keys) grid.rows.push_back(row(each));
    for (const auto& each : table_.uniques) {
      grid.rows.push_back({"unique", describing::shown(each.name),
                           describing::list_of(table_, each.columns),
                           annotations(each.annotations)});
    }
    for (const auto& each : table_.indexes) grid.rows.push_back(row(each));
    for (const auto& each : table_.checks) {
      grid.rows.push_back({"check", describing::shown(each.name.value_or("")),
                           describing::sql(each.sql), annotations(each.annotations)});
    }
    return describing::lines_of(grid);
  }

  static std::string annotations(const std::vector<model::Annotation>& annotations) {
    return joined(describing::annotations_of(annotations));
  }

  std::vector<std::string> row(const model::ForeignKey& key) const {
    const model::Entity& target = model_.entity(key.target);
    Words words;
    if (key.is_unique) words.emplace_back("unique");
    if (key.on_delete != model::ForeignKeyAction::NoAction) {
      words.push_back(fmt::format("on delete {}", model::name_of(key.on_delete)));
    }
    if (key.on_update != model::ForeignKeyAction::NoAction) {
      words.push_back(fmt::format("on update {}", model::name_of(key.on_update)));
    }
    if (!key.is_used_by_relationship) words.emplace_back("no relationship uses it");
    append(words, key.annotations);
    return {"foreign key", "",
            fmt::format("{} -> {}", describing::list_of(table_, key.columns),
                        describing::path_of(name_here(target), target, key.target_columns)),
            joined(words)};
  }

  std::vector<std::string> row(const model::Index& index) const {
    std::vector<std::string> parts;
    parts.reserve(index.columns.size());
    for (const auto& each : index.columns) {
      parts.push_back(each.column ? table_.columns[*each.column].name
                                  : describing::sql(each.expression));
      if (each.is_descending) parts.back() += " desc";
    }
    Words words;
    if (!index.where.empty()) words.push_back("where " + describing::sql(index.where));
    append(words, index.annotations);
    return {"index", describing::shown(index.name), "(" + joined(parts) + ")", joined(words)};
  }

  std::vector<std::string> row(const model::Relationship& each) const {
    return {each.name,
            kind_of(each),
            target_of(each),
            way_of(each),
            each.inverse ? name_here(model_.entity(each.inverse->entity)) + "." +
                               model_.relationship(*each.inverse).name
                         : "",
            each.is_viewonly ? "none" : cascades_of(each),
            std::string(model::name_of(each.lazy)),
            joined(more(each))};
  }

  static std::string kind_of(const model::Relationship& each) {
    return each.is_one_to_one ? "one-to-one, holds the key" : std::string(name_of(each.kind));
  }

  std::string target_of(const model::Relationship& each) const {
    const bool is_list = each.kind == model::RelationshipKind::OneToMany ||
                         each.kind == model::RelationshipKind::ManyToMany;
    const std::string_view mark = is_list ? "[]" : each.is_nullable ? "?" : "";
    return name_here(model_.entity(each.target)).append(mark);
  }

  std::string way_of(const model::Relationship& each) const {
    if (each.key) {
      const model::Entity& holder = model_.entity(each.key->holder);
      return describing::path_of(name_here(holder), holder, model_.foreign_key(*each.key).columns);
    }
    if (!each.link) return "";
    const model::Table& table = model_.table(each.link->table);
    const auto names = [&](std::size_t key) {
      return describing::names_of(table, table.foreign_keys[key].columns);
    };
    return fmt::format("{} ({} -> {})", name_here(table), names(each.link->local_key),
                       names(each.link->target_key));
  }

  static std::string cascades_of(const model::Relationship& each) {
    // `all` is what it stands for in the language: every one but delete-orphan.
    constexpr std::size_t in_all = 5;
    const bool has_orphans = each.cascades.contains(model::Cascade::DeleteOrphan);
    if (each.cascades.size() - (has_orphans ? 1 : 0) == in_all) {
      return has_orphans ? "all, delete-orphan" : "all";
    }
    Words words;
    words.reserve(each.cascades.size());
    for (const auto cascade : each.cascades) words.emplace_back(model::name_of(cascade));
    return words.empty() ? "none" : joined(words);
  }

  // One word for each fact that has no column of its own.
  std::vector<std::string> more(const model::Relationship& each) const {
    Words words;
    if (each.cpp_name != each.name) words.push_back("in C++ " + each.cpp_name);
    if (each.is_viewonly) words.emplace_back("viewonly");
    append_flags(words, each);
    if (!each.order_by.empty()) words.push_back("order_by " + order_of(each));
    if (each.deprecated) words.push_back("deprecated " + describing::in_quotes(*each.deprecated));
    append(words, each.annotations);
    return words;
  }

  static void append_flags(Words& words, const model::Relationship& each) {
    if (each.passive_deletes == model::PassiveDeletes::On) words.emplace_back("passive_deletes");
    if (each.passive_deletes == model::PassiveDeletes::All) {
      words.emplace_back("passive_deletes all");
    }
    if (!each.passive_updates) words.emplace_back("passive_updates false");
    if (each.is_single_parent) words.emplace_back("single_parent");
    if (each.post_update) words.emplace_back("post_update");
    if (each.join_depth != 1) words.push_back(fmt::format("join_depth {}", each.join_depth));
  }

  std::string order_of(const model::Relationship& relationship) const {
    Words words;
    words.reserve(relationship.order_by.size());
    for (const auto& each : relationship.order_by) {
      words.push_back(model_.entity(relationship.target).columns[each.column].name +
                      (each.is_descending ? " desc" : ""));
    }
    return joined(words);
  }
};

std::string text_of(const model::Model& model, const model::Enum& enumeration) {
  std::string text =
      fmt::format("enum {}  stored as {}\n", model::qualified_name(model, enumeration),
                  enumeration.storage ? name_of(*enumeration.storage) : "text");
  text += lines_about(enumeration.doc, enumeration.annotations);
  Grid grid = {{"name", "stored", "in C++", "more"}, {}};
  grid.rows.reserve(enumeration.enumerators.size());
  for (const auto& each : enumeration.enumerators) {
    grid.rows.push_back(
        {each.name,
         enumeration.storage ? fmt::format("{}", each.number) : describing::in_quotes(each.text),
         if_other(each.cpp_name, each.name), joined(describing::annotations_of(each.annotations))});
  }
  return text + "\n" + describing::lines_of(grid);
}

std::string text_of(const model::Model& model, const model::NamedType& type) {
  std::string text = fmt::format("type {}  {}", model::qualified_name(model, type),
                                 describing::type_of(model, type.value));
  if (type.value.cpp_class) text += "  class " + describing::class_of(*type.value.cpp_class);
  return text + "\n" + lines_about(type.doc, type.annotations);
}

std::string text_of(const model::Model& model, model::TableRef ref) {
  const Description description(model, model.table(ref));
  const auto* id = std::get_if<model::EntityId>(&ref);
  if (id == nullptr) return description.text("table", {});
  const model::Entity& entity = model.entity(*id);
  return description.text("entity", entity.own_class) + description.relationships(entity);
}

}  // namespace

std::string describe(const model::Model& model) {
  std::vector<std::string> parts;
  for (const model::File& file : model.files) {
    for (const auto id : file.enums) parts.push_back(text_of(model, model.enumeration(id)));
    for (const auto id : file.types) parts.push_back(text_of(model, model.named_type(id)));
    for (const auto id : file.entities) parts.push_back(text_of(model, model::TableRef(id)));
    for (const auto id : file.link_tables) parts.push_back(text_of(model, model::TableRef(id)));
  }
  return joined(parts, "\n");
}

std::string describe(const model::Model& model, const std::vector<model::TableRef>& tables) {
  std::vector<std::string> parts;
  parts.reserve(tables.size());
  for (const auto table : tables) parts.push_back(text_of(model, table));
  return joined(parts, "\n");
}

}  // namespace ormgen
