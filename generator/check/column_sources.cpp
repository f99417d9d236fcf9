#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "check/passes.h"

namespace ormgen::checking {

namespace {

// Who gives one column its value besides the program, and whether they go together.
class Sources {
 public:
  Sources(Draft& draft, TableDraft& table, model::ColumnIndex index)
      : draft_(draft),
        table_(table),
        index_(index),
        node_(*table.columns[index].node),
        has_type_(table.columns[index].has_type),
        column_(draft.resolved(table).columns[index]) {}

  void resolve() {
    stands_among_the_first();
    computed();
    server_default();
    on_update();
    version();
    deferred();
  }

 private:
  Draft& draft_;
  const TableDraft& table_;
  const model::ColumnIndex index_;
  const ast::Column& node_;
  const bool has_type_;
  model::Column& column_;

  std::string name() const { return fmt::format("`{}.{}`", table_.name->text, column_.name); }

  // Two clauses, or a clause and what the column is, that exclude each other. Says whether that is
  // so.
  bool excludes(std::string_view clause, Span place, const ast::Flag& other,
                std::string_view other_words) {
    if (!other) return false;
    draft_.sink.report(
        Diagnostic(Code::Orm316, place,
                   fmt::format("{} cannot be both `{}` and {}", name(), clause, other_words))
            .also(*other, "this says the other")
            .help("remove one of the two"));
    return true;
  }

  // The session keeps in mind column by column what was given, for so many.
  void stands_among_the_first() {
    constexpr model::ColumnIndex most = 63;
    const ast::Flag clauses[] = {ast::span_of(node_.computed), ast::span_of(node_.server_default),
                                 ast::span_of(node_.onupdate), node_.version_id};
    const auto* clause = std::find_if(std::begin(clauses), std::end(clauses),
                                      [](const ast::Flag& flag) { return flag.has_value(); });
    if (index_ < most || clause == std::end(clauses)) return;
    draft_.sink.report(
        Diagnostic(
            Code::Orm318, **clause,
            fmt::format("{} is column {} of `{}`, and only one of the first {} can be filled "
                        "in by the database or the session",
                        name(), index_ + 1, table_.name->text, most))
            .help("move the column up"));
  }

  // Where the schema makes the column part of a key.
  ast::Flag key_place() const {
    if (column_.is_primary_key || !column_.foreign_keys.empty()) return node_.name.span;
    return std::nullopt;
  }

  // Where a key refers to the column.
  ast::Flag reference_place() const {
    for (const TableDraft* other : draft_.tables()) {
      const std::vector<model::ForeignKey>& keys = draft_.resolved(*other).foreign_keys;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto& targets = keys[i].target_columns;
        if (&draft_.entity(keys[i].target) != &table_) continue;
        if (std::find(targets.begin(), targets.end(), index_) == targets.end()) continue;
        return other->foreign_key_spans[i];
      }
    }
    return std::nullopt;
  }

  void computed() {
    if (!node_.computed) return;
    const Span place = node_.computed->span;
    if (excludes("computed", place, ast::span_of(node_.default_value), "a column with a default") ||
        excludes("computed", place, ast::span_of(node_.server_default), "`server_default`") ||
        excludes("computed", place, ast::span_of(node_.onupdate), "`onupdate`") ||
        excludes("computed", place, node_.version_id, "`version_id`") ||
        excludes("computed", place, key_place(), "part of a key")) {
      return;
    }
    const std::string sql = text_for_sqlite(node_.computed->value.sql);
    if (!sql.empty()) column_.computed = {sql, node_.computed->value.persisted};
  }

  void server_default() {
    if (!node_.server_default) return;
    const Span place = node_.server_default->span;
    const ast::Flag primary = column_.is_primary_key ? ast::Flag(node_.name.span) : std::nullopt;
    if (excludes("server_default", place, ast::span_of(node_.default_value),
                 "a column with a default") ||
        excludes("server_default", place, primary, "part of the primary key")) {
      return;
    }
    column_.server_default = text_for_sqlite(node_.server_default->value);
  }

  void on_update() {
    if (!node_.onupdate || !has_type_) return;
    if (column_.type != model::ScalarType::DateTime) {
      draft_.sink.report(
          Diagnostic(Code::Orm313, node_.onupdate->span,
                     fmt::format("{} is `{}`, and `now()` is a `datetime`", name(),
                                 type_name(draft_.model, column_)))
              .help(fmt::format("write `{}: datetime onupdate now()`", column_.name)));
      return;
    }
    column_.on_update = model::DefaultFunction::Now;
  }

  // Why the column cannot count, or null when it can.
  const char* obstacle_to_counting() const {
    if (!is_entity(table_)) return "belongs to a link table, whose rows are never updated";
    if (!model::is_integer(column_.type)) return "is not an integer";
    if (column_.is_nullable) return "may be absent";
    if (key_place()) return "is part of a key";
    if (node_.default_value || node_.server_default) return "starts with 1, and has no default";
    return nullptr;
  }

  void version() {
    if (!node_.version_id || !has_type_ || node_.computed) return;
    if (const char* obstacle = obstacle_to_counting()) {
      draft_.sink.report(
          Diagnostic(Code::Orm314, *node_.version_id,
                     fmt::format("{} cannot be the version: it {}", name(), obstacle))
              .help("write `version: int32 version_id;`"));
      return;
    }
    for (const ColumnDraft& other : table_.columns) {
      if (other.node == &node_) break;
      const auto place = static_cast<model::ColumnIndex>(&other - table_.columns.data());
      if (!draft_.resolved(table_).columns[place].is_version) continue;
      draft_.sink.report(Diagnostic(Code::Orm315, *node_.version_id,
                                    fmt::format("`{}` has a version already", table_.name->text))
                             .also(*other.node->version_id, "the first one")
                             .help("remove one of the two"));
      return;
    }
    column_.is_version = true;
  }

  void deferred() {
    if (!node_.deferred) return;
    if (excludes("deferred", *node_.deferred, key_place(), "part of a key") ||
        excludes("deferred", *node_.deferred, node_.version_id, "`version_id`") ||
        excludes("deferred", *node_.deferred, reference_place(), "what a key refers to")) {
      return;
    }
    column_.is_deferred = true;
  }
};

}  // namespace

void resolve_column_sources(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      Sources(draft, *table, i).resolve();
    }
  }
}

}  // namespace ormgen::checking
