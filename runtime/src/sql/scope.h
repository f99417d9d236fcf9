// Which occurrences of entities a query reads, and by which names.
#pragma once

#include <string>
#include <vector>

#include "orm/expression.h"

namespace orm::sql {

/// An occurrence, and the quoted name that stands before its columns.
struct SourceName {
  /// Null for a common table expression.
  const EntityMapping* entity;
  /// Null for the plain table.
  const char* alias;
  std::string qualifier;
};

/// The sources of a query, the one that it is about first.
struct Scope {
  std::vector<SourceName> sources;
  /// Of the query around it; null for the outermost one.
  const Scope* outer = nullptr;

  /// Null where neither this query nor one around it reads the occurrence.
  const std::string* find(const EntityMapping* entity, const char* alias) const;
  /// The same; raises InvalidRequestError that names `what`, such as `the column "name"`.
  const std::string& require(const EntityMapping* entity, const char* alias,
                             const std::string& what) const;
  /// Raises InvalidRequestError where a source that is nearer has the same name.
  void require_visible(const std::string& name, const std::string* found,
                       const std::string& what) const;
  /// True when one of its own sources has the quoted name.
  bool has(const std::string& qualifier) const;
};

/// The quoted name of an occurrence.
std::string qualifier_of(const EntityMapping* entity, const char* alias);

/// The sources that the tokens from `begin` on name, as far as they belong to the same query.
Scope scope_of(const detail::Token* begin, const detail::Token* end, const Scope* outer = nullptr);

}  // namespace orm::sql
