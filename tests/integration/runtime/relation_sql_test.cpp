// What relationships lead to, and queries inside of queries: their SQL, and what SQLite finds by
// it.
#include "same_rows.h"

namespace operators {
namespace {

class RelationSql : public SameRows {
 protected:
  orm::Ptr<Shop> shop_named(const char* name) {
    return session.query<Shop>().filter(shop.name == name).one();
  }
};

TEST_F(RelationSql, AnyAndHas) {
  same_shops(orm::any(shop.sales), "EXISTS (SELECT 1 FROM sales WHERE sales.shop_id = shops.id)");
  same_shops(orm::any(shop.sales, by.n > 7, by.flag),
             "EXISTS (SELECT 1 FROM sales WHERE sales.shop_id = shops.id AND sales.n > ? AND "
             "sales.flag)",
             {7});
  same_shops(!orm::any(shop.sales, by.s == shop.name || by.n == 0),
             "NOT EXISTS (SELECT 1 FROM sales WHERE sales.shop_id = shops.id AND (sales.s = "
             "shops.name OR sales.n = ?))",
             {0});
  same_shops(orm::any(shop.tags, tag.word == "red"),
             "EXISTS (SELECT 1 FROM shop_tag AS shop_tag_1 JOIN tags ON tags.id = "
             "shop_tag_1.tag_id WHERE shop_tag_1.shop_id = shops.id AND tags.word = ?)",
             {"red"});
  same_shops(orm::any(shop.branches, shop.name == "west"),
             "EXISTS (SELECT 1 FROM shops AS shops_1 WHERE shops_1.parent_id = shops.id AND "
             "shops_1.name = ?)",
             {"west"});
  same_shops(orm::has(shop.parent, shop.town == "Wien"),
             "EXISTS (SELECT 1 FROM shops AS shops_1 WHERE shops_1.id = shops.parent_id AND "
             "shops_1.town = ?)",
             {"Wien"});
  same_shops(orm::has(shop.lease, Lease::fields.rent < 500),
             "EXISTS (SELECT 1 FROM leases WHERE leases.shop_id = shops.id AND leases.rent < ?)",
             {500});
}

TEST_F(RelationSql, OneObject) {
  const auto main = shop_named("main");
  const auto lease = main->lease();
  same_shops(shop.parent == main, "shops.parent_id = ?", {main->id()});
  same_shops(shop.parent == *main, "shops.parent_id = ?", {main->id()});
  same_shops(shop.parent == nullptr, "shops.parent_id IS NULL");
  same_shops(shop.parent != main, "NOT shops.parent_id = ? OR shops.parent_id IS NULL",
             {main->id()});
  same_shops(shop.parent != nullptr, "shops.parent_id IS NOT NULL");
  same_shops(shop.lease == lease, "shops.id = ?", {main->id()});
  same_shops(shop.lease != nullptr,
             "EXISTS (SELECT 1 FROM leases WHERE leases.shop_id = shops.id)");
}

TEST_F(RelationSql, Members) {
  const auto main = shop_named("main");
  const auto west = shop_named("west");
  const auto old = session.query<Tag>().filter(tag.word == "old").one();
  same_shops(orm::contains(shop.branches, west), "shops.id = ?", {main->id()});
  same_shops(orm::contains(shop.tags, old),
             "EXISTS (SELECT 1 FROM shop_tag AS shop_tag_1 JOIN tags ON tags.id = "
             "shop_tag_1.tag_id WHERE shop_tag_1.shop_id = shops.id AND tags.id = ?)",
             {old->id()});
  same_shops(orm::with_parent(main, shop.branches), "shops.parent_id = ?", {main->id()});
  same_shops(orm::with_parent(west, shop.parent), "shops.id = ?", {main->id()});
  same_shops(orm::with_parent(old, tag.shops),
             "EXISTS (SELECT 1 FROM tags AS parent JOIN shop_tag AS shop_tag_1 ON "
             "shop_tag_1.tag_id = parent.id JOIN shops AS member ON member.id = "
             "shop_tag_1.shop_id WHERE parent.id = ? AND member.id = shops.id)",
             {old->id()});
}

TEST_F(RelationSql, NumbersOfMembers) {
  same_shops(func::count(shop.sales) > 1,
             "(SELECT count(*) FROM sales WHERE sales.shop_id = shops.id) > ?", {1});
  same_shops(func::count(shop.sales, by.n == 7) == func::count(shop.tags),
             "(SELECT count(*) FROM sales WHERE sales.shop_id = shops.id AND sales.n = ?) = "
             "(SELECT count(*) FROM shop_tag AS shop_tag_1 JOIN tags ON tags.id = "
             "shop_tag_1.tag_id WHERE shop_tag_1.shop_id = shops.id)",
             {7});
  same_query(session.query<Shop>()
                 .order_by(orm::desc(func::count(shop.branches)), shop.id)
                 .select(shop.name, func::count(shop.branches, shop.town != std::nullopt)),
             "SELECT shops.name, (SELECT count(*) FROM shops AS shops_1 WHERE shops_1.parent_id = "
             "shops.id AND shops_1.town IS NOT NULL) FROM shops ORDER BY (SELECT count(*) FROM "
             "shops AS shops_1 WHERE shops_1.parent_id = shops.id) DESC, shops.id");
}

TEST_F(RelationSql, InnerQueries) {
  const auto of_shop = orm::query<Sale>().filter(by.shop_id == shop.id);
  same_shops(orm::exists(of_shop.filter(by.flag == true)),
             "EXISTS (SELECT 1 FROM sales WHERE sales.shop_id = shops.id AND sales.flag = ?)", {1});
  same_shops(!orm::exists(of_shop),
             "NOT EXISTS (SELECT 1 FROM sales WHERE sales.shop_id = shops.id)");
  const auto sellers = orm::query<Sale>().filter(by.n == 7).select(by.shop_id);
  same_shops(orm::in_(shop.id, sellers),
             "shops.id IN (SELECT sales.shop_id FROM sales WHERE sales.n = ?)", {7});
  same_shops(orm::not_in(shop.id + 0, sellers.filter(by.s != "")) && shop.town == "Wien",
             "shops.id + ? NOT IN (SELECT sales.shop_id FROM sales WHERE sales.n = ? AND sales.s "
             "<> ?) AND shops.town = ?",
             {0, 7, "", "Wien"});
  same_shops(orm::scalar_subquery(of_shop.select(func::max(by.n))) > 7,
             "(SELECT max(sales.n) FROM sales WHERE sales.shop_id = shops.id) > ?", {7});
  const auto first =
      orm::scalar_subquery(of_shop.order_by(orm::desc(by.n)).limit(1).offset(1).select(by.s));
  same_query(session.query<Shop>().select(shop.name, first, func::length(first) + 1),
             "SELECT shops.name, (SELECT sales.s FROM sales WHERE sales.shop_id = shops.id ORDER "
             "BY sales.n DESC LIMIT ? OFFSET ?), length((SELECT sales.s FROM sales WHERE "
             "sales.shop_id = shops.id ORDER BY sales.n DESC LIMIT ? OFFSET ?)) + ? FROM shops",
             {1, 1, 1, 1, 1});
  const auto other = orm::alias<Shop>("other");
  const auto greater = orm::query(other).filter(other.town == shop.town, other.id > shop.id);
  same_shops(orm::exists(greater),
             "EXISTS (SELECT 1 FROM shops AS other WHERE other.town = shops.town AND other.id > "
             "shops.id)");
}

}  // namespace
}  // namespace operators
