#include "ast/print_parts.h"

#include <fmt/format.h>

#include "ast/words.h"

namespace ormgen::ast {
namespace {

struct ValuePrinter {
  std::string operator()(Null) const { return "null"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(const Number& value) const { return value.text; }
  std::string operator()(const std::string& value) const { return in_quotes(value); }
  std::string operator()(const Name& value) const { return value.text; }
  std::string operator()(const Call& value) const { return value.function.text + "()"; }
};

// A clause that is only a word.
void add(std::string& text, const Flag& flag, std::string_view word) {
  if (flag) text.append(" ").append(word);
}

void add(std::string& text, const std::optional<Spanned<Text>>& clause, std::string_view word) {
  if (clause) text.append(" ").append(word).append(" ").append(in_quotes(clause->value.value));
}

void add(std::string& text, const std::optional<Spanned<Sql>>& clause, std::string_view word) {
  if (clause) text.append(" ").append(word).append(" ").append(print_sql(clause->value));
}

void add(std::string& text, const std::optional<Spanned<bool>>& clause, std::string_view word) {
  if (clause) text.append(" ").append(word).append(clause->value ? " true" : " false");
}

// The parts of a list clause; the first is led in by the word, the others by a comma.
class ListClause {
 public:
  ListClause(std::string& text, std::string_view word) : text_(text), lead_(" ") {
    lead_.append(word).append(" ");
  }

  void add(std::string_view part) {
    text_.append(lead_).append(part);
    lead_ = ", ";
  }

 private:
  std::string& text_;
  std::string lead_;
};

std::string print_secondary(const Secondary& secondary) {
  std::string text = secondary.table.text();
  if (secondary.path) {
    text += fmt::format(" ({} -> {})", secondary.path->from.text, secondary.path->to.text);
  }
  return text;
}

void add_lists(std::string& text, const Relationship& relationship) {
  if (relationship.foreign_keys) {
    ListClause list(text, "foreign_keys");
    for (const Name& name : relationship.foreign_keys->value) list.add(name.text);
  }
  if (relationship.cascade) {
    ListClause list(text, "cascade");
    for (const auto& kind : relationship.cascade->value) list.add(word_for(kind.value));
  }
}

void add_order(std::string& text, const Relationship& relationship) {
  if (!relationship.order_by) return;
  ListClause list(text, "order_by");
  for (const OrderItem& item : relationship.order_by->value) {
    list.add(item.column.text + (item.descending ? " desc" : ""));
  }
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
      case '\\':
        result += '\\';
        result += c;
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        result += c;
    }
  }
  return result + '"';
}

std::string print_sql(const Sql& sql) {
  std::string text;
  for (const SqlText& variant : sql.variants) {
    if (!text.empty()) text += ' ';
    text.append(variant.dialect).append("`");
    for (const char c : variant.text) text.append(c == '`' ? 2 : 1, c);
    text += '`';
  }
  return text;
}

std::string print_value(const Value& value) { return std::visit(ValuePrinter(), value.value); }

std::string print_type(const TypeName& type) {
  std::string text = type.name.text();
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    text += fmt::format("{}{}", i == 0 ? "(" : ", ", type.arguments[i].value);
  }
  if (!type.arguments.empty()) text += ')';
  return type.list ? text + "[]" : text;
}

std::string print_annotation(const Annotation& annotation) {
  std::string text = "@" + annotation.name.text;
  for (std::size_t i = 0; i < annotation.arguments.size(); ++i) {
    const AnnotationArgument& argument = annotation.arguments[i];
    text += i == 0 ? "(" : ", ";
    if (argument.key) text += argument.key->text + ": ";
    text += print_value(argument.value);
  }
  return annotation.arguments.empty() ? text : text + ')';
}

std::string print_cpp_class(const CppClass& cpp_class) {
  return fmt::format("as {} include {}", in_quotes(cpp_class.type.value),
                     in_quotes(cpp_class.header.value));
}

std::string print_index_item(const IndexItem& item) {
  const Name* name = std::get_if<Name>(&item.key);
  return (name != nullptr ? name->text : print_sql(std::get<Sql>(item.key))) +
         (item.descending ? " desc" : "");
}

std::string print_key_actions(const std::optional<Spanned<KeyAction>>& on_delete,
                              const std::optional<Spanned<KeyAction>>& on_update) {
  std::string text;
  if (on_delete) text += fmt::format(" on delete {}", word_for(on_delete->value));
  if (on_update) text += fmt::format(" on update {}", word_for(on_update->value));
  return text;
}

std::string print_column(const Column& column) {
  std::string text = column.name.text + ": ";
  if (const KeyTarget* target = column.key_target()) {
    text += fmt::format("foreign key {}.{}", target->entity.text(), target->column.text);
  } else {
    text += print_type(*column.type_name());
  }
  if (column.optional) text += '?';
  add(text, column.primary_key, "primary key");
  if (column.autoincrement) {
    text += fmt::format(" autoincrement {}", word_for(column.autoincrement->value));
  }
  add(text, column.unique, "unique");
  add(text, column.index, "index");
  if (column.default_value) text += " = " + print_value(column.default_value->value);
  add(text, column.server_default, "server_default");
  if (column.onupdate) text += fmt::format(" onupdate {}()", column.onupdate->value.function.text);
  if (column.computed) {
    text += " computed " + print_sql(column.computed->value.sql);
    if (column.computed->value.persisted) text += " persisted";
  }
  add(text, column.check, "check");
  add(text, column.deferred, "deferred");
  add(text, column.version_id, "version_id");
  add(text, column.collate, "collate");
  text += print_key_actions(column.on_delete, column.on_update);
  add(text, column.db_name, "column");
  add(text, column.renamed_from, "renamed from");
  add(text, column.deprecated, "deprecated");
  return text;
}

std::string print_relationship(const Relationship& relationship) {
  std::string text =
      fmt::format("relationship {}: {}{}{}", relationship.name.text, relationship.target.text(),
                  relationship.list ? "[]" : "", relationship.optional ? "?" : "");
  if (relationship.secondary) {
    text += " secondary " + print_secondary(relationship.secondary->value);
  }
  if (relationship.back_populates) {
    text += " back_populates " + relationship.back_populates->value.text;
  }
  add(text, relationship.uselist, "uselist");
  add_lists(text, relationship);
  add(text, relationship.single_parent, "single_parent");
  if (relationship.passive_deletes) {
    const bool is_all = relationship.passive_deletes->value == PassiveDeletes::All;
    text += is_all ? " passive_deletes all" : " passive_deletes";
  }
  add(text, relationship.passive_updates, "passive_updates");
  add_order(text, relationship);
  if (relationship.lazy) text += fmt::format(" lazy {}", word_for(relationship.lazy->value));
  if (relationship.join_depth)
    text += fmt::format(" join_depth {}", relationship.join_depth->value);
  add(text, relationship.viewonly, "viewonly");
  add(text, relationship.post_update, "post_update");
  add(text, relationship.deprecated, "deprecated");
  return text;
}

}  // namespace ormgen::ast
