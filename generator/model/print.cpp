#include "model/print.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "source/ascii.h"

namespace ormgen::model {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

std::string escaped(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      result += c;
    }
  }
  return result + "\"";
}

// A name of the database: as it is where it is plain, else in quotes.
std::string shown(const std::string& name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), is_word);
  return is_plain && !name.empty() ? name : escaped(name);
}

// Always with a point or an exponent, so that it does not read as an integer.
std::string real_text(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

struct AnnotationText {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return real_text(value); }
  std::string operator()(const std::string& value) const { return escaped(value); }
  std::string operator()(const AnnotationWord& word) const { return word.text; }
};

struct DefaultText {
  const Model& model;
  const Column& column;

  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return real_text(value); }
  std::string operator()(const std::string& value) const { return escaped(value); }
  std::string operator()(EnumeratorIndex index) const {
    return model.enumeration(*column.enumeration).enumerators[index.value].name;
  }
  std::string operator()(DefaultFunction function) const {
    return fmt::format("{}()", name_of(function));
  }
};

// Writes one model, line by line, indented by two blanks for each level.
class Printer {
 public:
  explicit Printer(const Model& model) : model_(model) {}

  std::string print() {
    for (const File& file : model_.files) print(file);
    std::vector<std::string> order;
    order.reserve(model_.create_order.size());
    for (const TableRef table : model_.create_order)
      order.push_back(shown(model_.table(table).table_name));
    line(0, "create " + joined(order, ", "));
    return std::move(text_);
  }

 private:
  const Model& model_;
  std::string text_;

  void line(std::size_t level, std::string_view text) {
    text_.append(2 * level, ' ').append(text).append("\n");
  }

  void doc(std::size_t level, const std::string& doc) {
    if (!doc.empty()) line(level, "doc " + escaped(doc));
  }

  void annotations(std::size_t level, const std::vector<Annotation>& annotations) {
    for (const Annotation& annotation : annotations) {
      std::vector<std::string> arguments;
      arguments.reserve(annotation.arguments.size());
      for (const AnnotationArgument& argument : annotation.arguments) {
        arguments.push_back((argument.key.empty() ? "" : argument.key + ": ") +
                            std::visit(AnnotationText{}, argument.value));
      }
      line(level, fmt::format("annotation {}({})", annotation.name, joined(arguments, ", ")));
    }
  }

  void print(const File& file) {
    line(0,
         fmt::format("file {} namespace {}{}", file.display_path, joined(file.namespace_path, "."),
                     file.schema.empty() ? "" : " schema " + shown(file.schema)));
    annotations(1, file.annotations);
    for (const FileId imported : file.imports) {
      line(1, "import " + model_.file(imported).display_path);
    }
    for (const EnumId id : file.enums) print(model_.enumeration(id));
    for (const NamedTypeId id : file.types) print(model_.named_type(id));
    for (const EntityId id : file.entities) print(model_.entity(id));
    for (const LinkTableId id : file.link_tables) print(model_.link_table(id));
  }

  void print(const Enum& enumeration) {
    const bool is_renamed = enumeration.cpp_name != enumeration.name;
    line(1, fmt::format("enum {}{}: {}", enumeration.name,
                        is_renamed ? " as " + enumeration.cpp_name : "",
                        enumeration.storage ? name_of(*enumeration.storage) : "text"));
    doc(2, enumeration.doc);
    annotations(2, enumeration.annotations);
    for (const Enumerator& enumerator : enumeration.enumerators) {
      std::string text = enumerator.name;
      if (enumerator.cpp_name != enumerator.name) text += " as " + enumerator.cpp_name;
      line(2, text + " = " +
                  (enumeration.storage ? fmt::format("{}", enumerator.number)
                                       : escaped(enumerator.text)));
      doc(3, enumerator.doc);
      annotations(3, enumerator.annotations);
    }
  }

  void print(const NamedType& type) {
    line(1, fmt::format("type {}: {}{}", type.name, type_text(type.value),
                        class_text(type.value.cpp_class)));
    doc(2, type.doc);
    annotations(2, type.annotations);
  }

  void print(const Entity& entity) {
    const bool is_renamed = entity.cpp_name != entity.name;
    line(1, fmt::format("entity {}{} table {}{}", entity.name,
                        is_renamed ? " as " + entity.cpp_name : "", shown(entity.table_name),
                        class_text(entity.own_class)));
    contents(entity);
    for (const Relationship& relationship : entity.relationships) print(relationship);
  }

