#include <fmt/core.h>

#include <algorithm>

#include "check/annotations.h"
#include "check/lookup.h"
#include "check/passes.h"

namespace ormgen::checking {

namespace {

// One `foreign key`, written as a column's type or as a member.
struct KeyClause {
  // The file that says it, where the entity's name has its meaning.
  std::size_t file = 0;
  std::vector<model::ColumnIndex> columns;
  const ast::QualifiedName* entity = nullptr;
  std::vector<ast::Name> referenced;
  // The reference itself: `User.id`, or the whole member.
  Span span;
  const std::optional<ast::Spanned<ast::KeyAction>>* on_delete = nullptr;
  const std::optional<ast::Spanned<ast::KeyAction>>* on_update = nullptr;
  // Null where it is a column's type: the annotations are the column's then.
  const ast::ForeignKey* member = nullptr;
};

model::ForeignKeyAction action_of(const std::optional<ast::Spanned<ast::KeyAction>>& clause) {
  if (!clause) return model::ForeignKeyAction::NoAction;
  switch (clause->value) {
    case ast::KeyAction::NoAction:
      return model::ForeignKeyAction::NoAction;
    case ast::KeyAction::Cascade:
      return model::ForeignKeyAction::Cascade;
    case ast::KeyAction::SetNull:
      return model::ForeignKeyAction::SetNull;
    case ast::KeyAction::SetDefault:
      return model::ForeignKeyAction::SetDefault;
    case ast::KeyAction::Restrict:
      return model::ForeignKeyAction::Restrict;
  }
  return model::ForeignKeyAction::NoAction;
}

std::vector<model::ColumnIndex> sorted(std::vector<model::ColumnIndex> columns) {
  std::sort(columns.begin(), columns.end());
  return columns;
}

// R4, R9: exactly the primary key or a unique set, in any order.
bool is_unique_set(const model::Table& table, const std::vector<model::ColumnIndex>& columns) {
  const auto wanted = sorted(columns);
  if (sorted(table.primary_key) == wanted) return true;
  return std::any_of(table.uniques.begin(), table.uniques.end(),
                     [&](const model::Unique& unique) { return sorted(unique.columns) == wanted; });
}

bool same_number_of_columns(Draft& draft, const KeyClause& clause, model::EntityId target) {
  if (clause.columns.size() == clause.referenced.size()) return true;
  const model::Entity& entity = draft.resolved_entity(target);
  draft.sink.report(
      Diagnostic(Code::Orm417, clause.span,
                 fmt::format("the key has {} column{} and references {}", clause.columns.size(),
                             clause.columns.size() == 1 ? "" : "s", clause.referenced.size()))
          .help(fmt::format("name as many on both sides; the primary key of `{}` is ({})",
                            entity.name, names_of(entity, entity.primary_key))));
  return false;
}

std::optional<std::vector<model::ColumnIndex>> find_referenced(Draft& draft,
                                                               const TableDraft& target,
                                                               const KeyClause& clause) {
  std::vector<model::ColumnIndex> columns;
  for (const ast::Name& name : clause.referenced) {
    if (const auto column = find_column(draft, target, name, Code::Orm411)) {
      columns.push_back(*column);
    }
  }
  if (columns.size() != clause.referenced.size()) return std::nullopt;
  return columns;
}

// Keys may share columns, but the same columns reference the same entity once.
bool is_new_key(Draft& draft, const TableDraft& table, const KeyClause& clause,
                model::EntityId target) {
  const model::Table& resolved = draft.resolved(table);
  for (std::size_t i = 0; i < resolved.foreign_keys.size(); ++i) {
    const model::ForeignKey& key = resolved.foreign_keys[i];
    if (key.target != target || sorted(key.columns) != sorted(clause.columns)) continue;
    draft.sink.report(
        Diagnostic(Code::Orm418, clause.span,
                   fmt::format("`{}` ({}) is a foreign key to `{}` already", table.name->text,
                               names_of(resolved, key.columns), draft.entity(target).name->text))
            .also(table.foreign_key_spans[i], "the first one")
            .help("remove one of the two"));
    return false;
  }
  return true;
}

bool add_key(Draft& draft, TableDraft& table, const KeyClause& clause) {
  const auto target_id = look_up_entity(draft, clause.file, *clause.entity);
  if (!target_id) return false;
  const TableDraft& target = draft.entity(*target_id);
  if (!same_number_of_columns(draft, clause, *target_id)) return false;
  const auto referenced = find_referenced(draft, target, clause);
  if (!referenced || !is_new_key(draft, table, clause, *target_id)) return false;
  model::Table& resolved = draft.resolved(table);
  const model::ForeignKeyIndex index = resolved.foreign_keys.size();
  model::ForeignKey& key = resolved.foreign_keys.emplace_back();
  key.columns = clause.columns;
  key.target = *target_id;
  key.target_columns = *referenced;
  key.on_delete = action_of(*clause.on_delete);
  key.on_update = action_of(*clause.on_update);
  if (clause.member != nullptr) key.annotations = annotations_of(*clause.member);
  key.is_unique = is_unique_set(resolved, key.columns);
  for (const model::ColumnIndex column : key.columns) {
    key.is_nullable |= resolved.columns[column].is_nullable;
    resolved.columns[column].foreign_keys.push_back(index);
  }
  table.foreign_key_spans.push_back(clause.span);
  return true;
}

void add_column_keys(Draft& draft, TableDraft& table) {
  for (model::ColumnIndex i = 0; i < table.columns.size(); ++i) {
    const ast::Column& node = *table.columns[i].node;
    const ast::KeyTarget* target = node.key_target();
    if (target == nullptr) continue;
    const KeyClause clause{table.columns[i].file, {i},          &target->entity,
                           {target->column},      target->span, &node.on_delete,
                           &node.on_update,       nullptr};
    if (add_key(draft, table, clause)) {
      table.columns[i].own_key = draft.resolved(table).foreign_keys.size() - 1;
    } else {
      table.has_failed_keys = true;
    }
  }
}

void add_member_keys(Draft& draft, TableDraft& table) {
  for (const BodyDraft& part : table.bodies) {
    for (const ast::ForeignKey& node : part.body->foreign_keys) {
      const auto columns = find_columns(draft, table, node.columns);
      const bool is_added =
          columns && add_key(draft, table,
                             {part.file, *columns, &node.entity, node.referenced_columns, node.span,
                              &node.on_delete, &node.on_update, &node});
      if (!is_added) table.has_failed_keys = true;
    }
  }
}

struct ColumnPlace {
  TableDraft* table = nullptr;
  model::ColumnIndex column = 0;

