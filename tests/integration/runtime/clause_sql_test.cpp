// Each clause of a query: its SQL, and that SQLite finds by it what the query finds.
#include "same_rows.h"

namespace operators {
namespace {

const std::string shops_of = "SELECT shops.id, shops.name, shops.town, shops.parent_id FROM shops";

struct Line {
  std::string name;
  std::optional<std::string> town;
};
std::string cell(const Line& line) { return cells(line.name, line.town); }

class ClauseSql : public SameRows {
 protected:
  orm::Query<Shop> shops() { return session.query<Shop>(); }
};

TEST_F(ClauseSql, Filters) {
  same_query(shops(), shops_of);
  same_query(shops().filter(shop.town == "Wien", shop.id > 1).filter(shop.name != "east"),
             shops_of + " WHERE shops.town = ? AND shops.id > ? AND shops.name <> ?",
             {"Wien", 1, "east"});
  same_query(shops().filter(shop.town == "Wien" || shop.id == 2, shop.id > 1),
             shops_of + " WHERE (shops.town = ? OR shops.id = ?) AND shops.id > ?", {"Wien", 2, 1});
  same_query(shops().filter_by(shop.town, "Wien").filter_by(shop.parent_id, std::nullopt),
             shops_of + " WHERE shops.town = ? AND shops.parent_id IS NULL", {"Wien"});
  const auto other = orm::alias<Shop>("other");
  same_query(session.query(other).filter(other.town == "Wien").select(other.name),
             "SELECT other.name FROM shops AS other WHERE other.town = ?", {"Wien"});
}

TEST_F(ClauseSql, Orders) {
  same_query(shops().order_by(shop.town, orm::desc(shop.name)),
             shops_of + " ORDER BY shops.town, shops.name DESC");
  same_query(shops().order_by(orm::asc(shop.town).nulls_last(), orm::asc(shop.id)),
             shops_of + " ORDER BY shops.town NULLS LAST, shops.id");
  same_query(shops().order_by(orm::desc(shop.town).nulls_first()).order_by(-shop.id),
             shops_of + " ORDER BY shops.town DESC NULLS FIRST, -shops.id");
  same_query(shops().order_by(shop.id % 2, func::coalesce(shop.town, "x") + shop.name),
             shops_of + " ORDER BY shops.id % ?, coalesce(shops.town, ?) || shops.name", {2, "x"});
  same_query(shops().order_by(orm::keyset(shop.name, shop.id).descending()),
             shops_of + " ORDER BY shops.name DESC, shops.id DESC");
  same_query(shops().order_by(orm::keyset(shop.name, shop.id)),
             shops_of + " ORDER BY shops.name, shops.id");
}

TEST_F(ClauseSql, LimitsAndOffsets) {
  const auto query = shops().order_by(shop.name);
  const std::string sql = shops_of + " ORDER BY shops.name";
  same_query(query.limit(2), sql + " LIMIT ?", {2});
  same_query(query.limit(2).offset(1), sql + " LIMIT ? OFFSET ?", {2, 1});
  same_query(query.offset(3), sql + " LIMIT -1 OFFSET ?", {3});
  same_query(query.with_for_update().limit(1), sql + " LIMIT ?", {1});
  same_query(query.filter(shop.id > 1).limit(1),
             shops_of + " WHERE shops.id > ? ORDER BY shops.name LIMIT ?", {1, 1});
}

TEST_F(ClauseSql, Joins) {
  const auto names = [](const auto& query) { return query.select(shop.name, by.s); };
  const std::string sql = "SELECT shops.name, sales.s FROM shops";
  same_query(names(shops().join(shop.sales)), sql + " JOIN sales ON sales.shop_id = shops.id");
  same_query(names(shops().outerjoin(shop.sales)),
             sql + " LEFT OUTER JOIN sales ON sales.shop_id = shops.id");
  same_query(names(shops().outerjoin(shop.sales, by.n == 7, by.k > 5)),
             sql +
                 " LEFT OUTER JOIN sales ON sales.shop_id = shops.id AND sales.n = ? AND "
                 "sales.k > ?",
             {7, 5});
  same_query(names(shops().join(by, by.k == shop.id)), sql + " JOIN sales ON sales.k = shops.id");
  same_query(names(shops().outerjoin(by, by.k < shop.id && by.flag).filter(shop.id > 1)),
             sql + " LEFT OUTER JOIN sales ON sales.k < shops.id AND sales.flag WHERE shops.id > ?",
             {1});
  same_query(shops().join(shop.lease).select(shop.name, Lease::fields.rent),
             "SELECT shops.name, leases.rent FROM shops JOIN leases ON leases.shop_id = shops.id");
  same_query(session.query<Sale>()
                 .join(by.shop)
                 .join(shop.parent, orm::alias<Shop>("above"))
                 .select(by.s, shop.name),
             "SELECT sales.s, shops.name FROM sales JOIN shops ON shops.id = sales.shop_id JOIN "
             "shops AS above ON above.id = shops.parent_id");
}

TEST_F(ClauseSql, JoinsWithItselfAndOfPairs) {
  const auto above = orm::alias<Shop>("above");
  same_query(shops().outerjoin(shop.parent, above).select(shop.name, orm::nullable(above.name)),
             "SELECT shops.name, above.name FROM shops LEFT OUTER JOIN shops AS above ON above.id "
             "= shops.parent_id");
  same_query(shops().join(above, above.town == shop.town, above.id < shop.id).select(above.name),
             "SELECT above.name FROM shops JOIN shops AS above ON above.town = shops.town AND "
             "above.id < shops.id");
  same_query(shops().join(shop.tags).select(shop.name, tag.word),
             "SELECT shops.name, tags.word FROM shops JOIN shop_tag AS shop_tag_1 ON "
             "shop_tag_1.shop_id = shops.id JOIN tags ON tags.id = shop_tag_1.tag_id");
  same_query(shops().outerjoin(shop.tags, tag.word == "red").select(shop.name, tag.word),
             "SELECT shops.name, tags.word FROM shops LEFT OUTER JOIN (shop_tag AS shop_tag_1 "
             "JOIN tags ON tags.id = shop_tag_1.tag_id) ON shop_tag_1.shop_id = shops.id AND "
             "tags.word = ?",
             {"red"});
}

TEST_F(ClauseSql, JoinsOfObjects) {
  const std::string joined = shops_of + " JOIN sales ON sales.shop_id = shops.id";
  same_query(shops().join(shop.sales).filter(by.n == 7), joined + " WHERE sales.n = ?", {7});
  same_query(shops().join(shop.sales).limit(2), joined + " GROUP BY shops.id LIMIT ?", {2});
  same_query(shops().join(shop.sales).order_by(orm::desc(by.k)).filter(by.k < 9).limit(2),
             joined + " WHERE sales.k < ? GROUP BY shops.id ORDER BY sales.k DESC LIMIT ?", {9, 2});
  same_query(session.query<Tag>().join(tag.shops).filter(shop.town == "Wien").select(tag, shop),
             "SELECT tags.id, tags.word, shops.id, shops.name, shops.town, shops.parent_id FROM "
             "tags JOIN shop_tag AS shop_tag_1 ON shop_tag_1.tag_id = tags.id JOIN shops ON "
             "shops.id = shop_tag_1.shop_id WHERE shops.town = ?",
             {"Wien"});
  same_query(session.query<Tag>().outerjoin(shop, shop.id == tag.id + 3).select(tag.word, shop),
             "SELECT tags.word, shops.id, shops.name, shops.town, shops.parent_id FROM tags LEFT "
             "OUTER JOIN shops ON shops.id = tags.id + ?",
             {3});
}

TEST_F(ClauseSql, Results) {
  same_query(shops().select(shop), shops_of);
  same_query(shops().select(shop.id, shop, shop.id * 2),
             "SELECT shops.id, shops.id, shops.name, shops.town, shops.parent_id, shops.id * ? "
             "FROM shops",
             {2});
  same_query(shops().select(shop.town).distinct(), "SELECT DISTINCT shops.town FROM shops");
  same_query(shops().select(shop.name).distinct().order_by(shop.name).limit(2),
             "SELECT DISTINCT shops.name FROM shops ORDER BY shops.name LIMIT ?", {2});
  same_query(shops().order_by(shop.id).select_as<Line>(shop.name, shop.town),
             "SELECT shops.name, shops.town FROM shops ORDER BY shops.id");
}

TEST_F(ClauseSql, Groups) {
  const auto counted = shops().outerjoin(shop.sales).group_by(shop.id);
  const std::string joined =
      "SELECT shops.name, count(sales.id) FROM shops LEFT OUTER JOIN sales ON sales.shop_id = "
      "shops.id GROUP BY shops.id";
  same_query(counted.select(shop.name, func::count(by.id)), joined);
  same_query(counted.having(func::count(by.id) > 1).select(shop.name, func::count(by.id)),
             joined + " HAVING count(sales.id) > ?", {1});
  same_query(counted.having(func::count(by.id) > 0)
                 .having(func::max(by.n) == 7 || shop.name == "west")
                 .filter(shop.id > 0)
                 .order_by(orm::desc(func::count(by.id)), shop.id)
                 .limit(2)
                 .select(func::count()),
             "SELECT count(*) FROM shops LEFT OUTER JOIN sales ON sales.shop_id = shops.id WHERE "
             "shops.id > ? GROUP BY shops.id HAVING count(sales.id) > ? AND (max(sales.n) = ? OR "
             "shops.name = ?) ORDER BY count(sales.id) DESC, shops.id LIMIT ?",
             {0, 0, 7, "west", 2});
  same_query(session.query<Sale>().group_by(by.k % 2, by.flag).select(by.flag, func::sum(by.k)),
             "SELECT sales.flag, sum(sales.k) FROM sales GROUP BY sales.k % ?, sales.flag", {2});
}

TEST_F(ClauseSql, Numbers) {
  same_number(shops().filter(shop.town == "Wien").count(),
              "SELECT count(*) FROM shops WHERE shops.town = ?", {"Wien"});
  same_number(shops().limit(3).offset(2).count(),
              "SELECT count(*) FROM (" + shops_of + " LIMIT ? OFFSET ?) AS selected", {3, 2});
  same_number(shops().select(shop.town).distinct().count(),
              "SELECT count(*) FROM (SELECT DISTINCT shops.town FROM shops) AS selected");
  same_number(shops().join(shop.sales).count(),
              "SELECT count(*) FROM (" + shops_of +
                  " JOIN sales ON sales.shop_id = shops.id GROUP BY shops.id) AS selected");
  same_number(shops().filter(shop.id > 1).exists() ? 1 : 0,
              "SELECT count(*) FROM (" + shops_of + " WHERE shops.id > ? LIMIT ?) AS selected",
              {1, 1});
  same_number(*shops().select(func::max(shop.id)).scalar(),
              "SELECT max(shops.id) FROM shops LIMIT ?", {1});
}

TEST_F(ClauseSql, OptionsAndTexts) {
  same_query(session.query<Tag>().options(orm::with_loader_criteria<Tag>(tag.word == "red")),
             "SELECT tags.id, tags.word FROM tags WHERE tags.word = ?", {"red"});
  same_query(session.query<Tag>()
                 .from_text(orm::text("SELECT * FROM tags WHERE word <> :word"), {{"word", "red"}})
                 .filter(tag.id > 0),
             "WITH given AS (SELECT * FROM tags WHERE word <> ?) SELECT tags.id, tags.word FROM "
             "given AS tags WHERE tags.id > ?",
             {"red", 0});
}

}  // namespace
}  // namespace operators
