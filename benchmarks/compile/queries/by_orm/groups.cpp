#include "queries.h"

namespace by_orm {

namespace func = orm::func;
using shop::Category;
using shop::Customer;
using shop::Order;
using shop::OrderLine;
using shop::Product;
using shop::Review;
using shop::Status;
using shop::Tag;

Rows<Status, std::int64_t> orders_by_status(orm::Session& session) {
  return session.query<Order>()
      .group_by(Order::fields.status)
      .order_by(Order::fields.status)
      .select(Order::fields.status, func::count())
      .all();
}

std::vector<Revenue> best_sellers(orm::Session& session, std::int64_t count) {
  const auto revenue =
      func::coalesce(func::sum(OrderLine::fields.quantity * OrderLine::fields.unit_price), 0);
  return session.query<Product>()
      .join(Product::fields.lines)
      .group_by(Product::fields.id)
      .order_by(orm::desc(revenue), Product::fields.id)
      .select_as<Revenue>(Product::fields.name, revenue)
      .limit(count)
      .all();
}

Rows<std::string, std::int64_t> large_customers(orm::Session& session, std::int64_t least) {
  return session.query<Customer>()
      .join(Customer::fields.orders)
      .join(Order::fields.lines)
      .group_by(Customer::fields.id)
      .having(func::sum(OrderLine::fields.quantity * OrderLine::fields.unit_price) >= least)
      .order_by(Customer::fields.id)
      .select(Customer::fields.name, func::count())
      .all();
}

std::vector<Stars> stars_of_products(orm::Session& session) {
  return session.query<Product>()
      .outerjoin(Product::fields.reviews)
      .group_by(Product::fields.id)
      .order_by(Product::fields.id)
      .select_as<Stars>(Product::fields.name, func::avg(Review::fields.stars),
                        func::count(Review::fields.id))
      .all();
}

std::vector<PriceRange> price_ranges(orm::Session& session) {
  return session.query<Category>()
      .join(Category::fields.products)
      .group_by(Category::fields.id)
      .order_by(Category::fields.name)
      .select_as<PriceRange>(Category::fields.name, func::min(Product::fields.price),
                             func::max(Product::fields.price))
      .all();
}

std::optional<std::int64_t> last_order_of(orm::Session& session, std::int64_t customer_id) {
  return session.query<Order>()
      .filter(Order::fields.customer_id == customer_id)
      .select(func::max(Order::fields.placed_at))
      .scalar();
}

std::vector<OrderCounts> order_counts(orm::Session& session) {
  return session.query<Order>()
      .group_by(Order::fields.customer_id)
      .order_by(Order::fields.customer_id)
      .select_as<OrderCounts>(Order::fields.customer_id, func::count(),
                              func::count().filter(Order::fields.status == Status::open))
      .all();
}

Rows<std::string, std::optional<std::string>> tags_of_products(orm::Session& session) {
  return session.query<Product>()
      .join(Product::fields.tags)
      .group_by(Product::fields.id)
      .order_by(Product::fields.id)
      .select(Product::fields.name, func::group_concat(Tag::fields.name, ", "))
      .all();
}

Rows<std::string, std::int64_t> products_by_price(orm::Session& session, std::int64_t cheap,
                                                  std::int64_t dear) {
  const auto band = orm::case_(Product::fields.price < cheap, "cheap")
                        .when(Product::fields.price < dear, "usual")
                        .otherwise("dear");
  return session.query<Product>().group_by(band).order_by(band).select(band, func::count()).all();
}

Rows<std::string, std::int64_t> lengths_of_names(orm::Session& session) {
  return session.query<Customer>()
      .order_by(Customer::fields.id)
      .select(func::upper(func::substr(Customer::fields.name, 1, 3)) + ".",
              func::length(Customer::fields.name))
      .all();
}

std::int64_t buyers(orm::Session& session) {
  return session.query<Order>()
      .filter(Order::fields.status != Status::cancelled)
      .select(func::count_distinct(Order::fields.customer_id))
      .one();
}

}  // namespace by_orm
