#include "queries.h"

namespace by_hand {

std::int64_t raise_prices(sqlite3* db, std::int64_t category_id, std::int64_t by) {
  Statement statement(db, "UPDATE products SET price = price + ? WHERE category_id = ?");
  statement.bind(by);
  statement.bind(category_id);
  return statement.run();
}

std::int64_t cancel_orders(sqlite3* db, std::int64_t before, const std::string& note) {
  Statement statement(db,
                      "UPDATE orders SET status = ?, note = ? WHERE status = ? AND placed_at < ?");
  statement.bind(text_of(Status::Cancelled));
  statement.bind(note);
  statement.bind(text_of(Status::Open));
  statement.bind(before);
  return statement.run();
}

std::int64_t remove_reviews(sqlite3* db, std::int64_t least_stars) {
  Statement statement(db, "DELETE FROM reviews WHERE stars < ? AND body IS NULL");
  statement.bind(least_stars);
  return statement.run();
}

std::int64_t put_products(sqlite3* db, const std::vector<NewProduct>& products) {
  Statement statement(db,
                      "INSERT INTO products (sku, name, price, stock, category_id) "
                      "VALUES (?, ?, ?, ?, ?) ON CONFLICT (sku) "
                      "DO UPDATE SET price = excluded.price, stock = excluded.stock");
  std::int64_t changed = 0;
  for (const NewProduct& product : products) {
    statement.bind(product.sku);
    statement.bind(product.name);
    statement.bind(product.price);
    statement.bind(product.stock);
    statement.bind(product.category_id);
    changed += statement.run();
  }
  return changed;
}

std::int64_t add_reviews(sqlite3* db, const std::vector<NewReview>& reviews) {
  Statement statement(db,
                      "INSERT INTO reviews (product_id, customer_id, stars, body) "
                      "VALUES (?, ?, ?, ?)");
  std::int64_t inserted = 0;
  for (const NewReview& review : reviews) {
    statement.bind(review.product_id);
    statement.bind(review.customer_id);
    statement.bind(review.stars);
    statement.bind(review.body);
    inserted += statement.run();
  }
  return inserted;
}

std::int64_t open_orders(sqlite3* db, const std::string& city, std::int64_t time) {
  Statement statement(db,
                      "INSERT INTO orders (customer_id, status, placed_at) "
                      "SELECT id, ?, ? FROM customers WHERE city = ?");
  statement.bind(text_of(Status::Open));
  statement.bind(time);
  statement.bind(city);
  return statement.run();
}

std::int64_t add_customer(sqlite3* db, const std::string& name, const std::string& email) {
  Statement statement(db, "INSERT INTO customers (name, email, active) VALUES (?, ?, ?)");
  statement.bind(name);
  statement.bind(email);
  statement.bind(std::int64_t{1});
  statement.run();
  return sqlite3_last_insert_rowid(db);
}

}  // namespace by_hand
