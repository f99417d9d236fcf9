// Random expressions over random rows: what the runtime makes of them is what SQLite makes of the
// same expressions, written with all their parentheses.
#include <string>
#include <utility>

#include "database.h"
#include "plain_connection.h"
#include "random_trees.h"
#include "row_text.h"

namespace operators {
namespace {

constexpr int tree_count = 10'000;
constexpr int row_count = 14;

class RandomExpressions : public orm_test::DatabaseTest {
 protected:
  RandomExpressions() : DatabaseTest(&operators::create_all) {}

  void SetUp() override {
    std::vector<orm::Ptr<Shop>> shops;
    for (const char* name : {"a", "Ab", "zz"}) shops.push_back(orm::make<Shop>({.name = name}));
    for (int i = 0; i < row_count; ++i) {
      Sale::Init init{.k = i % 7 - 3, .s = forest.text_value()};
      if (i % 5 != 0) init.flag = forest.coin();
      if (i % 6 != 2) init.n = forest.whole_value();
      if (i % 5 != 3) init.r = forest.real_value();
      if (i % 7 != 4) init.t = forest.text_value();
      if (i % 4 != 1) init.day = forest.day_value();
      if (i % 6 != 5) init.at = forest.moment_value();
      if (i % 3 != 2) init.j = forest.json_value();
      if (i % 4 != 3) init.shop = shops[forest.below(3)];
      session.add(orm::make<Sale>(std::move(init)));
    }
    session.commit();
  }

  /// Returns how many rows there are.
  template <class Query>
  std::size_t same(const Query& query, const std::string& sql) {
    const std::vector<std::string> found = cells_of(query);
    EXPECT_EQ(found, plain.rows(sql)) << sql << "\n" << query.to_sql();
    return found.size();
  }

  std::size_t same_filter() {
    const TruthTree tree = forest.truth();
    return same(sales().filter(tree.expression).order_by(by.id).select(by.id),
                "SELECT sales.id FROM sales WHERE " + tree.sql + " ORDER BY sales.id");
  }

  void same_values() {
    const TruthTree truth = forest.truth();
    const WholeTree whole = forest.whole();
    const RealTree real = forest.real();
    const TextTree text = forest.text();
    const DayTree day = forest.day();
    const MomentTree moment = forest.moment();
    same(sales().order_by(by.id).select(truth.expression, orm::cast<std::string>(whole.expression),
                                        orm::cast<std::string>(real.expression),
                                        orm::cast<std::string>(text.expression), day.expression,
                                        moment.expression),
         filled("SELECT ?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?, ? FROM sales "
                "ORDER BY sales.id",
                {truth.sql, whole.sql, real.sql, text.sql, day.sql, moment.sql}));
  }

  void same_groups();
  void same_window();
  template <class Window>
  void same_over(const Window& window, const std::string& over);
  void same_compound();

  struct Compound {
    orm::Query<Sale> query;
    std::string sql;
  };
  Compound compound(int level);

  orm::Query<Sale> sales() { return session.query<Sale>(); }

