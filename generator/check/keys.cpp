#include <fmt/core.h>

#include <algorithm>

#include "check/annotations.h"
#include "check/passes.h"
#include "diagnostics/fixes.h"

namespace ormgen::checking {

namespace {

// A place that declares a primary key: a column's clause or a member.
struct KeyDeclaration {
  Span span;
  std::vector<ast::Name> columns;
  // Null where it is a column's clause.
  const ast::PrimaryKey* member = nullptr;
};

std::vector<KeyDeclaration> key_declarations(const TableDraft& table) {
  std::vector<KeyDeclaration> all;
  for (const ColumnDraft& column : table.columns) {
    if (column.node->primary_key) {
      all.push_back({*column.node->primary_key, {column.node->name}, nullptr});
    }
  }
  for (const BodyDraft& part : table.bodies) {
    for (const ast::PrimaryKey& key : part.body->primary_keys) {
      all.push_back({key.span, key.columns, &key});
    }
  }
  std::sort(all.begin(), all.end(), [](const KeyDeclaration& a, const KeyDeclaration& b) {
    return comes_first(a.span, b.span);
  });
  return all;
}

void entity_needs_a_key(Draft& draft, const TableDraft& table) {
  if (!is_entity(table) || table.has_unknown_columns) return;
  Diagnostic diagnostic(
      Code::Orm401, table.name->span,
      fmt::format("`{}` has no primary key, by which a session tells its rows apart",
                  table.name->text));
  const bool has_id = table.column_named.contains("id");
  draft.sink.report(
      std::move(diagnostic)
          .help(has_id ? "add `primary key` to the column `id`" : "add `id: int64 primary key;`"));
}

void only_one_key(Draft& draft, const TableDraft& table,
                  const std::vector<KeyDeclaration>& declarations) {
  if (declarations.size() < 2) return;
  std::vector<std::string> names;
  for (const KeyDeclaration& declaration : declarations) {
    for (const ast::Name& column : declaration.columns) {
      if (std::find(names.begin(), names.end(), column.text) == names.end()) {
        names.push_back(column.text);
      }
    }
  }
  draft.sink.report(Diagnostic(Code::Orm404, declarations[1].span,
                               fmt::format("`{}` has a primary key already", table.name->text))
                        .also(declarations[0].span, "the first one")
                        .help(fmt::format("for a key of several columns write one member: "
                                          "`primary key ({});`",
                                          join(names))));
}

void key_columns_are_required(Draft& draft, const TableDraft& table,
                              const std::vector<model::ColumnIndex>& key) {
  for (const model::ColumnIndex index : key) {
    const ast::Column& column = *table.columns[index].node;
    if (!column.optional) continue;
    draft.sink.report(Diagnostic(Code::Orm405, *column.optional,
                                 fmt::format("`{}.{}` is part of the primary key, so it cannot be "
                                             "optional",
                                             table.name->text, column.name.text))
                          .help("remove the `?`")
                          .fix(remove_text(*column.optional, "?")));
  }
}

void resolve_primary_key(Draft& draft, TableDraft& table) {
  const auto declarations = key_declarations(table);
  if (declarations.empty()) {
    entity_needs_a_key(draft, table);
    table.has_failed_uniques |= is_entity(table);
    return;
  }
  only_one_key(draft, table, declarations);
  const auto key = find_columns(draft, table, declarations.front().columns);
  table.has_failed_uniques |= declarations.size() > 1 || !key;
  if (!key) return;
  key_columns_are_required(draft, table, *key);
  model::Table& resolved = draft.resolved(table);
  resolved.primary_key = *key;
  if (const ast::PrimaryKey* member = declarations.front().member) {
    resolved.primary_key_annotations = annotations_of(*member);
  }
  for (const model::ColumnIndex column : *key) resolved.columns[column].is_primary_key = true;
}

void resolve_uniques_of(Draft& draft, TableDraft& table) {
  model::Table& resolved = draft.resolved(table);
  for (model::ColumnIndex i = 0; i < table.columns.size(); ++i) {
    if (!table.columns[i].node->unique) continue;
    resolved.uniques.push_back({"", {i}});
    table.unique_spans.push_back(*table.columns[i].node->unique);
  }
  for (const BodyDraft& part : table.bodies) {
    for (const ast::Unique& node : part.body->uniques) {
      const auto columns = find_columns(draft, table, node.columns);
      if (!columns) {
        table.has_failed_uniques = true;
        continue;
      }
      resolved.uniques.push_back(
          {node.name ? node.name->text : "", *columns, annotations_of(node)});
      table.unique_spans.push_back(place_of_name(part, node));
    }
  }
}

// Why the clause has no meaning on this column, or null when it has.
const char* autoincrement_obstacle(const model::Table& table, const model::Column& column) {
  if (!column.is_primary_key) return "is not the primary key";
  if (table.primary_key.size() > 1) return "is not the whole primary key";
  if (!model::is_integer(column.type)) return "is not an integer";
  if (!column.foreign_keys.empty())
    return "is a foreign key, which takes its value from the other row";
  return nullptr;
}

void resolve_autoincrement_of(Draft& draft, const TableDraft& table, model::ColumnIndex index) {
  const model::Table& resolved = draft.resolved(table);
  model::Column& column = draft.resolved(table).columns[index];
  const auto& clause = table.columns[index].node->autoincrement;
  const char* obstacle = autoincrement_obstacle(resolved, column);
  if (clause && obstacle != nullptr) {
    draft.sink.report(Diagnostic(Code::Orm406, clause->span,
                                 fmt::format("`{}.{}` cannot say `autoincrement`: it {}",
                                             table.name->text, column.name, obstacle))
                          .help("remove the clause"));
    return;
  }
  const bool is_off = clause && clause->value == ast::Autoincrement::Off;
  column.is_autoincrement = obstacle == nullptr && !is_off && !column.default_value;
  column.is_strict_autoincrement =
      column.is_autoincrement && clause && clause->value == ast::Autoincrement::Strict;
}

}  // namespace

void resolve_primary_keys(Draft& draft) {
  for (TableDraft* table : draft.tables()) resolve_primary_key(draft, *table);
}

void resolve_uniques(Draft& draft) {
  for (TableDraft* table : draft.tables()) resolve_uniques_of(draft, *table);
}

void resolve_autoincrement(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      if (table->columns[i].has_type) resolve_autoincrement_of(draft, *table, i);
    }
  }
}

}  // namespace ormgen::checking
