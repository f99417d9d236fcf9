#include "queries.h"

namespace by_orm {

using shop::Customer;
using shop::Order;
using shop::Product;
using shop::Review;
using shop::Status;

std::int64_t raise_prices(orm::Session& session, std::int64_t category_id, std::int64_t by) {
  return session.query<Product>()
      .filter(Product::fields.category_id == category_id)
      .update({orm::set(Product::fields.price, Product::fields.price + by)});
}

std::int64_t cancel_orders(orm::Session& session, std::int64_t before, const std::string& note) {
  return session.query<Order>()
      .filter(Order::fields.status == Status::open, Order::fields.placed_at < before)
      .update(
          {orm::set(Order::fields.status, Status::cancelled), orm::set(Order::fields.note, note)});
}

std::int64_t remove_reviews(orm::Session& session, std::int64_t least_stars) {
  return session.query<Review>()
      .filter(Review::fields.stars < least_stars, Review::fields.body == std::nullopt)
      .remove();
}

std::int64_t put_products(orm::Session& session, const std::vector<NewProduct>& products) {
  std::vector<Product::Init> inits;
  inits.reserve(products.size());
  for (const NewProduct& product : products) {
    inits.push_back({.sku = product.sku,
                     .name = product.name,
                     .price = product.price,
                     .stock = product.stock,
                     .category_id = product.category_id});
  }
  return session.upsert<Product>(std::move(inits),
                                 orm::on_conflict(Product::fields.sku)
                                     .do_update(Product::fields.price, Product::fields.stock));
}

std::int64_t add_reviews(orm::Session& session, const std::vector<NewReview>& reviews) {
  std::vector<Review::Init> inits;
  inits.reserve(reviews.size());
  for (const NewReview& review : reviews) {
    inits.push_back({.product_id = review.product_id,
                     .customer_id = review.customer_id,
                     .stars = review.stars,
                     .body = review.body});
  }
  return session.bulk_insert<Review>(std::move(inits));
}

std::int64_t open_orders(orm::Session& session, const std::string& city, std::int64_t time) {
  return session.insert_from(
      orm::query<Customer>()
          .filter(Customer::fields.city == city)
          .select(Customer::fields.id, orm::value(Status::open), orm::value(time)),
      Order::fields.customer_id, Order::fields.status, Order::fields.placed_at);
}

std::int64_t add_customer(orm::Session& session, const std::string& name,
                          const std::string& email) {
  const auto customer = session.create<Customer>({.name = name, .email = email, .active = true});
  session.flush();
  return customer->id();
}

}  // namespace by_orm
