// Compounds, and queries with names: their SQL, and what SQLite finds by it.
#include "same_rows.h"

namespace operators {
namespace {

struct Busy {
  std::optional<std::int64_t> shop_id;
  std::int64_t sales;
};

struct Place {
  std::int64_t id;
  std::int64_t depth;
};

std::string cell(const Busy& row) { return cells(row.shop_id, row.sales); }
std::string cell(const Place& row) { return cells(row.id, row.depth); }

class NamedSql : public SameRows {
 protected:
  const orm::Query<Shop> in_wien = orm::query<Shop>().filter(shop.town == "Wien");
  const orm::Query<Shop> roots = orm::query<Shop>().filter(shop.parent_id == std::nullopt);
};

TEST_F(NamedSql, CompoundsOfObjects) {
  const std::string all = "SELECT shops.id, shops.name, shops.town, shops.parent_id FROM ";
  const std::string both =
      "WITH combined (id, name, town, parent_id) AS (" + all + "shops WHERE shops.town = ? ";
  const std::string none = all + "shops WHERE shops.parent_id IS NULL) ";
  const std::string found = all + "combined AS shops";
  same_query(session.query(orm::union_(in_wien, roots)), both + "UNION " + none + found, {"Wien"});
  same_query(session.query(orm::intersect(in_wien, roots)), both + "INTERSECT " + none + found,
             {"Wien"});
  same_query(
      session.query(orm::except_(in_wien, roots.filter(shop.id == 1))),
      both + "EXCEPT " + all + "shops WHERE shops.parent_id IS NULL AND shops.id = ?) " + found,
      {"Wien", 1});
  same_query(session.query(orm::union_(in_wien, roots))
                 .filter(shop.id > 1)
                 .order_by(orm::desc(shop.name))
                 .limit(1)
                 .select(shop.name),
             both + "UNION " + none +
                 "SELECT shops.name FROM combined AS shops WHERE shops.id > ? ORDER BY shops.name "
                 "DESC LIMIT ?",
             {"Wien", 1, 1});
}

TEST_F(NamedSql, CompoundsOfRows) {
  const auto towns = orm::query<Shop>().filter(shop.id < 4).select(shop.town);
  const auto others = orm::query<Shop>().filter(shop.id > 2).select(shop.town);
  const auto compound = [&](const auto& query, const std::string& op) {
    same_query(session.query(query),
               "WITH combined (town) AS (SELECT shops.town FROM shops WHERE shops.id < ? " + op +
                   " SELECT shops.town FROM shops WHERE shops.id > ?) SELECT combined.town FROM "
                   "combined",
               {4, 2});
  };
  compound(orm::union_(towns, others), "UNION");
  compound(orm::union_all(towns, others), "UNION ALL");
  compound(orm::intersect(towns, others), "INTERSECT");
  compound(orm::except_(towns, others), "EXCEPT");
  same_query(session.query(orm::union_all(towns.order_by(orm::desc(shop.id)).limit(1), others)),
             "WITH combined (town) AS (SELECT * FROM (SELECT shops.town FROM shops WHERE shops.id "
             "< ? ORDER BY shops.id DESC LIMIT ?) UNION ALL SELECT shops.town FROM shops WHERE "
             "shops.id > ?) SELECT combined.town FROM combined",
             {4, 1, 2});
}

TEST_F(NamedSql, CommonTableExpressions) {
  const auto busy = orm::cte("busy", orm::query<Sale>()
                                         .group_by(by.shop_id)
                                         .having(func::count() > 1)
                                         .select_as<Busy>(by.shop_id, func::count()));
  const std::string with =
      "WITH busy (shop_id, column_2) AS (SELECT sales.shop_id, count(*) FROM sales GROUP BY "
      "sales.shop_id HAVING count(*) > ?) ";
  same_query(session.query(busy).order_by(busy[&Busy::sales]),
             with + "SELECT busy.shop_id, busy.column_2 FROM busy ORDER BY busy.column_2", {1});
  same_query(session.query<Shop>()
                 .outerjoin(busy, busy[&Busy::shop_id] == shop.id)
                 .select(shop.name, busy[&Busy::sales]),
             with +
                 "SELECT shops.name, busy.column_2 FROM shops LEFT OUTER JOIN busy ON "
                 "busy.shop_id = shops.id",
             {1});
  same_query(session.query<Shop>()
                 .join(busy, busy[&Busy::shop_id] == shop.id, shop.id > 0)
                 .filter(orm::in_(shop.id, orm::query(busy).select(busy[&Busy::shop_id])))
                 .select(shop.name),
             with +
                 "SELECT shops.name FROM shops JOIN busy ON busy.shop_id = shops.id AND "
                 "shops.id > ? WHERE shops.id IN (" +
                 with + "SELECT busy.shop_id FROM busy)",
             {1, 0, 1});
  const auto numbers = orm::cte("numbers", orm::query<Sale>().select(by.n));
  same_query(session.query(numbers).filter(numbers.value() > 0).select(numbers.value() * 2),
             "WITH numbers (n) AS (SELECT sales.n FROM sales) SELECT numbers.n * ? FROM numbers "
             "WHERE numbers.n > ?",
             {2, 0});
  const auto wien = orm::cte("wien", in_wien);
  same_query(session.query(wien).filter(wien.fields.id > 1).select(wien.fields.name),
             "WITH wien (id, name, town, parent_id) AS (SELECT shops.id, shops.name, shops.town, "
             "shops.parent_id FROM shops WHERE shops.town = ?) SELECT wien.name FROM wien WHERE "
             "wien.id > ?",
             {"Wien", 1});
}

TEST_F(NamedSql, Recursion) {
  const auto below =
      orm::recursive_cte("below", in_wien.filter(shop.id == 1)).union_([](const auto& above) {
        return orm::query<Shop>().join(above, above.fields.id == shop.parent_id);
      });
  same_query(session.query(below).order_by(below.fields.name),
             "WITH RECURSIVE below (id, name, town, parent_id) AS (SELECT shops.id, shops.name, "
             "shops.town, shops.parent_id FROM shops WHERE shops.town = ? AND shops.id = ? UNION "
             "SELECT shops.id, shops.name, shops.town, shops.parent_id FROM shops JOIN below ON "
             "below.id = shops.parent_id) SELECT below.id, below.name, below.town, below.parent_id "
             "FROM below ORDER BY below.name",
             {"Wien", 1});
  const auto depths = orm::recursive_cte("depths", roots.select_as<Place>(shop.id, orm::value(0)))
                          .union_all([](const auto& above) {
                            return orm::query<Shop>()
                                .join(above, above[&Place::id] == shop.parent_id)
                                .template select_as<Place>(shop.id, above[&Place::depth] + 1);
                          });
  same_query(session.query(depths).filter(depths[&Place::depth] < 5),
             "WITH RECURSIVE depths (id, column_2) AS (SELECT shops.id, ? FROM shops WHERE "
             "shops.parent_id IS NULL UNION ALL SELECT shops.id, depths.column_2 + ? FROM shops "
             "JOIN depths ON depths.id = shops.parent_id) SELECT depths.id, depths.column_2 FROM "
             "depths WHERE depths.column_2 < ?",
             {0, 1, 5});
}

}  // namespace
}  // namespace operators
