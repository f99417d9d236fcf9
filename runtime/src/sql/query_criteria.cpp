#include "sql/query_criteria.h"

#include <algorithm>
#include <vector>

namespace orm::sql {

namespace {

using detail::ExpressionData;
using detail::Operator;
using detail::SourceKind;
using detail::Token;

bool reads_more(const ExpressionData& data) {
  return std::any_of(data.tokens.begin(), data.tokens.end(), [](const Token& token) {
    return token.op == Operator::BeginQuery || token.op == Operator::Source;
  });
}

class Rewriter {
 public:
  explicit Rewriter(const detail::Criteria& criteria) : criteria_(criteria) {}

  void rewrite(ExpressionData& data) {
    if (!reads_more(data)) return;
    const ExpressionData old = std::move(data);
    data = {};
    std::size_t value = 0;
    const Token* end = old.tokens.end();
    for (const Token* token = old.tokens.begin(); token != end; ++token) {
      const bool has_more = token + 1 != end;
      if (token->op == Operator::Via && has_more) add_to_join(data, token[1]);
      const bool is_via = token != old.tokens.begin() && token[-1].op == Operator::Via;
      if (token->op == Operator::Source && !is_via) add_to_join(data, *token);
      if (token->op == Operator::BeginQuery) queries_.emplace_back();
      if (token->op == Operator::Source && !queries_.empty()) note(*token);
      data.tokens.push_back(*token);
      if (token->op == Operator::Parameter) data.values.push_back(old.values[value++]);
      if (token->op == Operator::SourcesEnd) add_to_where(data);
      if (token->op == Operator::EndQuery) queries_.pop_back();
    }
  }

  /// Appends what has to hold for an occurrence; false where that is nothing.
  bool append(ExpressionData& data, const Token& source) const {
    const ExpressionData* condition =
        source.entity == nullptr ? nullptr : criteria_.find(*source.entity);
    if (condition == nullptr) return false;
    for (Token token : condition->tokens) {
      if (token.entity == source.entity && token.alias == nullptr) token.alias = source.alias;
      data.tokens.push_back(token);
    }
    data.values.append(condition->values);
    return true;
  }

 private:
  static bool is_joined(const Token& source) {
    const auto kind = static_cast<SourceKind>(source.column);
    return kind == SourceKind::Inner || kind == SourceKind::Outer;
  }

  void add_to_join(ExpressionData& data, const Token& source) const {
    if (is_joined(source)) append(data, source);
  }
  void note(const Token& source) {
    if (!is_joined(source)) queries_.back().push_back(source);
  }
  void add_to_where(ExpressionData& data) const {
    for (const Token& source : queries_.back()) {
      if (append(data, source)) data.push(Operator::Where, 0);
    }
  }

  const detail::Criteria& criteria_;
  // Of the queries around the place: what their conditions are about.
  std::vector<std::vector<Token>> queries_;
};

}  // namespace

bool is_named(const detail::QuerySpec& spec) {
  // Also by the name of the table that it is read from, which stands before it.
  const detail::QueryParts* parts = spec.parts.get();
  return parts != nullptr && !parts->sources.tokens.empty() &&
         parts->sources.tokens[0].alias != nullptr;
}

const detail::QuerySpec& with_criteria(const detail::QuerySpec& spec,
                                       const detail::Criteria& criteria,
                                       std::unique_ptr<detail::QuerySpec>& changed) {
  const detail::QueryParts* parts = spec.parts.get();
  if (parts == nullptr && !reads_more(spec.where) && !reads_more(spec.order)) return spec;
  changed = std::make_unique<detail::QuerySpec>(spec);
  Rewriter rewriter(criteria);
  rewriter.rewrite(changed->where);
  rewriter.rewrite(changed->order);
  if (parts == nullptr) return *changed;
  if (is_named(spec)) rewriter.append(changed->where, parts->sources.tokens[0]);
  detail::QueryParts& own = changed->parts.make();
  for (ExpressionData* data : {&own.with, &own.sources, &own.list, &own.group, &own.having}) {
    rewriter.rewrite(*data);
  }
  return *changed;
}

}  // namespace orm::sql
