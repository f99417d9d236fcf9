// Statements that write: their SQL, and that SQLite makes the same of a copy of the database.
#include "same_rows.h"

namespace operators {
namespace {

class WriteSql : public SameRows {
 protected:
  /// Does something to shops in the session, and the statement to the copy, whose rows it returns.
  template <class Write>
  std::vector<std::string> same_write(const Write& write, const std::string& sql,
                                      const Values& values = {}) {
    const std::string all = "SELECT * FROM shops ORDER BY id";
    const std::vector<std::string> before = rows(all);
    const PlainConnection copy(":memory:");
    copy.execute("ATTACH '" + file() + "' AS original;" +
                 "CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT UNIQUE, town TEXT, "
                 "parent_id INTEGER); CREATE TABLE sales AS SELECT * FROM original.sales;"
                 "INSERT INTO shops SELECT * FROM original.shops; DETACH original");
    write();
    EXPECT_EQ(bare(recorder.statements().back().sql), sql);
    session.commit();
    std::vector<std::string> returned = copy.rows(sql, values);
    EXPECT_EQ(rows(all), copy.rows(all)) << sql;
    EXPECT_NE(rows(all), before) << sql;
    return returned;
  }

  orm::Query<Shop> shops() { return session.query<Shop>(); }
};

TEST_F(WriteSql, Updates) {
  same_write([&] { shops().update({orm::set(shop.town, "Linz")}, orm::Synchronize::None); },
             "UPDATE shops SET town = ?", {"Linz"});
  const auto held = shops().all();
  same_write([&] { shops().filter(shop.id > 2).update({orm::set(shop.town, std::nullopt)}); },
             "UPDATE shops SET town = ? WHERE shops.id > ? RETURNING id, town", {nullptr, 2});
  same_write(
      [&] {
        shops()
            .filter(orm::any(shop.sales, by.n == 7))
            .update({orm::set(shop.name, shop.name + "!"),
                     orm::set(shop.town, func::upper(shop.name))});
      },
      "UPDATE shops SET name = shops.name || ?, town = upper(shops.name) WHERE EXISTS (SELECT 1 "
      "FROM sales WHERE sales.shop_id = shops.id AND sales.n = ?) RETURNING id, name, town",
      {"!", 7});
}

TEST_F(WriteSql, ReturnedRows) {
  std::vector<std::string> found;
  const auto take = [&found](const auto& rows) {
    for (const auto& row : rows) found.push_back(cell(row));
  };
  std::vector<std::string> returned = same_write(
      [&] {
        take(shops()
                 .filter(shop.id > 1)
                 .update({orm::set(shop.town, "Linz")},
                         orm::returning(shop.id, shop.name + "!", func::length(shop.name) > 3)));
      },
      "UPDATE shops SET town = ? WHERE shops.id > ? RETURNING shops.id, shops.name || ?, "
      "length(shops.name) > ?",
      {"Linz", 1, "!", 3});
  EXPECT_EQ(found, returned);
  struct Made {
    std::int64_t id;
    std::string name;
  };
  found.clear();
  returned = same_write(
      [&] {
        for (const Made& made : session.bulk_insert<Shop>(
                 {{.name = "new"}}, orm::returning_as<Made>(shop.id, shop.name))) {
          found.push_back(cells(made.id, made.name));
        }
      },
      "INSERT INTO shops (name, town, parent_id) VALUES (?, ?, ?) RETURNING shops.id, shops.name",
      {"new", nullptr, nullptr});
  EXPECT_EQ(found, returned);
}

TEST_F(WriteSql, Deletes) {
  session.execute(orm::text("DELETE FROM shop_tag"));
  session.execute(orm::text("UPDATE sales SET shop_id = NULL"));
  session.execute(orm::text("UPDATE leases SET shop_id = NULL"));
  session.commit();
  same_write([&] { shops().filter(shop.name == "100%").remove(); },
             "DELETE FROM shops WHERE shops.name = ?", {"100%"});
  same_write([&] { shops().filter(shop.parent_id != std::nullopt).remove(); },
             "DELETE FROM shops WHERE shops.parent_id IS NOT NULL");
  same_write([&] { shops().remove(); }, "DELETE FROM shops");
}

TEST_F(WriteSql, Inserts) {
  same_write([&] { session.bulk_insert<Shop>({{.name = "new", .town = "Linz"}}); },
             "INSERT INTO shops (name, town, parent_id) VALUES (?, ?, ?)",
             {"new", "Linz", nullptr});
  same_write(
      [&] {
        session.insert_from(orm::query<Sale>().filter(by.k == 3).select(by.s + "?", by.t),
                            shop.name, shop.town);
      },
      "INSERT INTO shops (name, town) SELECT sales.s || ?, sales.t FROM sales WHERE sales.k = ?",
      {"?", 3});
  same_write(
      [&] { session.execute(orm::text("INSERT INTO shops (name) VALUES (:n)"), {{"n", "x"}}); },
      "INSERT INTO shops (name) VALUES (?)", {"x"});
}

TEST_F(WriteSql, Upserts) {
  same_write(
      [&] {
        session.upsert<Shop>({{.name = "main", .town = "Linz"}},
                             orm::on_conflict(shop.name).do_update());
      },
      "INSERT INTO shops (name, town, parent_id) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
      "town = excluded.town, parent_id = excluded.parent_id",
      {"main", "Linz", nullptr});
  same_write(
      [&] {
        session.upsert<Shop>({{.id = 2, .name = "far", .town = "Bern"}},
                             orm::on_conflict(shop.id).do_update(shop.town));
      },
      "INSERT INTO shops (id, name, town, parent_id) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO "
      "UPDATE "
      "SET town = excluded.town",
      {2, "far", "Bern", nullptr});
  same_write(
      [&] {
        session.upsert<Shop>({{.name = "east"}, {.name = "more"}},
                             orm::on_conflict(shop.name).do_nothing());
      },
      "INSERT INTO shops (name, town, parent_id) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
      {"more", nullptr, nullptr});
}

}  // namespace
}  // namespace operators