  static constexpr auto& by = Sale::fields;
  Forest forest{20'26};
  const orm_test::PlainConnection plain{file()};
};

void RandomExpressions::same_groups() {
  const TextTree key = forest.text(2);
  const TruthTree kept = forest.truth(2);
  const RealTree part = forest.real(2);
  const WholeTree counted = forest.whole(2);
  same(sales()
           .filter(by.id > 3)
           .group_by(key.expression)
           .having(func::count() > 1 || func::max(by.n) < 2)
           .order_by(key.expression)
           .select(func::min(orm::cast<std::string>(key.expression)),
                   func::count().filter(kept.expression),
                   // NULL where infinities of both signs meet.
                   orm::nullable(func::total(part.expression).filter(kept.expression)),
                   func::count_distinct(counted.expression)),
       filled("SELECT min(CAST(? AS TEXT)), count(*) FILTER (WHERE ?), total(?) FILTER (WHERE ?), "
              "count(DISTINCT ?) FROM sales WHERE (sales.id > 3) GROUP BY ? HAVING ((count(*) > 1) "
              "OR (max(sales.n) < 2)) ORDER BY ?",
              {key.sql, kept.sql, part.sql, kept.sql, counted.sql, key.sql, key.sql}));
}

void RandomExpressions::same_window() {
  const TruthTree partition = forest.truth(2);
  const WholeTree order = forest.whole(2);
  const bool is_ascending = forest.coin();
  const auto ordering = is_ascending ? orm::asc(order.expression).nulls_last()
                                     : orm::desc(order.expression).nulls_first();
  auto window = orm::window().partition_by(partition.expression).order_by(ordering, by.id);
  std::string frame;
  switch (forest.below(4)) {
    case 0:
      window = window.rows(-1, 2);
      frame = " ROWS BETWEEN 1 PRECEDING AND 2 FOLLOWING";
      break;
    case 1:
      window = window.groups(std::nullopt, 1);
      frame = " GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING";
      break;
    case 2:
      window = window.range(0, std::nullopt);
      frame = " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING";
      break;
    default:
      break;
  }
  same_over(window, filled(" OVER (PARTITION BY ? ORDER BY ? ?, sales.id?)",
                           {partition.sql, order.sql,
                            is_ascending ? "ASC NULLS LAST" : "DESC NULLS FIRST", frame}));
}

template <class Window>
void RandomExpressions::same_over(const Window& window, const std::string& over) {
  const TextTree text = forest.text(2);
  const auto part = orm::cast<std::string>(text.expression);
  const std::string sql = "CAST(" + text.sql + " AS TEXT)";
  const TruthTree kept = forest.truth(2);
  const auto with = [&](auto function, const std::string& call) {
    same(sales().order_by(by.id).select(std::move(function).over(window)),
         "SELECT " + call + over + " FROM sales ORDER BY sales.id");
  };
  switch (forest.below(9)) {
    case 0:
      return with(func::row_number(), "row_number()");
    case 1:
      return with(func::dense_rank(), "dense_rank()");
    case 2:
      return with(func::ntile(3), "ntile(3)");
    case 3:
      return with(func::lag(part, 2), "lag(" + sql + ", 2)");
    case 4:
      return with(func::lead(part), "lead(" + sql + ")");
    case 5:
      return with(func::last_value(part), "last_value(" + sql + ")");
    case 6:
      return with(func::nth_value(part, 2), "nth_value(" + sql + ", 2)");
    case 7:
      return with(func::count().filter(kept.expression),
                  "count(*) FILTER (WHERE " + kept.sql + ")");
    default:
      return with(func::max(part), "max(" + sql + ")");
  }
}

RandomExpressions::Compound RandomExpressions::compound(int level) {
  if (level == 2 || (level == 1 && forest.coin())) {
    const TruthTree where = forest.truth(1);
    auto query = orm::query<Sale>().filter(where.expression);
    std::string sql = "SELECT * FROM sales WHERE " + where.sql;
    if (forest.coin()) return {query, sql};
    return {query.order_by(orm::desc(by.id)).limit(7), sql + " ORDER BY sales.id DESC LIMIT 7"};
  }
  const Compound left = compound(level + 1);
  const Compound right = compound(level + 1);
  const auto sql = [&](const char* op) {
    return filled("SELECT * FROM (?) ? SELECT * FROM (?)", {left.sql, op, right.sql});
  };
  switch (forest.below(4)) {
    case 0:
      return {orm::union_(left.query, right.query), sql("UNION")};
    case 1:
      return {orm::union_all(left.query, right.query), sql("UNION ALL")};
    case 2:
      return {orm::intersect(left.query, right.query), sql("INTERSECT")};
    default:
      return {orm::except_(left.query, right.query), sql("EXCEPT")};
  }
}

void RandomExpressions::same_compound() {
  const Compound tree = compound(0);
  same(session.query(tree.query).order_by(by.id).select(by.id),
       "SELECT id FROM (" + tree.sql + ") ORDER BY id");
}

TEST_F(RandomExpressions, AgreeWithSqlite) {
  int telling = 0;
  for (int i = 0; i < tree_count && !HasFailure(); ++i) {
    SCOPED_TRACE("tree " + std::to_string(i));
    switch (i % 10) {
      case 0:
        same_compound();
        break;
      case 1:
        same_groups();
        break;
      case 2:
        same_window();
        break;
      case 3:
      case 4:
        same_values();
        break;
      default: {
        const std::size_t rows = same_filter();
        telling += rows != 0 && rows != row_count ? 1 : 0;
      }
    }
  }
  // Most conditions say different things of different rows.
  EXPECT_GT(telling, tree_count / 2 / 3);
}

}  // namespace
}  // namespace operators
