#include "queries.h"

namespace by_orm {

using shop::Category;
using shop::Customer;
using shop::Order;
using shop::OrderLine;
using shop::Product;
using shop::Review;
using shop::Status;
using shop::Tag;

Customers customers_who_bought(orm::Session& session, std::int64_t product_id) {
  return session.query<Customer>()
      .join(Customer::fields.orders)
      .join(Order::fields.lines)
      .filter(OrderLine::fields.product_id == product_id)
      .order_by(Customer::fields.id)
      .all();
}

std::vector<OrderOverview> order_overview(orm::Session& session, Status status) {
  return session.query<Order>()
      .join(Order::fields.customer)
      .filter(Order::fields.status == status)
      .order_by(Order::fields.placed_at, Order::fields.id)
      .select_as<OrderOverview>(Order::fields.id, Customer::fields.name, Order::fields.placed_at)
      .all();
}

Rows<std::string, std::optional<std::string>> customers_and_referrers(orm::Session& session) {
  const auto referrer = orm::alias<Customer>("referrer");
  return session.query<Customer>()
      .outerjoin(referrer, referrer.id == Customer::fields.referrer_id)
      .order_by(Customer::fields.id)
      .select(Customer::fields.name, orm::nullable(referrer.name))
      .all();
}

Products products_tagged(orm::Session& session, const std::string& tag) {
  return session.query<Product>()
      .join(Product::fields.tags, Tag::fields.name == tag)
      .order_by(Product::fields.id)
      .all();
}

Products products_without_reviews(orm::Session& session) {
  return session.query<Product>()
      .outerjoin(Product::fields.reviews)
      .filter(orm::is_null(orm::nullable(Review::fields.id)))
      .order_by(Product::fields.id)
      .all();
}

Rows<std::string, std::string> products_of_same_price(orm::Session& session) {
  const auto other = orm::alias<Product>("other");
  return session.query<Product>()
      .join(other, other.price == Product::fields.price && other.id > Product::fields.id)
      .order_by(Product::fields.id, other.id)
      .select(Product::fields.name, other.name)
      .all();
}

Orders orders_with_lines(orm::Session& session, std::int64_t customer_id) {
  return session.query<Order>()
      .options(orm::joinedload(Order::fields.lines))
      .filter(Order::fields.customer_id == customer_id)
      .order_by(Order::fields.id)
      .all();
}

std::vector<std::string> reviewers_of(orm::Session& session, const std::string& category) {
  return session.query<Customer>()
      .join(Customer::fields.reviews)
      .join(Review::fields.product)
      .join(Product::fields.category)
      .filter(Category::fields.name == category)
      .order_by(Customer::fields.name)
      .select(Customer::fields.name)
      .distinct()
      .all();
}

}  // namespace by_orm
