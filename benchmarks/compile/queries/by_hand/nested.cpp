#include "queries.h"

namespace by_hand {

Customers customers_with_orders_since(sqlite3* db, std::int64_t time) {
  Statement statement(db,
                      "SELECT id, name, email, city, active, referrer_id FROM customers "
                      "WHERE EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = customers.id "
                      "AND orders.placed_at >= ?) ORDER BY id");
  statement.bind(time);
  return customers_of(statement);
}

Reviews reviews_from(sqlite3* db, const std::string& city) {
  Statement statement(db,
                      "SELECT id, product_id, customer_id, stars, body FROM reviews "
                      "WHERE EXISTS (SELECT 1 FROM customers "
                      "WHERE customers.id = reviews.customer_id AND customers.city = ?) "
                      "ORDER BY id");
  statement.bind(city);
  return reviews_of(statement);
}

Products products_above_average(sqlite3* db) {
  Statement statement(db,
                      "SELECT id, sku, name, price, weight, stock, category_id FROM products "
                      "WHERE price > (SELECT avg(price) FROM products) ORDER BY id");
  return products_of(statement);
}

Customers customers_with_status(sqlite3* db, Status status) {
  Statement statement(db,
                      "SELECT id, name, email, city, active, referrer_id FROM customers "
                      "WHERE id IN (SELECT customer_id FROM orders WHERE status = ?) ORDER BY id");
  statement.bind(text_of(status));
  return customers_of(statement);
}

Customers customers_without_reviews(sqlite3* db) {
  Statement statement(db,
                      "SELECT id, name, email, city, active, referrer_id FROM customers "
                      "WHERE NOT EXISTS (SELECT 1 FROM reviews "
                      "WHERE reviews.customer_id = customers.id) ORDER BY id");
  return customers_of(statement);
}

Rows<std::string, std::optional<std::int64_t>> last_orders(sqlite3* db) {
  Statement statement(db,
                      "SELECT name, (SELECT max(placed_at) FROM orders "
                      "WHERE orders.customer_id = customers.id) FROM customers ORDER BY id");
  Rows<std::string, std::optional<std::int64_t>> rows;
  while (statement.step()) rows.emplace_back(statement.text(0), statement.optional_integer(1));
  return rows;
}

Rows<std::string, std::int64_t> busy_customers(sqlite3* db, std::int64_t least) {
  Statement statement(db,
                      "WITH busy (customer_id, orders) AS (SELECT customer_id, count(*) "
                      "FROM orders GROUP BY customer_id HAVING count(*) >= ?) "
                      "SELECT c.name, busy.orders FROM customers c "
                      "JOIN busy ON busy.customer_id = c.id ORDER BY busy.orders DESC, c.id");
  statement.bind(least);
  Rows<std::string, std::int64_t> rows;
  while (statement.step()) rows.emplace_back(statement.text(0), statement.integer(1));
  return rows;
}

std::vector<Node> categories_below(sqlite3* db, std::int64_t category_id) {
  Statement statement(db,
                      "WITH RECURSIVE tree (id, name, depth) AS ("
                      "SELECT id, name, 0 FROM categories WHERE id = ? UNION ALL "
                      "SELECT c.id, c.name, tree.depth + 1 FROM categories c "
                      "JOIN tree ON tree.id = c.parent_id) "
                      "SELECT id, name, depth FROM tree ORDER BY depth, id");
  statement.bind(category_id);
  std::vector<Node> rows;
  while (statement.step()) {
    rows.push_back({statement.integer(0), statement.text(1), statement.integer(2)});
  }
  return rows;
}

Customers near_or_referred(sqlite3* db, const std::string& city, std::int64_t referrer) {
  Statement statement(db,
                      "SELECT id, name, email, city, active, referrer_id FROM customers "
                      "WHERE city = ? UNION "
                      "SELECT id, name, email, city, active, referrer_id FROM customers "
                      "WHERE referrer_id = ? ORDER BY id");
  statement.bind(city);
  statement.bind(referrer);
  return customers_of(statement);
}

std::vector<Ranked> ranks_in_categories(sqlite3* db) {
  Statement statement(db,
                      "SELECT category_id, name, rank() OVER (PARTITION BY category_id "
                      "ORDER BY price DESC) FROM products ORDER BY id");
  std::vector<Ranked> rows;
  while (statement.step()) {
    rows.push_back({statement.integer(0), statement.text(1), statement.integer(2)});
  }
  return rows;
}

Rows<std::int64_t, std::optional<std::int64_t>> running_totals(sqlite3* db,
                                                               std::int64_t product_id) {
  Statement statement(db,
                      "SELECT order_id, sum(quantity) OVER (ORDER BY order_id "
                      "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM order_lines "
                      "WHERE product_id = ? ORDER BY order_id");
  statement.bind(product_id);
  Rows<std::int64_t, std::optional<std::int64_t>> rows;
  while (statement.step()) rows.emplace_back(statement.integer(0), statement.optional_integer(1));
  return rows;
}

Customers customers_by_orders(sqlite3* db) {
  Statement statement(db,
                      "SELECT id, name, email, city, active, referrer_id FROM customers "
                      "ORDER BY (SELECT count(*) FROM orders "
                      "WHERE orders.customer_id = customers.id) DESC, id LIMIT 10");
  return customers_of(statement);
}

}  // namespace by_hand
