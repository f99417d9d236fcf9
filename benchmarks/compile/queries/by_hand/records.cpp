#include "records.h"

#include <array>
#include <stdexcept>

namespace by_hand {

namespace {

constexpr std::array<const char*, 4> names = {"open", "paid", "shipped", "cancelled"};

}  // namespace

Status status_of(const std::string& text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (text == names[i]) return static_cast<Status>(i);
  }
  throw std::runtime_error("no status: " + text);
}
std::string text_of(Status status) { return names.at(static_cast<std::size_t>(status)); }

Customer customer_of(const Statement& statement) {
  return {statement.integer(0),       statement.text(1),  statement.text(2),
          statement.optional_text(3), statement.truth(4), statement.optional_integer(5)};
}
Order order_of(const Statement& statement) {
  return {statement.integer(0), statement.integer(1), status_of(statement.text(2)),
          statement.integer(3), statement.optional_text(4)};
}
OrderLine line_of(const Statement& statement, int first_column) {
  return {statement.integer(first_column), statement.integer(first_column + 1),
          statement.integer(first_column + 2), statement.integer(first_column + 3),
          statement.integer(first_column + 4)};
}

std::vector<Customer> customers_of(Statement& statement) {
  std::vector<Customer> customers;
  while (statement.step()) customers.push_back(customer_of(statement));
  return customers;
}
std::vector<Product> products_of(Statement& statement) {
  std::vector<Product> products;
  while (statement.step()) {
    products.push_back({statement.integer(0), statement.text(1), statement.text(2),
                        statement.integer(3), statement.optional_real(4), statement.integer(5),
                        statement.integer(6)});
  }
  return products;
}
std::vector<Order> orders_of(Statement& statement) {
  std::vector<Order> orders;
  while (statement.step()) orders.push_back(order_of(statement));
  return orders;
}
std::vector<Review> reviews_of(Statement& statement) {
  std::vector<Review> reviews;
  while (statement.step()) {
    reviews.push_back({statement.integer(0), statement.integer(1), statement.integer(2),
                       statement.integer(3), statement.optional_text(4)});
  }
  return reviews;
}

}  // namespace by_hand
