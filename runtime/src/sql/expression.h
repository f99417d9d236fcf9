// From tokens to SQL text.
#pragma once

#include <cstdint>
#include <string>

#include "orm/expression.h"
#include "sql/scope.h"

namespace orm::sql {

/// What a SELECT is made of.
struct Clauses {
  /// Common table expressions.
  std::string with = {};
  std::string list = {};
  std::string from = {};
  /// Empty where there is none, and so on.
  std::string where = {};
  std::string group = {};
  std::string having = {};
  std::string order = {};
  bool is_recursive = false;
  bool is_distinct = false;
  bool has_limit = false;
  bool has_offset = false;
};

std::string select_statement(const Clauses& clauses);

/// `qualifier."a", qualifier."b"`. `columns` as in Select.
std::string columns_text(const EntityMapping& entity, const std::string& qualifier,
                         std::uint64_t columns = 0);

// Each of these raises InvalidRequestError for a column of an occurrence that the query does not
// read, and takes tokens, one list after the other, that are not empty.

/// All conditions, joined by AND.
std::string condition_text(const detail::ExpressionData& where, const Scope& scope);

/// The expressions or orderings, separated by commas.
std::string list_text(const detail::ExpressionData& list, const Scope& scope);

/// The common table expressions.
void add_ctes(const detail::ExpressionData& with, const Scope& scope, Clauses& clauses);

/// What follows FROM; for the sources of `scope`.
std::string sources_text(const detail::ExpressionData& sources, const Scope& scope);

}  // namespace orm::sql
