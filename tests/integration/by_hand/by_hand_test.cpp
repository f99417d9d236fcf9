// What scripts/bench compares to compile does the same: each of the 50 queries is run with ormgen
// and by hand, over equal databases, and has one result.
#include <sqlite3.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "database.h"
#include "shown.h"

namespace by_hand_test {
namespace {

constexpr const char* shop_rows = R"(
  CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300)
    SELECT i FROM n;
  INSERT INTO customers (id, name, email, city, active, referrer_id)
    SELECT i, 'Customer ' || i, 'c' || i || '@example.org',
           CASE WHEN i % 5 = 0 THEN NULL WHEN i % 2 = 0 THEN 'Ghent' ELSE 'Turin' END, i % 3 <> 0,
           CASE WHEN i % 4 = 0 THEN i / 4 END
    FROM n WHERE i <= 40;
  INSERT INTO categories (id, name, parent_id)
    SELECT i, 'Category ' || i, CASE WHEN i > 1 THEN i / 2 END FROM n WHERE i <= 7;
  INSERT INTO products (id, sku, name, price, weight, stock, category_id)
    SELECT i, 'sku-' || i, CASE WHEN i % 4 = 0 THEN '100%_wool ' ELSE 'Plain ' END || i,
           i * 37 % 19 * 100 + 99, CASE WHEN i % 6 <> 0 THEN i * 0.25 END, i * 7 % 11, i % 7 + 1
    FROM n WHERE i <= 30;
  INSERT INTO tags (id, name) SELECT i, 'tag ' || i FROM n WHERE i <= 6;
  INSERT INTO product_tag (product_id, tag_id)
    SELECT p.i, t.i FROM n p JOIN n t ON (p.i * t.i) % 5 = 1 WHERE p.i <= 30 AND t.i <= 6;
  INSERT INTO orders (id, customer_id, status, placed_at, note)
    SELECT i, i * i % 33 + 1,
           CASE i % 4 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' WHEN 2 THEN 'shipped' ELSE 'cancelled' END,
           1000 * (i * 29 % 80), CASE WHEN i % 3 = 0 THEN 'call first' END
    FROM n WHERE i <= 80;
  INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price)
    SELECT i % 70 + 1, i / 70 + 1, i * 13 % 28 + 1, i % 4 + 1, i * 31 % 900 + 50
    FROM n WHERE i <= 200;
  INSERT INTO reviews (id, product_id, customer_id, stars, body)
    SELECT i, i * 11 % 25 + 1, i * 7 % 30 + 1, i % 5 + 1,
           CASE WHEN i % 2 = 0 THEN 'It is 100%_fine, ' || i END
    FROM n WHERE i <= 60;
)";

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};

class ByHand : public orm_test::DatabaseTest {
 protected:
  ByHand() : DatabaseTest(shop::create_all) {
    orm_test::execute(file(), shop_rows);
    orm_test::execute(file(), "VACUUM INTO '" + copy() + "'");
    sqlite3* opened = nullptr;
    if (sqlite3_open(copy().c_str(), &opened) != SQLITE_OK) throw std::runtime_error("not opened");
    open_.reset(opened);
    db = opened;
  }

  // A failure also where there is nothing to compare, and where ours is not one statement.
  template <class Ours, class Other>
  testing::AssertionResult same(const Ours& ours, const Other& by_hand) {
    const std::string text = Shown::of(ours);
    const std::string expected = Shown::of(by_hand);
    const std::vector<std::string> statements = executed();
    if (text.empty() || text == "NULL|" || text == "0|") {
      return testing::AssertionFailure() << "no result: " << text;
    }
    if (statements.size() != 1) {
      return testing::AssertionFailure() << testing::PrintToString(statements);
    }
    if (text == expected) return testing::AssertionSuccess();
    return testing::AssertionFailure() << text << "\nand by hand\n" << expected;
  }
  void expect_same_tables() {
    session.commit();
    for (const char* table : {"customers", "products", "orders", "order_lines", "reviews"}) {
      const std::string all = std::string("SELECT * FROM ") + table + " ORDER BY 1, 2";
      EXPECT_EQ(orm_test::rows_of(file(), all), orm_test::rows_of(copy(), all)) << table;
    }
  }