  void print(const LinkTable& table) {
    line(1, fmt::format("link {} table {}", table.name, shown(table.table_name)));
    contents(table);
  }

  void contents(const Table& table) {
    doc(2, table.doc);
    annotations(2, table.annotations);
    if (!table.renamed_from.empty()) line(2, "renamed from " + shown(table.renamed_from));
    for (const Column& column : table.columns) print(column);
    if (!table.primary_key.empty()) {
      line(2, fmt::format("primary key ({})", names(table, table.primary_key)));
    }
    annotations(3, table.primary_key_annotations);
    for (const ForeignKey& key : table.foreign_keys) print(table, key);
    for (const Unique& unique : table.uniques) {
      line(2, fmt::format("unique {} ({})", shown(unique.name), names(table, unique.columns)));
      annotations(3, unique.annotations);
    }
    for (const Index& index : table.indexes) print(table, index);
    for (const Check& check : table.checks) {
      line(2,
           fmt::format("check {}{}", check.name ? shown(*check.name) + " " : "", shown(check.sql)));
      annotations(3, check.annotations);
    }
  }

  void print(const Column& column) {
    std::string text = fmt::format("column {}", column.name);
    if (column.cpp_name != column.name) text += " as " + column.cpp_name;
    if (column.column_name != column.name) text += " column " + shown(column.column_name);
    text += ": " + type_text(column);
    if (column.is_nullable) text += "?";
    if (column.is_autoincrement) text += " autoincrement";
    if (column.is_strict_autoincrement) text += " strict";
    if (!column.collation.empty()) text += " collate " + shown(column.collation);
    if (column.default_value) {
      text += " = " + std::visit(DefaultText{model_, column}, *column.default_value);
    }
    text += source_text(column);
    if (column.is_deferred) text += " deferred";
    if (!column.check.empty()) text += " check " + shown(column.check);
    if (!column.renamed_from.empty()) text += " renamed from " + shown(column.renamed_from);
    if (column.deprecated) text += " deprecated " + escaped(*column.deprecated);
    line(2, text);
    doc(3, column.doc);
    annotations(3, column.annotations);
  }

  // What gives the column its value besides the program.
  static std::string source_text(const Column& column) {
    std::string text;
    if (column.computed) text += " computed " + shown(column.computed->sql);
    if (column.computed && column.computed->is_persisted) text += " persisted";
    if (!column.server_default.empty()) {
      text += " server_default " + shown(column.server_default);
    }
    if (column.on_update) text += fmt::format(" onupdate {}()", name_of(*column.on_update));
    if (column.is_version) text += " version_id";
    return text;
  }

  // "shop.Money is decimal(12, 2)", "blog.Role"
  std::string type_text(const Column& column) const {
    if (!column.named_type) return type_text(static_cast<const ValueType&>(column));
    const NamedType& type = model_.named_type(*column.named_type);
    return qualified(type) + " is " + type_text(static_cast<const ValueType&>(column));
  }

  // "string(80)", "blog.Role"
  std::string type_text(const ValueType& value) const {
    if (value.enumeration) return qualified(model_.enumeration(*value.enumeration));
    std::string text(name_of(value.type));
    if (value.length) text += fmt::format("({})", *value.length);
    if (value.digits) text += fmt::format("({}, {})", value.digits->precision, value.digits->scale);
    return text;
  }

  static std::string class_text(const std::optional<CppClass>& cpp_class) {
    if (!cpp_class) return "";
    return fmt::format(" of {} {} in {}", cpp_class->keyword, name_of(*cpp_class),
                       escaped(cpp_class->header));
  }

  // "blog.Role"
  template <class Named>
  std::string qualified(const Named& named) const {
    return joined(model_.file(named.file).namespace_path, ".") + "." + named.name;
  }

  void print(const Table& table, const ForeignKey& key) {
    std::string text =
        fmt::format("foreign key ({}) -> {} ({})", names(table, key.columns), qualified(key.target),
                    names(model_.entity(key.target), key.target_columns));
    if (key.is_nullable) text += " nullable";
    if (key.is_unique) text += " unique";
    if (key.is_used_by_relationship) text += " used";
    if (key.on_delete != ForeignKeyAction::NoAction) {
      text += fmt::format(" on delete {}", name_of(key.on_delete));
    }
    if (key.on_update != ForeignKeyAction::NoAction) {
      text += fmt::format(" on update {}", name_of(key.on_update));
    }
    line(2, text);
    annotations(3, key.annotations);
  }

