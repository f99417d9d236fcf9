// What is read of whole rows: a struct for each table. A statement reads all columns, in order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statement.h"

namespace by_hand {

enum class Status { Open, Paid, Shipped, Cancelled };
/// Raises std::runtime_error for another text.
Status status_of(const std::string& text);
std::string text_of(Status status);

struct Customer {
  std::int64_t id;
  std::string name;
  std::string email;
  std::optional<std::string> city;
  bool active;
  std::optional<std::int64_t> referrer_id;
};
struct Product {
  std::int64_t id;
  std::string sku;
  std::string name;
  std::int64_t price;
  std::optional<double> weight;
  std::int64_t stock;
  std::int64_t category_id;
};
struct Order {
  std::int64_t id;
  std::int64_t customer_id;
  Status status;
  std::int64_t placed_at;
  std::optional<std::string> note;
};
struct OrderLine {
  std::int64_t order_id;
  std::int64_t line_no;
  std::int64_t product_id;
  std::int64_t quantity;
  std::int64_t unit_price;
};
struct Review {
  std::int64_t id;
  std::int64_t product_id;
  std::int64_t customer_id;
  std::int64_t stars;
  std::optional<std::string> body;
};
struct OrderWithLines {
  Order order;
  std::vector<OrderLine> lines;
};

Customer customer_of(const Statement& statement);
Order order_of(const Statement& statement);
OrderLine line_of(const Statement& statement, int first_column);

// All rows that are left.
std::vector<Customer> customers_of(Statement& statement);
std::vector<Product> products_of(Statement& statement);
std::vector<Order> orders_of(Statement& statement);
std::vector<Review> reviews_of(Statement& statement);

}  // namespace by_hand
