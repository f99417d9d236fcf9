#include "queries.h"

namespace by_orm {

using shop::Customer;
using shop::Order;
using shop::Product;
using shop::Review;
using shop::Status;

orm::Ptr<Customer> customer_by_email(orm::Session& session, const std::string& email) {
  return session.query<Customer>().filter(Customer::fields.email == email).one_or_none();
}

Customers customers_in_city(orm::Session& session, const std::string& city) {
  return session.query<Customer>()
      .filter(Customer::fields.city == city, Customer::fields.active)
      .order_by(Customer::fields.name)
      .all();
}

Products products_between(orm::Session& session, std::int64_t least, std::int64_t greatest) {
  return session.query<Product>()
      .filter(orm::between(Product::fields.price, least, greatest))
      .order_by(Product::fields.price, Product::fields.id)
      .all();
}

Products products_starting_with(orm::Session& session, const std::string& start) {
  return session.query<Product>()
      .filter(orm::starts_with(Product::fields.name, start))
      .order_by(Product::fields.id)
      .all();
}

Products products_by_sku(orm::Session& session, const std::vector<std::string>& skus) {
  return session.query<Product>()
      .filter(orm::in_(Product::fields.sku, skus))
      .order_by(Product::fields.sku)
      .all();
}

Products products_to_restock(orm::Session& session, std::int64_t stock, std::int64_t price) {
  return session.query<Product>()
      .filter(Product::fields.stock == 0 ||
              (Product::fields.stock < stock && Product::fields.price >= price))
      .order_by(Product::fields.id)
      .all();
}

Orders orders_in_progress(orm::Session& session) {
  return session.query<Order>()
      .filter(orm::not_in(Order::fields.status, {Status::cancelled, Status::shipped}),
              Order::fields.note == std::nullopt)
      .order_by(Order::fields.id)
      .all();
}

Reviews reviews_mentioning(orm::Session& session, const std::string& word) {
  return session.query<Review>()
      .filter(orm::contains(Review::fields.body, word))
      .order_by(orm::desc(Review::fields.stars), Review::fields.id)
      .all();
}

Products products_after(orm::Session& session, std::int64_t price, std::int64_t id,
                        std::int64_t count) {
  const auto keys = orm::keyset(Product::fields.price, Product::fields.id);
  return session.query<Product>()
      .order_by(keys)
      .filter(orm::page_after(keys, price, id))
      .limit(count)
      .all();
}

Products dearest_products(orm::Session& session, std::int64_t count, std::int64_t offset) {
  return session.query<Product>()
      .filter(orm::is_not_null(Product::fields.weight), Product::fields.weight < 2.5)
      .order_by(orm::desc(Product::fields.price), Product::fields.id)
      .limit(count)
      .offset(offset)
      .all();
}

std::int64_t active_customers(orm::Session& session) {
  return session.query<Customer>().filter(Customer::fields.active).count();
}

bool has_ordered(orm::Session& session, std::int64_t customer_id) {
  return session.query<Order>().filter(Order::fields.customer_id == customer_id).exists();
}

}  // namespace by_orm
