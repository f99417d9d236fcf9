#include <stdexcept>

#include "queries.h"

namespace by_hand {

std::optional<Customer> customer_by_email(sqlite3* db, const std::string& email) {
  Statement statement(db,
                      "SELECT id, name, email, city, active, referrer_id FROM customers "
                      "WHERE email = ? LIMIT 2");
  statement.bind(email);
  if (!statement.step()) return std::nullopt;
  Customer customer = customer_of(statement);
  if (statement.step()) throw std::runtime_error("several customers have this address");
  return customer;
}

Customers customers_in_city(sqlite3* db, const std::string& city) {
  Statement statement(db,
                      "SELECT id, name, email, city, active, referrer_id FROM customers "
                      "WHERE city = ? AND active ORDER BY name");
  statement.bind(city);
  return customers_of(statement);
}

Products products_between(sqlite3* db, std::int64_t least, std::int64_t greatest) {
  Statement statement(db,
                      "SELECT id, sku, name, price, weight, stock, category_id FROM products "
                      "WHERE price BETWEEN ? AND ? ORDER BY price, id");
  statement.bind(least);
  statement.bind(greatest);
  return products_of(statement);
}

Products products_starting_with(sqlite3* db, const std::string& start) {
  Statement statement(db,
                      "SELECT id, sku, name, price, weight, stock, category_id FROM products "
                      "WHERE name LIKE ? ESCAPE '\\' ORDER BY id");
  statement.bind(escaped(start) + "%");
  return products_of(statement);
}

Products products_by_sku(sqlite3* db, const std::vector<std::string>& skus) {
  std::string sql =
      "SELECT id, sku, name, price, weight, stock, category_id FROM products WHERE sku IN (";
  for (std::size_t i = 0; i < skus.size(); ++i) sql += i == 0 ? "?" : ", ?";
  sql += ") ORDER BY sku";
  Statement statement(db, sql.c_str());
  for (const std::string& sku : skus) statement.bind(sku);
  return products_of(statement);
}

Products products_to_restock(sqlite3* db, std::int64_t stock, std::int64_t price) {
  Statement statement(db,
                      "SELECT id, sku, name, price, weight, stock, category_id FROM products "
                      "WHERE stock = 0 OR (stock < ? AND price >= ?) ORDER BY id");
  statement.bind(stock);
  statement.bind(price);
  return products_of(statement);
}

Orders orders_in_progress(sqlite3* db) {
  Statement statement(db,
                      "SELECT id, customer_id, status, placed_at, note FROM orders "
                      "WHERE status NOT IN (?, ?) AND note IS NULL ORDER BY id");
  statement.bind(text_of(Status::Cancelled));
  statement.bind(text_of(Status::Shipped));
  return orders_of(statement);
}

Reviews reviews_mentioning(sqlite3* db, const std::string& word) {
  Statement statement(db,
                      "SELECT id, product_id, customer_id, stars, body FROM reviews "
                      "WHERE body LIKE ? ESCAPE '\\' ORDER BY stars DESC, id");
  statement.bind("%" + escaped(word) + "%");
  return reviews_of(statement);
}

Products products_after(sqlite3* db, std::int64_t price, std::int64_t id, std::int64_t count) {
  Statement statement(db,
                      "SELECT id, sku, name, price, weight, stock, category_id FROM products "
                      "WHERE (price, id) > (?, ?) ORDER BY price, id LIMIT ?");
  statement.bind(price);
  statement.bind(id);
  statement.bind(count);
  return products_of(statement);
}

Products dearest_products(sqlite3* db, std::int64_t count, std::int64_t offset) {
  Statement statement(db,
                      "SELECT id, sku, name, price, weight, stock, category_id FROM products "
                      "WHERE weight IS NOT NULL AND weight < ? "
                      "ORDER BY price DESC, id LIMIT ? OFFSET ?");
  statement.bind(2.5);
  statement.bind(count);
  statement.bind(offset);
  return products_of(statement);
}

std::int64_t active_customers(sqlite3* db) {
  Statement statement(db, "SELECT count(*) FROM customers WHERE active");
  statement.step();
  return statement.integer(0);
}

bool has_ordered(sqlite3* db, std::int64_t customer_id) {
  Statement statement(db, "SELECT EXISTS (SELECT 1 FROM orders WHERE customer_id = ?)");
  statement.bind(customer_id);
  statement.step();
  return statement.truth(0);
}

}  // namespace by_hand
