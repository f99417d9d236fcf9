#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "diagram/columns.h"
#include "diagram/formats.h"
#include "model/words.h"

namespace ormgen::diagrams {
namespace {

// On one line, with backslashes before what would end the text or escape something.
std::string escaped(std::string_view text, char mark) {
  std::string result(1, mark);
  for (const char c : text) {
    if (c == mark || c == '\\') result += '\\';
    result += c == '\n' || c == '\r' ? ' ' : c;
  }
  return result + mark;
}

std::string name(std::string_view text) { return escaped(text, '"'); }

// DBML has no escapes in expressions; a backtick around a name of SQL can be a double quote.
std::string expression(std::string text) {
  std::replace(text.begin(), text.end(), '`', '"');
  std::replace(text.begin(), text.end(), '\n', ' ');
  return "`" + text + "`";
}

std::string note(std::string_view text) {
  if (text.find('\n') == std::string_view::npos) return escaped(text, '\'');
  std::string result = "'''";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'''";
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

// "[a, b]", or nothing.
std::string settings(const std::vector<std::string>& words) {
  return words.empty() ? "" : " [" + joined(words) + "]";
}

class Writer {
 public:
  Writer(const model::Model& model, const std::vector<model::TableRef>& tables)
      : model_(model), tables_(tables) {}

  std::string write() const {
    std::vector<std::string> parts;
    for (const auto id : enums()) parts.push_back(text_of(model_.enumeration(id)));
    for (const auto table : tables_) parts.push_back(text_of(model_.table(table)));
    const std::string references = all_references();
    if (!references.empty()) parts.push_back(references);
    return fmt::format("{}", fmt::join(parts, "\n"));
  }

 private:
  const model::Model& model_;
  const std::vector<model::TableRef>& tables_;

  // Those of the columns.
  std::set<model::EnumId> enums() const {
    std::set<model::EnumId> ids;
    for (const auto table : tables_) {
      for (const auto& column : model_.table(table).columns) {
        if (column.enumeration) ids.insert(*column.enumeration);
      }
    }
    return ids;
  }

  // Never without its namespace, so that two of one name do not meet.
  std::string name_of_enum(const model::Enum& enumeration) const {
    return name(model::qualified_name(model_, enumeration));
  }

  std::string text_of(const model::Enum& enumeration) const {
    std::string text = fmt::format("Enum {} {{\n", name_of_enum(enumeration));
    for (const auto& each : enumeration.enumerators) {
      std::vector<std::string> notes;
      if (!each.doc.empty()) notes.push_back("note: " + note(each.doc));
      text += fmt::format("  {}{}\n", name(enumeration.storage ? each.name : each.text),
                          settings(notes));
    }
    return text + "}\n";
  }

  std::string text_of(const model::Table& table) const {
    std::string text = fmt::format("Table {} {{\n", name(table.table_name));
    for (std::size_t i = 0; i < table.columns.size(); ++i) text += column(table, i);
    text += indexes(table);
    const std::string about = notes(table);
    if (!about.empty()) text += fmt::format("\n  Note: {}\n", note(about));
    return text + "}\n";
  }

  // What has no place of its own in DBML stands behind the comment.
  static std::string notes(const model::Column& column) {
    std::vector<std::string> lines;
    if (!column.doc.empty()) lines.push_back(column.doc);
    if (!column.check.empty()) lines.push_back("check " + column.check);
    if (column.computed) lines.push_back("computed " + column.computed->sql);
    return fmt::format("{}", fmt::join(lines, "\n"));
  }

  static std::string notes(const model::Table& table) {
    std::string text = table.doc;
    for (const auto& check : table.checks) {
      text += fmt::format("{}check {}{}", text.empty() ? "" : "\n",
                          check.name ? *check.name + " " : "", check.sql);
    }
    return text;
  }

  std::string column(const model::Table& table, model::ColumnIndex index) const {
    const model::Column& column = table.columns[index];
    const std::string type = column.enumeration
                                 ? name_of_enum(model_.enumeration(*column.enumeration))
                                 : type_of(model_, column);
    std::vector<std::string> words;
    if (column.is_primary_key && table.primary_key.size() == 1) words.emplace_back("pk");
    if (column.is_autoincrement) words.emplace_back("increment");
    if (!column.is_nullable) words.emplace_back("not null");
    if (is_unique(table, index)) words.emplace_back("unique");
    if (column.default_value) {
      words.push_back("default: " + default_of(column));
    } else if (!column.server_default.empty()) {
      words.push_back("default: " + expression(column.server_default));
    }
    const std::string about = notes(column);
    if (!about.empty()) words.push_back("note: " + note(about));
    return fmt::format("  {} {}{}\n", name(column.column_name), type, settings(words));
  }

  std::string default_of(const model::Column& column) const {
    const auto& value = *column.default_value;
    if (const auto* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
    if (const auto* number = std::get_if<double>(&value))
      return expression(fmt::format("{}", *number));
    if (const auto* text = std::get_if<std::string>(&value)) return escaped(*text, '\'');
    if (const auto* position = std::get_if<model::EnumeratorIndex>(&value)) {
      const model::Enum& enumeration = model_.enumeration(*column.enumeration);
      const auto& each = enumeration.enumerators[position->value];
      return escaped(enumeration.storage ? each.name : each.text, '\'');
    }
    return expression(fmt::format("{}()", name_of(std::get<model::DefaultFunction>(value))));
  }

  static std::string columns_of(const model::Table& table,
                                const std::vector<model::ColumnIndex>& columns) {
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const auto column : columns) names.push_back(name(table.columns[column].column_name));
    return joined(names);
  }

  // Keys of one column stand at the column.
  static std::string indexes(const model::Table& table) {
    std::string lines;
    if (table.primary_key.size() > 1) {
      lines += fmt::format("    ({}) [pk]\n", columns_of(table, table.primary_key));
    }
    for (const auto& each : table.uniques) {
      if (each.columns.size() == 1) continue;
      lines += fmt::format("    ({}) [unique, name: {}]\n", columns_of(table, each.columns),
                           escaped(each.name, '\''));
    }
    for (const auto& each : table.indexes) lines += index(table, each);
    return lines.empty() ? "" : "\n  indexes {\n" + lines + "  }\n";
  }

  static std::string index(const model::Table& table, const model::Index& index) {
    std::vector<std::string> parts;
    parts.reserve(index.columns.size());
    std::string order;
    for (const auto& each : index.columns) {
      parts.push_back(each.column ? name(table.columns[*each.column].column_name)
                                  : expression(each.expression));
      if (each.is_descending) order += (order.empty() ? "" : ", ") + parts.back() + " desc";
    }
    std::vector<std::string> words = {"name: " + escaped(index.name, '\'')};
    std::string about = order;
    if (!index.where.empty()) about += (about.empty() ? "where " : "; where ") + index.where;
    if (!about.empty()) words.push_back("note: " + note(about));
    return fmt::format("    ({}){}\n", joined(parts), settings(words));
  }

  std::string all_references() const {
    std::string lines;
    for (const auto ref : tables_) {
      for (const auto& key : model_.table(ref).foreign_keys) {
        const bool is_drawn =
            std::find(tables_.begin(), tables_.end(), model::TableRef(key.target)) != tables_.end();
        if (is_drawn) lines += reference(model_.table(ref), key);
      }
    }
    return lines;
  }

  std::string reference(const model::Table& table, const model::ForeignKey& key) const {
    const model::Entity& target = model_.entity(key.target);
    std::vector<std::string> words;
    if (key.on_delete != model::ForeignKeyAction::NoAction) {
      words.push_back(fmt::format("delete: {}", model::name_of(key.on_delete)));
    }
    if (key.on_update != model::ForeignKeyAction::NoAction) {
      words.push_back(fmt::format("update: {}", model::name_of(key.on_update)));
    }
    return fmt::format("Ref: {}.({}) {} {}.({}){}\n", name(table.table_name),
                       columns_of(table, key.columns), key.is_unique ? "-" : ">",
                       name(target.table_name), columns_of(target, key.target_columns),
                       settings(words));
  }
};

}  // namespace

std::string dbml(const model::Model& model, const std::vector<model::TableRef>& tables) {
  return Writer(model, tables).write();
}

}  // namespace ormgen::diagrams
