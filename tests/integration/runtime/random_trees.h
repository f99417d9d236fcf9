// Expressions that grow at random, each with its SQL beside it, written with all its parentheses.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "operators.orm.hpp"
#include "orm/orm.h"

namespace operators {

namespace func = orm::func;

inline constexpr int most_levels = 4;

template <class T>
struct Tree {
  orm::Expr<std::optional<T>> expression;
  std::string sql;
};
using WholeTree = Tree<std::int64_t>;
using RealTree = Tree<double>;
using TextTree = Tree<std::string>;
using TruthTree = Tree<bool>;
using DayTree = Tree<orm::Date>;
using MomentTree = Tree<orm::DateTime>;

/// The pattern with a part for each `?`.
std::string filled(std::string_view pattern, std::initializer_list<std::string> parts);
std::string literal(bool value);
std::string literal(std::int64_t value);
std::string literal(double value);
std::string literal(const std::string& value);
std::string literal(const orm::Date& value);
std::string literal(const orm::DateTime& value);

template <class V>
const V& operand(const V& value) {
  return value;
}
template <class T>
const orm::Expr<std::optional<T>>& operand(const Tree<T>& tree) {
  return tree.expression;
}
template <class V>
std::string sql_of(const V& value) {
  return literal(value);
}
template <class T>
std::string sql_of(const Tree<T>& tree) {
  return tree.sql;
}

/// What `make` makes of trees and values, and the pattern with their SQL.
template <class T, class Make, class... Parts>
Tree<T> tree(std::string_view pattern, const Make& make, const Parts&... parts) {
  return {make(operand(parts)...), filled(pattern, {sql_of(parts)...})};
}

/// Grows trees of every type.
class Forest {
 public:
  explicit Forest(std::uint64_t seed) : random_(seed) {}

  std::int64_t whole_value() { return pick<std::int64_t>({0, 1, -1, 2, 7, -3, 100, INT64_MAX}); }
  double real_value() { return pick<double>({0.0, 1.5, -0.25, 1e300, 3.0}); }
  std::string text_value() {
    return pick<std::string>({"", "a", "A", "ab", "%", "_", "o'x", " 12 ", "3", "\\", "#"});
  }
  std::string json_value();
  orm::Date day_value();
  orm::DateTime moment_value();
  bool coin() { return below(2) == 0; }
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  template <class T>
  T pick(std::initializer_list<T> values) {
    return *(values.begin() + below(values.size()));
  }

  TruthTree truth(int level = 0);
  WholeTree whole(int level = 0);
  RealTree real(int level = 0);
  TextTree text(int level = 0);
  DayTree day(int level = 0);
  MomentTree moment(int level = 0);

 private:
  /// A sale that a query reads: in whose columns a tree may end.
  struct Reading {
    Sale::Fields fields;
    std::string name;
  };

  // Trees about other rows: inner queries, and what a relationship leads to. Past `may_ask` there
  // are none.
  bool may_ask(int level) const { return level < most_levels && depth_ < 3; }
  template <class Grow>
  auto inner(const Grow& grow);
  template <class Grow>
  auto own(const Grow& grow);
  template <class T, class Aggregate>
  Tree<T> aggregate(const Aggregate& aggregate, int level);
  TruthTree exists(int level);
  TruthTree has(int level);
  TruthTree asked(int level);
  WholeTree counted(int level);
  RealTree added(int level);
  TextTree extreme(int level);

  TruthTree null_tested(int level);
  TruthTree chosen(int level);
  TruthTree matched(int level);
  TruthTree listed(int level);
  TruthTree ranged(int level);
  TruthTree after(int level);
  template <class T, class U>
  TruthTree compared(const Tree<T>& left, const Tree<U>& right);
  WholeTree computed(const WholeTree& left, const WholeTree& right);
  WholeTree part_of_moment(int level);
  TextTree trimmed(const TextTree& tree);
  TextTree written(int level);
  TextTree json(int level);

  const Reading& reading() { return readings_[below(readings_.size())]; }
  template <class T, class C>
  Tree<T> column(C Sale::Fields::* member, const char* name) {
    const Reading& from = reading();
    return {from.fields.*member, from.name + "." + name};
  }

  std::mt19937_64 random_;
  std::vector<Reading> readings_ = {{Sale::fields, "sales"}};
  // Of the inner query that grows.
  int depth_ = 0;
};

}  // namespace operators
