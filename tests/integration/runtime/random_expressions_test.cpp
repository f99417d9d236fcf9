// Random expressions over random rows: what the runtime makes of them is what SQLite makes of the
// same expressions, written with all their parentheses.
#include <random>
#include <string>
#include <utility>

#include "database.h"
#include "values.orm.hpp"

namespace values {

namespace func = orm::func;

constexpr int most_levels = 4;
constexpr int tree_count = 10'000;

template <class T>
struct Tree {
  orm::Expr<std::optional<T>> expression;
  std::string sql;
};
using WholeTree = Tree<std::int64_t>;
using RealTree = Tree<double>;
using TextTree = Tree<std::string>;
using TruthTree = Tree<bool>;

/// Grows trees of every type, each with its SQL beside it.
class Forest {
 public:
  explicit Forest(std::uint64_t seed) : random_(seed) {}

  std::int64_t whole_value() { return pick<std::int64_t>({0, 1, -1, 2, 7, -3, 100, INT64_MAX}); }
  double real_value() { return pick<double>({0.0, 1.5, -0.25, 1e300, 3.0}); }
  std::string text_value() {
    return pick<std::string>({"", "a", "A", "ab", "%", "_", "o'x", " 12 ", "3", "\\"});
  }
  bool coin() { return below(2) == 0; }

  TruthTree truth(int level = 0) {
    if (level >= most_levels) return {Sample::fields.flag, "flag"};
    switch (below(12)) {
      case 0:
        return combined(truth(level + 1), truth(level + 1));
      case 1: {
        TruthTree tree = truth(level + 1);
        return {!tree.expression, "(NOT " + tree.sql + ")"};
      }
      case 2: {
        const WholeTree tree = whole(level + 1);
        return {orm::is_null(tree.expression), "(" + tree.sql + " IS NULL)"};
      }
      case 3: {
        const TextTree tree = text(level + 1);
        return {orm::is_not_null(tree.expression), "(" + tree.sql + " IS NOT NULL)"};
      }
      case 4: {
        const TextTree tree = text(level + 1);
        const std::string pattern = text_value();
        return {orm::like(tree.expression, pattern),
                "(" + tree.sql + " LIKE " + quoted(pattern) + ")"};
      }
      case 5: {
        const WholeTree tree = whole(level + 1);
        const WholeTree least = whole(level + 1);
        const WholeTree greatest = whole(level + 1);
        return {orm::between(tree.expression, least.expression, greatest.expression),
                "(" + tree.sql + " BETWEEN " + least.sql + " AND " + greatest.sql + ")"};
      }
      case 6: {
        const WholeTree tree = whole(level + 1);
        const std::int64_t one = whole_value();
        const std::int64_t two = whole_value();
        const std::string list = "(" + number(one) + ", " + number(two) + "))";
        return coin() ? TruthTree{orm::in_(tree.expression, {one, two}),
                                  "(" + tree.sql + " IN " + list}
                      : TruthTree{orm::not_in(tree.expression, {one, two}),
                                  "(" + tree.sql + " NOT IN " + list};
      }
      case 7:
        return compared(text(level + 1), text(level + 1));
      case 8:
        return compared(real(level + 1), whole(level + 1));
      case 9: {
        const WholeTree left = whole(level + 1);
        const WholeTree right = whole(level + 1);
        return {orm::is_distinct_from(left.expression, right.expression),
                "(" + left.sql + " IS NOT " + right.sql + ")"};
      }
      default:
        return compared(whole(level + 1), whole(level + 1));
    }
  }

 private:
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  template <class T>
  T pick(std::initializer_list<T> values) {
    return *(values.begin() + below(values.size()));
  }

  static std::string quoted(const std::string& text) {
    std::string sql = "'";
    for (const char c : text) sql += c == '\'' ? "''" : std::string(1, c);
    return sql + "'";
  }
  static std::string number(std::int64_t value) { return std::to_string(value); }
  static std::string number(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.17e", value);
    return text;
  }

  TruthTree combined(const TruthTree& left, const TruthTree& right) {
    return coin() ? TruthTree{left.expression && right.expression,
                              "(" + left.sql + " AND " + right.sql + ")"}
                  : TruthTree{left.expression || right.expression,
                              "(" + left.sql + " OR " + right.sql + ")"};
  }

  template <class T, class U>
  TruthTree compared(const Tree<T>& left, const Tree<U>& right) {
    const auto& l = left.expression;
    const auto& r = right.expression;
    const auto sql = [&](const char* op) { return "(" + left.sql + op + right.sql + ")"; };
    switch (below(6)) {
      case 0:
        return {l == r, sql(" = ")};
      case 1:
        return {l != r, sql(" <> ")};
      case 2:
        return {l < r, sql(" < ")};
      case 3:
        return {l <= r, sql(" <= ")};
      case 4:
        return {l > r, sql(" > ")};
      default:
        return {l >= r, sql(" >= ")};
    }
  }

