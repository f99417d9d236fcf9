#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/edits.h"
#include "lint/rules.h"
#include "source/ascii.h"

namespace ormgen::linting {
namespace {

bool has_upper_case(std::string_view name) {
  return std::any_of(name.begin(), name.end(), is_upper);
}

// Looks for clauses of one file that could be left out.
class Defaults {
 public:
  Defaults(const File& file, Sink& sink) : file_(file), sink_(sink) {}

  void look() {
    if (file_.node->name_space) look_at_naming(*file_.node->name_space);
    for (const ast::Declaration& declaration : file_.node->declarations) {
      std::visit(*this, declaration);
    }
  }

  void operator()(const ast::Entity& node) {
    table_name_is_made_so(node);
    look_at_members(node.body);
  }
  void operator()(const ast::Table& node) {
    table_name_is_made_so(node);
    look_at_members(node.body);
  }
  void operator()(const ast::Mixin& node) { look_at_members(node.body); }
  void operator()(const ast::Enum&) {}
  void operator()(const ast::TypeAlias&) {}

 private:
  const File& file_;
  Sink& sink_;

  void report(Span clause, const std::string& words) {
    sink_.report(Diagnostic(Code::Orm607, clause, fmt::format("`{}` is so anyway", words))
                     .help(fmt::format("remove `{}`", words))
                     .fix(remove_clause(file_, clause, words)));
  }

  template <class Clause, class T>
  void is_default(const std::optional<Clause>& clause, const T& value, const std::string& words) {
    if (clause && clause->value == value) report(clause->span, words);
  }

  void look_at_naming(const ast::Namespace& node) {
    is_default(node.tables, ast::TableNaming::AsWritten, "tables as_written");
    is_default(node.columns, ast::ColumnNaming::AsWritten, "columns as_written");
  }

  // A name that has no upper case is its own snake form.
  void column_name_is_made_so(const ast::Column& node) {
    const auto& naming = file_.node->name_space->columns;
    const bool is_kept =
        !naming || naming->value == ast::ColumnNaming::AsWritten || !has_upper_case(node.name.text);
    name_is_made_so(node.db_name, node.name, "column", is_kept);
  }

  template <class Node>
  void table_name_is_made_so(const Node& node) {
    const auto& naming = file_.node->name_space->tables;
    const bool is_snake = naming && naming->value == ast::TableNaming::Snake;
    const bool is_kept = !naming || naming->value == ast::TableNaming::AsWritten ||
                         (is_snake && !has_upper_case(node.name.text));
    name_is_made_so(node.db_name, node.name, "table", is_kept);
  }

  void name_is_made_so(const std::optional<ast::Spanned<ast::Text>>& clause, const ast::Name& name,
                       std::string_view word, bool is_kept) {
    if (!clause || !is_kept || clause->value.value != name.text) return;
    report(clause->span, fmt::format("{} \"{}\"", word, name.text));
  }

  void look_at_members(const ast::Body& body) {
    for (const ast::Column& column : body.columns) look_at_column(column);
    for (const ast::Relationship& each : body.relationships) look_at_relationship(each);
    for (const ast::ForeignKey& key : body.foreign_keys) look_at_actions(key);
    for (const ast::Index& index : body.indexes) look_at_order(index.items);
  }

  void look_at_column(const ast::Column& node) {
    is_default(node.autoincrement, ast::Autoincrement::On, "autoincrement true");
    look_at_actions(node);
    column_name_is_made_so(node);
    const bool is_null =
        node.default_value && std::holds_alternative<ast::Null>(node.default_value->value.value);
    if (is_null) report(node.default_value->span, "= null");
  }

  template <class Key>
  void look_at_actions(const Key& node) {
    is_default(node.on_delete, ast::KeyAction::NoAction, "on delete no action");
    is_default(node.on_update, ast::KeyAction::NoAction, "on update no action");
  }

  void look_at_relationship(const ast::Relationship& node) {
    is_default(node.uselist, true, "uselist true");
    is_default(node.lazy, ast::Lazy::Adaptive, "lazy adaptive");
    is_default(node.passive_updates, true, "passive_updates true");
    is_default(node.join_depth, 1, "join_depth 1");
    look_at_cascade(node);
    if (node.order_by) look_at_order(node.order_by->value);
  }

  void look_at_cascade(const ast::Relationship& node) {
    if (!node.cascade) return;
    std::set<ast::CascadeKind> kinds;
    for (const auto& kind : node.cascade->value) kinds.insert(kind.value);
    if (kinds == std::set{ast::CascadeKind::SaveUpdate, ast::CascadeKind::Merge}) {
      report(node.cascade->span, "cascade save-update, merge");
    }
  }

  // Items of `order_by` and of an index: the last word is `asc`, unless it is the column.
  template <class Item>
  void look_at_order(const std::vector<Item>& items) {
    constexpr std::uint32_t length = 3;
    for (const Item& item : items) {
      if (item.descending || item.span.end == key_of(item).end) continue;
      report({item.span.file, item.span.end - length, item.span.end}, "asc");
    }
  }

  static Span key_of(const ast::OrderItem& item) { return item.column.span; }
  static Span key_of(const ast::IndexItem& item) {
    return std::visit([](const auto& key) { return key.span; }, item.key);
  }
};

}  // namespace

void clause_says_the_default(const Schema& schema, Sink& sink) {
  for (const File& file : schema.files) Defaults(file, sink).look();
}

}  // namespace ormgen::linting
