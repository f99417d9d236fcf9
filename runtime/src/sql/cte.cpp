// Common table expressions, and compounds, which are read like them.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <string>
#include <utility>

#include "orm/compound.h"
#include "orm/error.h"
#include "orm/mapping.h"
#include "sql/inner_query.h"
#include "sql/schema.h"
#include "value/columns.h"

namespace orm::detail {

constinit const EntityMapping rows_entity = {
    .name = "rows",
    .table = "rows",
    .columns = {},
    .key = {},
    .generated_key = false,
    .sqlite = {.create_table = "", .select_by_key = "", .insert = "", .delete_by_key = ""},
    .size = 0,
    .alignment = 0,
    .construct = nullptr,
    .destroy = nullptr,
    .read = nullptr,
    .write = nullptr};

namespace {

// A plain column has its own name, everything else a number.
std::string name_of_item(const QueryParts& parts, std::size_t item) {
  const std::size_t begin = parts.items[item].first_token;
  const std::size_t end =
      item + 1 < parts.items.size() ? parts.items[item + 1].first_token : parts.list.tokens.size();
  const Token& token = parts.list.tokens[begin];
  if (end - begin == 1 && token.op == Operator::Column) {
    return token.entity->columns[token.column].name;
  }
  if (end - begin == 2 && token.op == Operator::Name) return token.alias;
  return "column_" + std::to_string(item + 1);
}

void add_column(CteData& cte, std::string name) {
  const bool is_taken = std::any_of(cte.columns.begin(), cte.columns.end(),
                                    [&name](const char* other) { return name == other; });
  if (is_taken) name = "column_" + std::to_string(cte.columns.size() + 1);
  cte.columns.push_back(lasting_name(name));
}

// SQL would take the table for the expression itself.
void require_other_name(const CteData& cte, const ExpressionData& query) {
  const Token* before = nullptr;
  for (const Token& token : query.tokens) {
    const bool is_table = token.op == Operator::Source && token.entity != nullptr &&
                          (before == nullptr || before->op != Operator::Table);
    if (is_table && sql::is_same_name(token.entity->table, cte.name)) {
      throw InvalidRequestError("the common table expression \"" + std::string(cte.name) +
                                "\" reads the table of that name; give it another name");
    }
    before = &token;
  }
}

void define(CteData& cte, ExpressionData query, bool is_recursive) {
  require_other_name(cte, query);
  cte.definition = std::move(query);
  for (const char* column : cte.columns) push_name(cte.definition, Operator::Name, column);
  push_name(cte.definition, Operator::Cte, cte.name, is_recursive ? 1 : 0);
}

// What speaks of itself in its own definition has none yet.
void add_definition(QueryParts& parts, const CteHandle& cte) {
  if (cte->definition.tokens.empty()) return;
  for (const CteHandle& other : parts.ctes) {
    if (other == cte) return;
    if (other->name != cte->name) continue;
    throw InvalidRequestError(std::string("a query reads two common table expressions by the name "
                                          "\"") +
                              cte->name + "\"; give one of them another name");
  }
  parts.ctes.push_back(cte);
  parts.with.append(cte->definition);
}

void push_source(QueryParts& parts, const CteHandle& cte, SourceKind kind, const char* alias) {
  add_definition(parts, cte);
  push_name(parts.sources, Operator::Table, cte->name);
  Token source;
  source.entity = cte->entity == &rows_entity ? nullptr : cte->entity;
  source.alias = alias;
  source.column = static_cast<std::uint16_t>(kind);
  source.op = Operator::Source;
  parts.sources.tokens.push_back(source);
}

// Queries that share one may be of several threads.
struct SharedCte : CteData {
  explicit SharedCte(CteData&& data) : CteData(std::move(data)) {}
  mutable std::atomic<std::size_t> handles{1};
};

}  // namespace

CteHandle::CteHandle(CteData&& data) : data_(new SharedCte(std::move(data))) {}

CteHandle::CteHandle(const CteHandle& other) noexcept : data_(other.data_) {
  static_cast<const SharedCte*>(data_)->handles.fetch_add(1, std::memory_order_relaxed);
}

CteHandle& CteHandle::operator=(const CteHandle& other) noexcept {
  CteHandle copy(other);
  std::swap(data_, copy.data_);
  return *this;
}

CteHandle::~CteHandle() {
  const auto* shared = static_cast<const SharedCte*>(data_);
  if (shared->handles.fetch_sub(1, std::memory_order_acq_rel) == 1) delete shared;
}

CteHandle begin_cte(std::string_view name, const QuerySpec& query) {
  CteData cte{lasting_name(name), &rows_entity, {}, {}, {}};
  if (!has_items(query)) {
    cte.entity = query.entity;
    const ColumnSet read(usual_columns(*query.entity));
    for (unsigned i = 0; i < query.entity->columns.size(); ++i) {
      if (read.contains(i)) cte.columns.push_back(query.entity->columns[i].name);
    }
    return CteHandle(std::move(cte));
  }
  const QueryParts& parts = *query.parts.get();
  cte.items = parts.items;
  for (std::size_t i = 0; i < parts.items.size(); ++i) add_column(cte, name_of_item(parts, i));
  return CteHandle(std::move(cte));
}

CteHandle make_cte(std::string_view name, const QuerySpec& query) {
  CteData cte = *begin_cte(name, query);
  define(cte, source_query(query), false);
  return CteHandle(std::move(cte));
}

CteHandle recursive_cte(const CteData& begun, const QuerySpec& query, const QuerySpec& step,
                        Operator op) {
  CteData cte = begun;
  ExpressionData both = source_query(query);
  both.append(source_query(step));
  both.push(op, 2);
  define(cte, std::move(both), true);
  return CteHandle(std::move(cte));
}

void add_cte(QuerySpec& spec, SourceKind kind, const CteHandle& cte,
             const ExpressionData& conditions) {
  QueryParts& parts = spec.parts.make();
  push_own_source(spec);
  parts.sources.append(conditions);
  push_source(parts, cte, kind, cte->name);
  parts.may_repeat = true;
}

namespace {

QuerySpec spec_with_name(const CteHandle& cte, const char* alias, CodePlace place) {
  QuerySpec spec;
  spec.entity = cte->entity;
  spec.place = place;
  QueryParts& parts = spec.parts.make();
  push_source(parts, cte, SourceKind::Root, alias);
  if (cte->entity != &rows_entity) return spec;
  for (std::size_t i = 0; i < cte->columns.size(); ++i) {
    parts.items.push_back({cte->items[i].as, false, parts.list.tokens.size()});
    parts.list.append(column_of(*cte, i));
  }
  return spec;
}

}  // namespace

QuerySpec spec_for(const CteHandle& cte, CodePlace place) {
  return spec_with_name(cte, cte->name, place);
}

QuerySpec compound_spec(Operator op, std::initializer_list<const QuerySpec*> queries) {
  const QuerySpec& first = **queries.begin();
  CteData cte = *begin_cte("combined", first);
  ExpressionData all;
  std::size_t count = 0;
  for (const QuerySpec* query : queries) {
    all.append(source_query(*query));
    if (++count > 1) all.push(op, 2);
  }
  define(cte, std::move(all), false);
  const char* alias = cte.entity == &rows_entity ? cte.name : nullptr;
  return spec_with_name(CteHandle(std::move(cte)), alias, first.place);
}

ExpressionData column_of(const CteData& cte, std::size_t item) {
  ExpressionData data;
  push_name(data, Operator::Name, cte.columns.at(item));
  push_name(data, Operator::CteColumn, cte.name);
  return data;
}

void no_members(const CteData& cte) {
  throw InvalidRequestError(std::string("the rows of \"") + cte.name +
                            "\" are a struct of the program only where select_as() made them");
}

}  // namespace orm::detail