  void print(const Table& table, const Index& index) {
    std::vector<std::string> columns;
    columns.reserve(index.columns.size());
    for (const IndexColumn& column : index.columns) {
      columns.push_back(column.column ? table.columns[*column.column].name
                                      : escaped(column.expression));
      if (column.is_descending) columns.back() += " desc";
    }
    line(2, fmt::format("index {} ({}){}", shown(index.name), joined(columns, ", "),
                        index.where.empty() ? "" : " where " + escaped(index.where)));
    annotations(3, index.annotations);
  }

  void print(const Relationship& relationship) {
    std::string text = "relationship " + relationship.name;
    if (relationship.cpp_name != relationship.name) text += " as " + relationship.cpp_name;
    text += fmt::format(": {} {}", name_of(relationship.kind), qualified(relationship.target));
    const bool is_scalar = relationship.kind == RelationshipKind::ManyToOne ||
                           relationship.kind == RelationshipKind::OneToOne;
    if (is_scalar && relationship.is_nullable) text += "?";
    if (relationship.is_one_to_one) text += " (one-to-one)";
    line(2, text);
    doc(3, relationship.doc);
    annotations(3, relationship.annotations);
    if (relationship.key) line(3, "key " + key_text(*relationship.key));
    if (relationship.link) line(3, "link " + link_text(*relationship.link));
    if (relationship.inverse) line(3, "inverse " + inverse_text(*relationship.inverse));
    order(relationship);
    const bool says_cascade = !relationship.is_viewonly && !has_default_cascades(relationship);
    if (says_cascade) cascade(relationship.cascades);
    if (relationship.is_viewonly) line(3, "viewonly");
    if (relationship.lazy != Lazy::Adaptive) {
      line(3, fmt::format("lazy {}", name_of(relationship.lazy)));
    }
    options(relationship);
  }

  void options(const Relationship& relationship) {
    if (relationship.passive_deletes == PassiveDeletes::On) line(3, "passive_deletes");
    if (relationship.passive_deletes == PassiveDeletes::All) line(3, "passive_deletes all");
    if (!relationship.passive_updates) line(3, "passive_updates false");
    if (relationship.is_single_parent) line(3, "single_parent");
    if (relationship.post_update) line(3, "post_update");
    if (relationship.join_depth != 1) {
      line(3, fmt::format("join_depth {}", relationship.join_depth));
    }
  }

  void cascade(const std::set<Cascade>& cascades) {
    std::vector<std::string> words;
    words.reserve(cascades.size());
    for (const Cascade each : cascades) words.emplace_back(name_of(each));
    line(3, "cascade " + (words.empty() ? "none" : joined(words, ", ")));
  }

  void order(const Relationship& relationship) {
    if (relationship.order_by.empty()) return;
    std::vector<std::string> items;
    items.reserve(relationship.order_by.size());
    for (const OrderBy& item : relationship.order_by) {
      items.push_back(model_.entity(relationship.target).columns[item.column].name +
                      (item.is_descending ? " desc" : ""));
    }
    line(3, "order_by " + joined(items, ", "));
  }

  std::string names(const Table& table, const std::vector<ColumnIndex>& columns) const {
    std::vector<std::string> result;
    result.reserve(columns.size());
    for (const ColumnIndex column : columns) result.push_back(table.columns[column].name);
    return joined(result, ", ");
  }

  // "blog.User"
  std::string qualified(EntityId id) const { return qualified(model_.entity(id)); }

  std::string key_text(EntityKey key) const {
    const Entity& holder = model_.entity(key.holder);
    return fmt::format("{} ({})", qualified(key.holder),
                       names(holder, holder.foreign_keys[key.foreign_key].columns));
  }

  std::string link_text(LinkPath link) const {
    const Table& table = model_.table(link.table);
    return fmt::format("{} ({} -> {})", table.name,
                       names(table, table.foreign_keys[link.local_key].columns),
                       names(table, table.foreign_keys[link.target_key].columns));
  }

  std::string inverse_text(RelationshipRef inverse) const {
    return qualified(inverse.entity) + "." + model_.relationship(inverse).name;
  }
};

}  // namespace

std::string print(const Model& model) { return Printer(model).print(); }

}  // namespace ormgen::model
