#include "queries.h"

namespace by_hand {

Customers customers_who_bought(sqlite3* db, std::int64_t product_id) {
  Statement statement(db,
                      "SELECT DISTINCT c.id, c.name, c.email, c.city, c.active, c.referrer_id "
                      "FROM customers c JOIN orders o ON o.customer_id = c.id "
                      "JOIN order_lines l ON l.order_id = o.id "
                      "WHERE l.product_id = ? ORDER BY c.id");
  statement.bind(product_id);
  return customers_of(statement);
}

std::vector<OrderOverview> order_overview(sqlite3* db, Status status) {
  Statement statement(db,
                      "SELECT o.id, c.name, o.placed_at "
                      "FROM orders o JOIN customers c ON c.id = o.customer_id "
                      "WHERE o.status = ? ORDER BY o.placed_at, o.id");
  statement.bind(text_of(status));
  std::vector<OrderOverview> rows;
  while (statement.step()) {
    rows.push_back({statement.integer(0), statement.text(1), statement.integer(2)});
  }
  return rows;
}

Rows<std::string, std::optional<std::string>> customers_and_referrers(sqlite3* db) {
  Statement statement(db,
                      "SELECT c.name, r.name FROM customers c "
                      "LEFT JOIN customers r ON r.id = c.referrer_id ORDER BY c.id");
  Rows<std::string, std::optional<std::string>> rows;
  while (statement.step()) rows.emplace_back(statement.text(0), statement.optional_text(1));
  return rows;
}

Products products_tagged(sqlite3* db, const std::string& tag) {
  Statement statement(db,
                      "SELECT p.id, p.sku, p.name, p.price, p.weight, p.stock, p.category_id "
                      "FROM products p JOIN product_tag pt ON pt.product_id = p.id "
                      "JOIN tags t ON t.id = pt.tag_id AND t.name = ? ORDER BY p.id");
  statement.bind(tag);
  return products_of(statement);
}

Products products_without_reviews(sqlite3* db) {
  Statement statement(db,
                      "SELECT p.id, p.sku, p.name, p.price, p.weight, p.stock, p.category_id "
                      "FROM products p LEFT JOIN reviews r ON r.product_id = p.id "
                      "WHERE r.id IS NULL ORDER BY p.id");
  return products_of(statement);
}

Rows<std::string, std::string> products_of_same_price(sqlite3* db) {
  Statement statement(db,
                      "SELECT p.name, other.name FROM products p "
                      "JOIN products other ON other.price = p.price AND other.id > p.id "
                      "ORDER BY p.id, other.id");
  Rows<std::string, std::string> rows;
  while (statement.step()) rows.emplace_back(statement.text(0), statement.text(1));
  return rows;
}

std::vector<OrderWithLines> orders_with_lines(sqlite3* db, std::int64_t customer_id) {
  Statement statement(db,
                      "SELECT o.id, o.customer_id, o.status, o.placed_at, o.note, "
                      "l.order_id, l.line_no, l.product_id, l.quantity, l.unit_price "
                      "FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id "
                      "WHERE o.customer_id = ? ORDER BY o.id");
  statement.bind(customer_id);
  std::vector<OrderWithLines> orders;
  while (statement.step()) {
    if (orders.empty() || orders.back().order.id != statement.integer(0)) {
      orders.push_back({order_of(statement), {}});
    }
    if (statement.optional_integer(5).has_value()) {
      orders.back().lines.push_back(line_of(statement, 5));
    }
  }
  return orders;
}

std::vector<std::string> reviewers_of(sqlite3* db, const std::string& category) {
  Statement statement(db,
                      "SELECT DISTINCT c.name FROM customers c "
                      "JOIN reviews r ON r.customer_id = c.id "
                      "JOIN products p ON p.id = r.product_id "
                      "JOIN categories g ON g.id = p.category_id "
                      "WHERE g.name = ? ORDER BY c.name");
  statement.bind(category);
  std::vector<std::string> names;
  while (statement.step()) names.push_back(statement.text(0));
  return names;
}

}  // namespace by_hand