  sqlite3* db = nullptr;

 private:
  std::string copy() const { return file() + ".copy"; }

  std::unique_ptr<sqlite3, Close> open_;
};

TEST_F(ByHand, Conditions) {
  EXPECT_TRUE(same(by_orm::customer_by_email(session, "c7@example.org"),
                   by_hand::customer_by_email(db, "c7@example.org")));
  EXPECT_TRUE(
      same(by_orm::customers_in_city(session, "Ghent"), by_hand::customers_in_city(db, "Ghent")));
  EXPECT_TRUE(
      same(by_orm::products_between(session, 300, 900), by_hand::products_between(db, 300, 900)));
  EXPECT_TRUE(same(by_orm::products_starting_with(session, "100%_"),
                   by_hand::products_starting_with(db, "100%_")));
  const std::vector<std::string> skus = {"sku-3", "none", "sku-11"};
  EXPECT_TRUE(same(by_orm::products_by_sku(session, skus), by_hand::products_by_sku(db, skus)));
  EXPECT_TRUE(
      same(by_orm::products_to_restock(session, 4, 600), by_hand::products_to_restock(db, 4, 600)));
  EXPECT_TRUE(same(by_orm::orders_in_progress(session), by_hand::orders_in_progress(db)));
  EXPECT_TRUE(same(by_orm::reviews_mentioning(session, "%_fine"),
                   by_hand::reviews_mentioning(db, "%_fine")));
  EXPECT_TRUE(
      same(by_orm::products_after(session, 699, 12, 5), by_hand::products_after(db, 699, 12, 5)));
  EXPECT_TRUE(same(by_orm::dearest_products(session, 5, 1), by_hand::dearest_products(db, 5, 1)));
  EXPECT_TRUE(same(by_orm::active_customers(session), by_hand::active_customers(db)));
  EXPECT_TRUE(same(by_orm::has_ordered(session, 2), by_hand::has_ordered(db, 2)));
  EXPECT_FALSE(by_orm::has_ordered(session, 40));
  EXPECT_FALSE(by_hand::has_ordered(db, 40));
}

// An order, and what it has loaded of its lines.
auto with_lines(const by_orm::Orders& orders) {
  std::vector<std::tuple<orm::Ptr<shop::Order>, std::vector<orm::Ptr<shop::OrderLine>>>> all;
  for (const auto& order : orders) {
    std::vector<orm::Ptr<shop::OrderLine>> lines;
    for (shop::OrderLine& line : order->lines()) lines.emplace_back(line);
    all.emplace_back(order, std::move(lines));
  }
  return all;
}

TEST_F(ByHand, Joins) {
  EXPECT_TRUE(same(by_orm::customers_who_bought(session, 5), by_hand::customers_who_bought(db, 5)));
  EXPECT_TRUE(same(by_orm::order_overview(session, shop::Status::paid),
                   by_hand::order_overview(db, by_hand::Status::Paid)));
  EXPECT_TRUE(same(by_orm::customers_and_referrers(session), by_hand::customers_and_referrers(db)));
  EXPECT_TRUE(
      same(by_orm::products_tagged(session, "tag 3"), by_hand::products_tagged(db, "tag 3")));
  EXPECT_TRUE(
      same(by_orm::products_without_reviews(session), by_hand::products_without_reviews(db)));
  EXPECT_TRUE(same(by_orm::products_of_same_price(session), by_hand::products_of_same_price(db)));
  EXPECT_TRUE(
      same(with_lines(by_orm::orders_with_lines(session, 2)), by_hand::orders_with_lines(db, 2)));
  EXPECT_TRUE(
      same(by_orm::reviewers_of(session, "Category 3"), by_hand::reviewers_of(db, "Category 3")));
}

