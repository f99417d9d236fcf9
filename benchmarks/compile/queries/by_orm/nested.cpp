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

Customers customers_with_orders_since(orm::Session& session, std::int64_t time) {
  return session.query<Customer>()
      .filter(orm::any(Customer::fields.orders, Order::fields.placed_at >= time))
      .order_by(Customer::fields.id)
      .all();
}

Reviews reviews_from(orm::Session& session, const std::string& city) {
  return session.query<Review>()
      .filter(orm::has(Review::fields.customer, Customer::fields.city == city))
      .order_by(Review::fields.id)
      .all();
}

Products products_above_average(orm::Session& session) {
  const auto average =
      orm::scalar_subquery(orm::query<Product>().select(func::avg(Product::fields.price)));
  return session.query<Product>()
      .filter(Product::fields.price > average)
      .order_by(Product::fields.id)
      .all();
}

Customers customers_with_status(orm::Session& session, Status status) {
  const auto buyers =
      orm::query<Order>().filter(Order::fields.status == status).select(Order::fields.customer_id);
  return session.query<Customer>()
      .filter(orm::in_(Customer::fields.id, buyers))
      .order_by(Customer::fields.id)
      .all();
}

Customers customers_without_reviews(orm::Session& session) {
  const auto reviews =
      orm::query<Review>().filter(Review::fields.customer_id == Customer::fields.id);
  return session.query<Customer>()
      .filter(!orm::exists(reviews))
      .order_by(Customer::fields.id)
      .all();
}

Rows<std::string, std::optional<std::int64_t>> last_orders(orm::Session& session) {
  const auto last =
      orm::scalar_subquery(orm::query<Order>()
                               .filter(Order::fields.customer_id == Customer::fields.id)
                               .select(func::max(Order::fields.placed_at)));
  return session.query<Customer>()
      .order_by(Customer::fields.id)
      .select(Customer::fields.name, last)
      .all();
}

Rows<std::string, std::int64_t> busy_customers(orm::Session& session, std::int64_t least) {
  const auto busy =
      orm::cte("busy", orm::query<Order>()
                           .group_by(Order::fields.customer_id)
                           .having(func::count() >= least)
                           .select_as<Busy>(Order::fields.customer_id, func::count()));
  return session.query<Customer>()
      .join(busy, busy[&Busy::customer_id] == Customer::fields.id)
      .order_by(orm::desc(busy[&Busy::orders]), Customer::fields.id)
      .select(Customer::fields.name, busy[&Busy::orders])
      .all();
}

std::vector<Node> categories_below(orm::Session& session, std::int64_t category_id) {
  const auto tree =
      orm::recursive_cte(
          "tree", orm::query<Category>()
                      .filter(Category::fields.id == category_id)
                      .select_as<Node>(Category::fields.id, Category::fields.name, orm::value(0)))
          .union_all([](const auto& above) {
            return orm::query<Category>()
                .join(above, above[&Node::id] == Category::fields.parent_id)
                .template select_as<Node>(Category::fields.id, Category::fields.name,
                                          above[&Node::depth] + 1);
          });
  return session.query(tree).order_by(tree[&Node::depth], tree[&Node::id]).all();
}

Customers near_or_referred(orm::Session& session, const std::string& city, std::int64_t referrer) {
  return session
      .query(orm::union_(orm::query<Customer>().filter(Customer::fields.city == city),
                         orm::query<Customer>().filter(Customer::fields.referrer_id == referrer)))
      .order_by(Customer::fields.id)
      .all();
}

std::vector<Ranked> ranks_in_categories(orm::Session& session) {
  const auto by_price = orm::window()
                            .partition_by(Product::fields.category_id)
                            .order_by(orm::desc(Product::fields.price));
  return session.query<Product>()
      .order_by(Product::fields.id)
      .select_as<Ranked>(Product::fields.category_id, Product::fields.name,
                         func::rank().over(by_price))
      .all();
}

Rows<std::int64_t, std::optional<std::int64_t>> running_totals(orm::Session& session,
                                                               std::int64_t product_id) {
  const auto so_far = orm::window().order_by(OrderLine::fields.order_id).rows(std::nullopt, 0);
  return session.query<OrderLine>()
      .filter(OrderLine::fields.product_id == product_id)
      .order_by(OrderLine::fields.order_id)
      .select(OrderLine::fields.order_id, func::sum(OrderLine::fields.quantity).over(so_far))
      .all();
}

Customers customers_by_orders(orm::Session& session) {
  return session.query<Customer>()
      .order_by(orm::desc(func::count(Customer::fields.orders)), Customer::fields.id)
      .limit(10)
      .all();
}

}  // namespace by_orm