  WholeTree whole(int level) {
    const auto column = [this] {
      return coin() ? WholeTree{Sample::fields.big, "big"}
                    : WholeTree{orm::cast<std::int64_t>(Sample::fields.small),
                                "CAST(small AS INTEGER)"};
    };
    if (level >= most_levels) return column();
    switch (below(11)) {
      case 0:
      case 1: {
        const WholeTree left = whole(level + 1);
        const WholeTree right = whole(level + 1);
        return computed(left, right);
      }
      case 2: {
        const WholeTree tree = whole(level + 1);
        return {-tree.expression, "(- " + tree.sql + ")"};
      }
      case 3: {
        const TextTree tree = text(level + 1);
        return {func::length(tree.expression), "length(" + tree.sql + ")"};
      }
      case 4: {
        const WholeTree tree = whole(level + 1);
        const std::int64_t value = whole_value();
        return {func::coalesce(tree.expression, value),
                "coalesce(" + tree.sql + ", " + number(value) + ")"};
      }
      case 5: {
        const TruthTree condition = truth(level + 1);
        const WholeTree then = whole(level + 1);
        const std::int64_t other = whole_value();
        return {orm::case_(condition.expression, then.expression).otherwise(other),
                "(CASE WHEN " + condition.sql + " THEN " + then.sql + " ELSE " + number(other) +
                    " END)"};
      }
      case 6: {
        const WholeTree tree = whole(level + 1);
        const std::int64_t value = whole_value();
        return {tree.expression + value, "(" + tree.sql + " + " + number(value) + ")"};
      }
      case 7: {
        const TextTree tree = text(level + 1);
        const std::string part = text_value();
        return {func::instr(tree.expression, part),
                "instr(" + tree.sql + ", " + quoted(part) + ")"};
      }
      case 8: {
        const TextTree tree = text(level + 1);
        return {orm::cast<std::int64_t>(tree.expression), "CAST(" + tree.sql + " AS INTEGER)"};
      }
      default:
        return column();
    }
  }

  WholeTree computed(const WholeTree& left, const WholeTree& right) {
    const auto& l = left.expression;
    const auto& r = right.expression;
    const auto sql = [&](const char* op) { return "(" + left.sql + op + right.sql + ")"; };
    switch (below(5)) {
      case 0:
        return {l + r, sql(" + ")};
      case 1:
        return {l - r, sql(" - ")};
      case 2:
        return {l * r, sql(" * ")};
      case 3:
        return {l / r, sql(" / ")};
      default:
        return {l % r, sql(" % ")};
    }
  }

  RealTree real(int level) {
    if (level >= most_levels) return {Sample::fields.real, "real"};
    switch (below(4)) {
      case 0: {
        const RealTree left = real(level + 1);
        const WholeTree right = whole(level + 1);
        return {left.expression * right.expression, "(" + left.sql + " * " + right.sql + ")"};
      }
      case 1: {
        const WholeTree tree = whole(level + 1);
        const double value = real_value();
        return {tree.expression - value, "(" + tree.sql + " - " + number(value) + ")"};
      }
      case 2: {
        const RealTree tree = real(level + 1);
        return {func::round(tree.expression, 1), "round(" + tree.sql + ", 1)"};
      }
      default:
        return {Sample::fields.real, "real"};
    }
  }

  TextTree text(int level) {
    if (level >= most_levels) return {Sample::fields.text, "text"};
    switch (below(7)) {
      case 0: {
        const TextTree left = text(level + 1);
        const TextTree right = text(level + 1);
        return {left.expression + right.expression, "(" + left.sql + " || " + right.sql + ")"};
      }
      case 1: {
        const TextTree tree = text(level + 1);
        return {func::upper(tree.expression), "upper(" + tree.sql + ")"};
      }
      case 2: {
        const TextTree tree = text(level + 1);
        const WholeTree start = whole(level + 1);
        return {func::substr(tree.expression, start.expression, 2),
                "substr(" + tree.sql + ", " + start.sql + ", 2)"};
      }
      case 3: {
        const WholeTree tree = whole(level + 1);
        return {orm::cast<std::string>(tree.expression), "CAST(" + tree.sql + " AS TEXT)"};
      }
      case 4: {
        const TextTree tree = text(level + 1);
        const std::string nothing = text_value();
        return {func::nullif(tree.expression, nothing),
                "nullif(" + tree.sql + ", " + quoted(nothing) + ")"};
      }
      case 5: {
        const TextTree tree = text(level + 1);
        const std::string value = text_value();
        return {value + tree.expression, "(" + quoted(value) + " || " + tree.sql + ")"};
      }
      default:
        return {Sample::fields.text, "text"};
    }
  }

  std::mt19937_64 random_;
};

class RandomExpressions : public orm_test::DatabaseTest {
 protected:
  RandomExpressions() : DatabaseTest(&values::create_all) {}
};

TEST_F(RandomExpressions, AgreeWithSqlite) {
  Forest forest(20'26);
  for (int i = 0; i < 20; ++i) {
    Sample::Init init;
    if (i % 5 != 0) init.flag = forest.coin();
    if (i % 4 != 1) init.small = static_cast<std::int16_t>(i % 7 - 3);
    if (i % 6 != 2) init.big = forest.whole_value();
    if (i % 5 != 3) init.real = forest.real_value();
    if (i % 7 != 4) init.text = forest.text_value();
    session.add(orm::make<Sample>(std::move(init)));
  }
  session.commit();
  int matching = 0;
  for (int i = 0; i < tree_count; ++i) {
    const TruthTree tree = forest.truth();
    const auto query = session.query<Sample>().filter(tree.expression);
    const std::string found = std::to_string(query.count());
    ASSERT_EQ(found, rows("SELECT count(*) FROM samples WHERE " + tree.sql).at(0))
        << "tree " << i << ": " << tree.sql;
    matching += found != "0" && found != "20" ? 1 : 0;
  }
  // Most say different things of different rows.
  EXPECT_GT(matching, tree_count / 3);
}

}  // namespace values
