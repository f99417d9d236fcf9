// How the steps of a query put its tokens together.
#include "orm/query_spec.h"

#include <algorithm>
#include <string>
#include <utility>

#include "orm/error.h"
#include "orm/mapping.h"
#include "orm/subqueries.h"
#include "sql/inner_query.h"

namespace orm::detail {

QueryParts::QueryParts() = default;
QueryParts::QueryParts(const QueryParts& other) = default;
QueryParts::QueryParts(QueryParts&& other) noexcept = default;
QueryParts& QueryParts::operator=(const QueryParts& other) = default;
QueryParts& QueryParts::operator=(QueryParts&& other) noexcept = default;
QueryParts::~QueryParts() = default;

void end(QueryParts* parts) noexcept { delete parts; }

RareParts::RareParts() = default;
RareParts::RareParts(const RareParts& other)
    : parts_(other.get() == nullptr ? nullptr : new QueryParts(*other.parts_)) {}
RareParts::RareParts(RareParts&& other) noexcept = default;
RareParts& RareParts::operator=(const RareParts& other) { return *this = RareParts(other); }
RareParts& RareParts::operator=(RareParts&& other) noexcept = default;
RareParts::~RareParts() = default;

QueryParts& RareParts::make() {
  if (parts_.get() == nullptr) parts_ = Owner<QueryParts>(new QueryParts);
  return *parts_;
}

QuerySpec::QuerySpec() = default;
QuerySpec::QuerySpec(const EntityMapping& about, CodePlace written)
    : entity(&about), place(written) {}
QuerySpec::QuerySpec(const QuerySpec& other) = default;
QuerySpec::QuerySpec(QuerySpec&& other) noexcept = default;
QuerySpec& QuerySpec::operator=(const QuerySpec& other) = default;
QuerySpec& QuerySpec::operator=(QuerySpec&& other) noexcept = default;
QuerySpec::~QuerySpec() = default;

void end(QuerySpec* spec) noexcept { delete spec; }

void query_moved_from() {
  throw InvalidRequestError(
      "this query was moved from, so it asks for nothing any more; use the query that the step "
      "returned, or leave out std::move, which makes each step return a copy");
}

OwnSpec::OwnSpec(const EntityMapping& about, CodePlace written)
    : spec_(new QuerySpec(about, written)) {}
OwnSpec::OwnSpec(QuerySpec&& spec) : spec_(new QuerySpec(std::move(spec))) {}
OwnSpec::OwnSpec(const QuerySpec& spec) : spec_(new QuerySpec(spec)) {}

namespace {

void push_root(ExpressionData& data, const EntityMapping& entity) {
  data.push_name(Operator::Source, entity, nullptr, static_cast<std::size_t>(SourceKind::Root));
}

const Token& root_of(const QueryParts& parts) {
  return *std::find_if(parts.sources.tokens.begin(), parts.sources.tokens.end(),
                       [](const Token& token) { return token.op == Operator::Source; });
}

bool leads_to_one(const Token& via) {
  return via.entity->relationships[via.column].to_many == nullptr;
}

bool is_outer(const QuerySpec& spec, const Token& column) {
  for (const Token& token : spec.parts.get()->sources.tokens) {
    if (token.op == Operator::Source && token.entity == column.entity &&
        token.alias == column.alias) {
      return static_cast<SourceKind>(token.column) == SourceKind::Outer;
    }
  }
  return false;
}

// A name for another occurrence of the entity, which the expression does not have.
const char* new_name(const EntityMapping& entity, const ExpressionData& expression) {
  for (int number = 1;; ++number) {
    const char* name = lasting_name(std::string(entity.table) + "_" + std::to_string(number));
    const auto& tokens = expression.tokens;
    const bool is_free = std::none_of(tokens.begin(), tokens.end(),
                                      [name](const Token& token) { return token.alias == name; });
    if (is_free) return name;
  }
}

// They are about a whole statement, and the objects that it reads.
void require_no_options(const QuerySpec& spec) {
  if (spec.loads.empty() && spec.criteria.empty() && !spec.without_criteria &&
      !spec.populate_existing && !spec.for_update) {
    return;
  }
  throw InvalidRequestError(std::string("the query for ") + spec.entity->name +
                            " has options and is part of another query; give its options to the "
                            "query around it");
}

void append_clause(ExpressionData& data, const ExpressionData& clause, Operator op) {
  if (clause.tokens.empty()) return;
  data.append(clause);
  data.push(op, 0);
}

void append_number(ExpressionData& data, const std::optional<std::int64_t>& number, Operator op) {
  if (!number) return;
  data.push_value(Value::of_integer(*number));
  data.push(op, 1);
}

}  // namespace

void add_source(QuerySpec& spec, SourceKind kind, const EntityMapping& entity, const char* alias,
                const ExpressionData& conditions, const Token* via) {
  push_own_source(spec);
  QueryParts& parts = spec.parts.make();
  parts.sources.append(conditions);
  if (via != nullptr) parts.sources.tokens.push_back(*via);
  parts.sources.push_name(Operator::Source, entity, alias, static_cast<std::size_t>(kind));
  if (via == nullptr || !leads_to_one(*via)) parts.may_repeat = true;
}

void require_present(const QuerySpec& spec) {
  const ItemList& list = *spec.parts.get();
  const auto& tokens = list.list.tokens;
  for (std::size_t i = list.items.back().first_token; i < tokens.size(); ++i) {
    if (tokens[i].op != Operator::Column || !is_outer(spec, tokens[i])) continue;
    const EntityMapping& entity = *tokens[i].entity;
    const std::string alias = tokens[i].alias == nullptr ? entity.table : tokens[i].alias;
    throw InvalidRequestError(std::string("select() takes the column \"") +
                              entity.columns[tokens[i].column].name + "\" of \"" + alias +
                              "\", which an outer join may not find; write orm::nullable(...) "
                              "around it, which makes it optional");
  }
}

void push_name(ExpressionData& data, Operator op, const char* name, std::size_t column) {
  Token token;
  token.alias = name;
  token.column = static_cast<std::uint16_t>(column);
  token.op = op;
  data.tokens.push_back(token);
}

void push_own_source(QuerySpec& spec) {
  QueryParts& parts = spec.parts.make();
  if (parts.sources.tokens.empty()) push_root(parts.sources, *spec.entity);
}

ExpressionData source_query(const QuerySpec& spec) {
  QuerySpec query = spec;
  QueryParts& parts = query.parts.make();
  if (!parts.items.empty()) return inner_query(query);
  const char* alias = parts.sources.tokens.empty() ? nullptr : root_of(parts).alias;
  parts.list.push_name(Operator::Entity, *query.entity, alias, 0);
  return inner_query(query);
}

ExpressionData inner_query(const QuerySpec& spec) {
  require_no_options(spec);
  static const QueryParts none;
  const QueryParts& parts = spec.parts.get() == nullptr ? none : *spec.parts.get();
  ExpressionData data;
  data.push(Operator::BeginQuery, 0);
  data.append(parts.with);
  append_clause(data, parts.list, Operator::SelectList);
  if (parts.sources.tokens.empty()) {
    push_root(data, *spec.entity);
  } else {
    data.append(parts.sources);
  }
  data.push(Operator::SourcesEnd, 0);
  append_clause(data, spec.where, Operator::Where);
  append_clause(data, parts.group, Operator::GroupBy);
  append_clause(data, parts.having, Operator::Having);
  append_clause(data, spec.order, Operator::OrderBy);
  append_number(data, spec.limit, Operator::Limit);
  append_number(data, spec.offset, Operator::Offset);
  data.push(Operator::EndQuery, 0, parts.is_distinct ? 1 : 0);
  return data;
}

ExpressionData related_query(const Token& via, const ExpressionData& list,
                             const ExpressionData& conditions) {
  const EntityMapping& target = *via.entity->relationships[via.column].target;
  const bool is_same = via.entity == &target && via.alias == nullptr;
  const char* alias = is_same ? new_name(target, conditions) : nullptr;
  ExpressionData data;
  data.push(Operator::BeginQuery, 0);
  append_clause(data, list, Operator::SelectList);
  data.tokens.push_back(via);
  data.push_name(Operator::Source, target, alias, static_cast<std::size_t>(SourceKind::Related));
  data.push(Operator::SourcesEnd, 0);
  if (!conditions.tokens.empty()) {
    for (Token token : conditions.tokens) {
      if (token.entity == &target && token.alias == nullptr) token.alias = alias;
      data.tokens.push_back(token);
    }
    data.values.append(conditions.values);
    data.push(Operator::Where, 0);
  }
  data.push(Operator::EndQuery, 0);
  return data;
}

QuerySpec spec_for(const EntityMapping& entity, const char* alias, CodePlace place) {
  QuerySpec spec(entity, place);
  if (alias != nullptr) {
    spec.parts.make().sources.push_name(Operator::Source, entity, alias,
                                        static_cast<std::size_t>(SourceKind::Root));
  }
  return spec;
}

Token via(const EntityMapping& entity, const char* alias, unsigned relationship) {
  Token token;
  token.entity = &entity;
  token.alias = alias;
  token.column = static_cast<std::uint16_t>(relationship);
  token.op = Operator::Via;
  return token;
}

void ItemList::begin_item(const StoredAs& as, bool is_object) {
  items.push_back({as, is_object, list.tokens.size()});
}

ItemList& begin_items(QuerySpec& spec) {
  ItemList& list = spec.parts.make();
  list = {};
  return list;
}

void add_column(std::vector<SetColumn>& columns, std::uint16_t column, const ExpressionData& data) {
  columns.push_back({column, data});
}

SessionCore& running_session(SessionCore* session, const QuerySpec& spec) {
  if (session != nullptr) return *session;
  throw InvalidRequestError(std::string("this query for ") + spec.entity->name +
                            " has no session to run in; run session.query(query)");
}

}  // namespace orm::detail