  ColumnDraft& draft() const { return table->columns[column]; }
  friend bool operator==(const ColumnPlace&, const ColumnPlace&) = default;
};

void keys_run_in_a_circle(Draft& draft, const std::vector<ColumnPlace>& path) {
  const ColumnPlace& first = path.front();
  draft.sink.report(
      Diagnostic(
          Code::Orm413, first.draft().node->name.span,
          fmt::format("`{}.{}` takes its type from itself, through keys that run in a circle",
                      first.table->name->text, first.draft().node->name.text))
          .help("give one of the columns a type, and its key as a member: "
                "`foreign key (COLUMN) references ENTITY (COLUMN);`"));
}

// A key column has the type of the column it references, which may be a key column itself.
void resolve_key_type(Draft& draft, ColumnPlace place) {
  std::vector<ColumnPlace> path;
  while (!place.draft().has_type && place.draft().own_key) {
    if (std::find(path.begin(), path.end(), place) != path.end()) {
      keys_run_in_a_circle(draft, path);
      for (const ColumnPlace& step : path) step.draft().own_key.reset();
      return;
    }
    path.push_back(place);
    const model::ForeignKey& key =
        draft.resolved(*place.table).foreign_keys[*place.draft().own_key];
    place = {&draft.entity(key.target), key.target_columns.front()};
  }
  if (!place.draft().has_type) return;
  const model::ValueType source = draft.resolved(*place.table).columns[place.column];
  for (const ColumnPlace& step : path) {
    model::ValueType& value = draft.resolved(*step.table).columns[step.column];
    value = source;
    step.draft().has_type = true;
  }
}

void target_is_unique(Draft& draft, const model::ForeignKey& key, Span span) {
  const TableDraft& target = draft.entity(key.target);
  const model::Entity& resolved = draft.resolved_entity(key.target);
  if (target.has_failed_uniques || is_unique_set(resolved, key.target_columns)) return;
  const std::string columns = names_of(resolved, key.target_columns);
  draft.sink.report(
      Diagnostic(Code::Orm414, span,
                 fmt::format("`{}` ({}) is not unique, so a foreign key cannot reference it",
                             target.name->text, columns))
          .also(target.columns[key.target_columns.front()].node->name.span, "not unique")
          .help(fmt::format("reference the primary key ({})",
                            names_of(resolved, resolved.primary_key)))
          .help(fmt::format("add `unique ({});` to `{}`", columns, target.name->text)));
}

std::string class_name(const model::ValueType& value) {
  return value.cpp_class ? name_of(*value.cpp_class) : "";
}

// Two named types are the same where they have one class in C++, and stand for the same.
bool is_same_type(const model::ValueType& one, const model::ValueType& two) {
  return one.type == two.type && one.digits == two.digits && one.enumeration == two.enumeration &&
         class_name(one) == class_name(two);
}

void types_agree(Draft& draft, const TableDraft& table, const model::ForeignKey& key, Span span) {
  const TableDraft& target = draft.entity(key.target);
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    if (!table.columns[key.columns[i]].has_type) continue;
    if (!target.columns[key.target_columns[i]].has_type) continue;
    const model::Column& from = draft.resolved(table).columns[key.columns[i]];
    const model::Column& to = draft.resolved(target).columns[key.target_columns[i]];
    if (is_same_type(from, to)) continue;
    draft.sink.report(
        Diagnostic(Code::Orm412, span,
                   fmt::format("`{}.{}` is `{}`, but `{}.{}` is `{}`", table.name->text, from.name,
                               type_name(draft.model, from), target.name->text, to.name,
                               type_name(draft.model, to)))
            .help(fmt::format("write `{}: {}`", from.name, type_name(draft.model, to))));
  }
}

// The database sets every column of the key. The words of the clause, if it says the action.
std::string_view clause_of(const model::ForeignKey& key, model::ForeignKeyAction action) {
  if (key.on_delete == action) return "on delete";
  return key.on_update == action ? "on update" : "";
}

void set_null_needs_an_optional_key(Draft& draft, const TableDraft& table,
                                    const model::ForeignKey& key, Span span) {
  const std::string_view clause = clause_of(key, model::ForeignKeyAction::SetNull);
  if (clause.empty()) return;
  for (const model::ColumnIndex index : key.columns) {
    const ast::Column& column = *table.columns[index].node;
    if (column.optional) continue;
    const ast::KeyTarget* target = column.key_target();
    Diagnostic diagnostic(Code::Orm415, span,
                          fmt::format("`{} set null`, but `{}.{}` is required", clause,
                                      table.name->text, column.name.text));
    draft.sink.report(
        std::move(diagnostic)
            .help(target != nullptr
                      ? fmt::format("write `{}: foreign key {}.{}? {} set null;`", column.name.text,
                                    target->entity.text(), target->column.text, clause)
                      : fmt::format("make `{}` optional with `?`", column.name.text)));
    return;
  }
}

void set_default_needs_a_default(Draft& draft, const TableDraft& table,
                                 const model::ForeignKey& key, Span span) {
  const std::string_view clause = clause_of(key, model::ForeignKeyAction::SetDefault);
  if (clause.empty()) return;
  for (const model::ColumnIndex index : key.columns) {
    const ast::Column& column = *table.columns[index].node;
    // A function is called by the program, and the database has to know the value.
    const bool is_made = column.default_value &&
                         std::holds_alternative<ast::Call>(column.default_value->value.value);
    const bool has_value = (column.default_value && !is_made) || column.server_default;
    if (has_value || (column.optional && !is_made)) continue;
    draft.sink.report(
        Diagnostic(Code::Orm416, span,
                   fmt::format("`{} set default`, but `{}.{}` has no {}default", clause,
                               table.name->text, column.name.text, is_made ? "literal " : ""))
            .help(fmt::format("give `{}` a default: `= VALUE`", column.name.text)));
    return;
  }
}

}  // namespace

void resolve_foreign_keys(Draft& draft) {
  const auto tables = draft.tables();
  for (TableDraft* table : tables) {
    add_column_keys(draft, *table);
    add_member_keys(draft, *table);
  }
  for (TableDraft* table : tables) {
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      resolve_key_type(draft, {table, i});
    }
  }
  for (const TableDraft* table : tables) {
    const auto& keys = draft.resolved(*table).foreign_keys;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Span span = table->foreign_key_spans[i];
      target_is_unique(draft, keys[i], span);
      types_agree(draft, *table, keys[i], span);
      set_null_needs_an_optional_key(draft, *table, keys[i], span);
      set_default_needs_a_default(draft, *table, keys[i], span);
    }
  }
}

}  // namespace ormgen::checking
