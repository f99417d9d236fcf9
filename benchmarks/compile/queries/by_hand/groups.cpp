#include "queries.h"

namespace by_hand {

Rows<Status, std::int64_t> orders_by_status(sqlite3* db) {
  Statement statement(db, "SELECT status, count(*) FROM orders GROUP BY status ORDER BY status");
  Rows<Status, std::int64_t> rows;
  while (statement.step()) rows.emplace_back(status_of(statement.text(0)), statement.integer(1));
  return rows;
}

std::vector<Revenue> best_sellers(sqlite3* db, std::int64_t count) {
  Statement statement(db,
                      "SELECT p.name, coalesce(sum(l.quantity * l.unit_price), 0) AS cents "
                      "FROM products p JOIN order_lines l ON l.product_id = p.id "
                      "GROUP BY p.id ORDER BY cents DESC, p.id LIMIT ?");
  statement.bind(count);
  std::vector<Revenue> rows;
  while (statement.step()) rows.push_back({statement.text(0), statement.integer(1)});
  return rows;
}

Rows<std::string, std::int64_t> large_customers(sqlite3* db, std::int64_t least) {
  Statement statement(db,
                      "SELECT c.name, count(*) FROM customers c "
                      "JOIN orders o ON o.customer_id = c.id "
                      "JOIN order_lines l ON l.order_id = o.id "
                      "GROUP BY c.id HAVING sum(l.quantity * l.unit_price) >= ? ORDER BY c.id");
  statement.bind(least);
  Rows<std::string, std::int64_t> rows;
  while (statement.step()) rows.emplace_back(statement.text(0), statement.integer(1));
  return rows;
}

std::vector<Stars> stars_of_products(sqlite3* db) {
  Statement statement(db,
                      "SELECT p.name, avg(r.stars), count(r.id) FROM products p "
                      "LEFT JOIN reviews r ON r.product_id = p.id GROUP BY p.id ORDER BY p.id");
  std::vector<Stars> rows;
  while (statement.step()) {
    rows.push_back({statement.text(0), statement.optional_real(1), statement.integer(2)});
  }
  return rows;
}

std::vector<PriceRange> price_ranges(sqlite3* db) {
  Statement statement(db,
                      "SELECT g.name, min(p.price), max(p.price) FROM categories g "
                      "JOIN products p ON p.category_id = g.id GROUP BY g.id ORDER BY g.name");
  std::vector<PriceRange> rows;
  while (statement.step()) {
    rows.push_back(
        {statement.text(0), statement.optional_integer(1), statement.optional_integer(2)});
  }
  return rows;
}

std::optional<std::int64_t> last_order_of(sqlite3* db, std::int64_t customer_id) {
  Statement statement(db, "SELECT max(placed_at) FROM orders WHERE customer_id = ?");
  statement.bind(customer_id);
  statement.step();
  return statement.optional_integer(0);
}

std::vector<OrderCounts> order_counts(sqlite3* db) {
  Statement statement(db,
                      "SELECT customer_id, count(*), count(*) FILTER (WHERE status = ?) "
                      "FROM orders GROUP BY customer_id ORDER BY customer_id");
  statement.bind(text_of(Status::Open));
  std::vector<OrderCounts> rows;
  while (statement.step()) {
    rows.push_back({statement.integer(0), statement.integer(1), statement.integer(2)});
  }
  return rows;
}

Rows<std::string, std::optional<std::string>> tags_of_products(sqlite3* db) {
  Statement statement(db,
                      "SELECT p.name, group_concat(t.name, ', ') FROM products p "
                      "JOIN product_tag pt ON pt.product_id = p.id "
                      "JOIN tags t ON t.id = pt.tag_id GROUP BY p.id ORDER BY p.id");
  Rows<std::string, std::optional<std::string>> rows;
  while (statement.step()) rows.emplace_back(statement.text(0), statement.optional_text(1));
  return rows;
}

Rows<std::string, std::int64_t> products_by_price(sqlite3* db, std::int64_t cheap,
                                                  std::int64_t dear) {
  Statement statement(db,
                      "SELECT CASE WHEN price < ? THEN 'cheap' WHEN price < ? THEN 'usual' "
                      "ELSE 'dear' END AS band, count(*) FROM products "
                      "GROUP BY band ORDER BY band");
  statement.bind(cheap);
  statement.bind(dear);
  Rows<std::string, std::int64_t> rows;
  while (statement.step()) rows.emplace_back(statement.text(0), statement.integer(1));
  return rows;
}

Rows<std::string, std::int64_t> lengths_of_names(sqlite3* db) {
  Statement statement(db,
                      "SELECT upper(substr(name, 1, 3)) || '.', length(name) FROM customers "
                      "ORDER BY id");
  Rows<std::string, std::int64_t> rows;
  while (statement.step()) rows.emplace_back(statement.text(0), statement.integer(1));
  return rows;
}

std::int64_t buyers(sqlite3* db) {
  Statement statement(db, "SELECT count(DISTINCT customer_id) FROM orders WHERE status <> ?");
  statement.bind(text_of(Status::Cancelled));
  statement.step();
  return statement.integer(0);
}

}  // namespace by_hand
