#include "sql/scope.h"

#include <algorithm>

#include "orm/error.h"
#include "orm/mapping.h"
#include "sql/quote.h"
#include "sql/schema.h"

namespace orm::sql {

const std::string* Scope::find(const EntityMapping* entity, const char* alias) const {
  for (const SourceName& source : sources) {
    if (source.entity == entity && source.alias == alias) return &source.qualifier;
  }
  return outer == nullptr ? nullptr : outer->find(entity, alias);
}

const std::string& Scope::require(const EntityMapping* entity, const char* alias,
                                  const std::string& what) const {
  if (const std::string* qualifier = find(entity, alias)) {
    require_visible(*qualifier, qualifier, what);
    return *qualifier;
  }
  const std::string name = alias == nullptr ? "" : "\"" + std::string(alias) + "\"";
  std::string occurrence = name;
  if (entity != nullptr) occurrence = entity->name + (name.empty() ? name : " as " + name);
  const EntityMapping* asked_for = sources.front().entity;
  const std::string query =
      asked_for == nullptr ? "\"" + std::string(sources.front().alias) + "\"" : asked_for->name;
  throw InvalidRequestError("the query for " + query + " uses " + what + " of " + occurrence +
                            ", which it does not read; join it, or take it from another query");
}

// SQL would take the occurrence of that name which is nearest.
void Scope::require_visible(const std::string& name, const std::string* found,
                            const std::string& what) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->outer) {
    for (const SourceName& source : scope->sources) {
      if (&source.qualifier == found) return;
      if (!is_same_name(source.qualifier, name)) continue;
      std::string message = "an inner query uses " + what;
      message += " of " + name;
      throw InvalidRequestError(message +
                                " of the query around it, and reads something by the same name; "
                                "give one of them another name by orm::alias<...>(\"...\")");
    }
  }
}

bool Scope::has(const std::string& qualifier) const {
  return std::any_of(sources.begin(), sources.end(), [&](const SourceName& each) {
    return is_same_name(each.qualifier, qualifier);
  });
}

std::string qualifier_of(const EntityMapping* entity, const char* alias) {
  return quote_identifier(alias == nullptr ? entity->table : alias);
}

Scope scope_of(const detail::Token* begin, const detail::Token* end, const Scope* outer) {
  using detail::Operator;
  Scope scope{{}, outer};
  int depth = 0;
  for (const detail::Token* token = begin; token != end && depth >= 0; ++token) {
    if (token->op == Operator::BeginQuery) ++depth;
    if (token->op == Operator::EndQuery) --depth;
    if (depth != 0 || token->op != Operator::Source) continue;
    const std::string qualifier = qualifier_of(token->entity, token->alias);
    if (scope.has(qualifier)) {
      throw InvalidRequestError(std::string("a query reads ") + token->entity->name +
                                " twice by the name " + qualifier +
                                "; give one of them another name by orm::alias<...>(\"...\")");
    }
    scope.sources.push_back({token->entity, token->alias, qualifier});
  }
  return scope;
}

}  // namespace orm::sql