TEST_F(ByHand, Groups) {
  EXPECT_TRUE(same(by_orm::orders_by_status(session), by_hand::orders_by_status(db)));
  EXPECT_TRUE(same(by_orm::best_sellers(session, 5), by_hand::best_sellers(db, 5)));
  EXPECT_TRUE(same(by_orm::large_customers(session, 9000), by_hand::large_customers(db, 9000)));
  EXPECT_TRUE(same(by_orm::stars_of_products(session), by_hand::stars_of_products(db)));
  EXPECT_TRUE(same(by_orm::price_ranges(session), by_hand::price_ranges(db)));
  EXPECT_TRUE(same(by_orm::last_order_of(session, 2), by_hand::last_order_of(db, 2)));
  EXPECT_TRUE(same(by_orm::order_counts(session), by_hand::order_counts(db)));
  EXPECT_TRUE(same(by_orm::tags_of_products(session), by_hand::tags_of_products(db)));
  EXPECT_TRUE(same(by_orm::products_by_price(session, 500, 1200),
                   by_hand::products_by_price(db, 500, 1200)));
  EXPECT_TRUE(same(by_orm::lengths_of_names(session), by_hand::lengths_of_names(db)));
  EXPECT_TRUE(same(by_orm::buyers(session), by_hand::buyers(db)));
}

TEST_F(ByHand, QueriesInsideOfQueries) {
  EXPECT_TRUE(same(by_orm::customers_with_orders_since(session, 60'000),
                   by_hand::customers_with_orders_since(db, 60'000)));
  EXPECT_TRUE(same(by_orm::reviews_from(session, "Turin"), by_hand::reviews_from(db, "Turin")));
  EXPECT_TRUE(same(by_orm::products_above_average(session), by_hand::products_above_average(db)));
  EXPECT_TRUE(same(by_orm::customers_with_status(session, shop::Status::shipped),
                   by_hand::customers_with_status(db, by_hand::Status::Shipped)));
  EXPECT_TRUE(
      same(by_orm::customers_without_reviews(session), by_hand::customers_without_reviews(db)));
  EXPECT_TRUE(same(by_orm::last_orders(session), by_hand::last_orders(db)));
  EXPECT_TRUE(same(by_orm::busy_customers(session, 3), by_hand::busy_customers(db, 3)));
  EXPECT_TRUE(same(by_orm::categories_below(session, 2), by_hand::categories_below(db, 2)));
  EXPECT_TRUE(same(by_orm::near_or_referred(session, "Ghent", 3),
                   by_hand::near_or_referred(db, "Ghent", 3)));
  EXPECT_TRUE(same(by_orm::ranks_in_categories(session), by_hand::ranks_in_categories(db)));
  EXPECT_TRUE(same(by_orm::running_totals(session, 5), by_hand::running_totals(db, 5)));
  EXPECT_TRUE(same(by_orm::customers_by_orders(session), by_hand::customers_by_orders(db)));
}

TEST_F(ByHand, Changes) {
  EXPECT_TRUE(same(by_orm::raise_prices(session, 3, 50), by_hand::raise_prices(db, 3, 50)));
  EXPECT_TRUE(same(by_orm::cancel_orders(session, 40'000, "too late"),
                   by_hand::cancel_orders(db, 40'000, "too late")));
  EXPECT_TRUE(same(by_orm::remove_reviews(session, 3), by_hand::remove_reviews(db, 3)));
  const std::vector<NewProduct> products = {{"sku-4", "other", 1, 2, 3}, {"new", "New", 4, 5, 6}};
  EXPECT_TRUE(same(by_orm::put_products(session, products), by_hand::put_products(db, products)));
  const std::vector<NewReview> reviews = {{1, 2, 3, "good"}, {4, 5, 1, std::nullopt}};
  EXPECT_TRUE(same(by_orm::add_reviews(session, reviews), by_hand::add_reviews(db, reviews)));
  EXPECT_TRUE(same(by_orm::open_orders(session, "Turin", 90'000),
                   by_hand::open_orders(db, "Turin", 90'000)));
  EXPECT_TRUE(same(by_orm::add_customer(session, "Ada", "ada@example.org"),
                   by_hand::add_customer(db, "Ada", "ada@example.org")));
  expect_same_tables();
}

}  // namespace
}  // namespace by_hand_test
