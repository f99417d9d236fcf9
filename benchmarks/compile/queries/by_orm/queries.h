// The 50 queries with ormgen. What they return can be compared with what those by hand return.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "../rows.h"
#include "orm/orm.h"
#include "shop.orm.hpp"

namespace by_orm {

using Customers = std::vector<orm::Ptr<shop::Customer>>;
using Orders = std::vector<orm::Ptr<shop::Order>>;
using Products = std::vector<orm::Ptr<shop::Product>>;
using Reviews = std::vector<orm::Ptr<shop::Review>>;
template <class... Cells>
using Rows = std::vector<std::tuple<Cells...>>;

// Conditions.
orm::Ptr<shop::Customer> customer_by_email(orm::Session& session, const std::string& email);
Customers customers_in_city(orm::Session& session, const std::string& city);
Products products_between(orm::Session& session, std::int64_t least, std::int64_t greatest);
Products products_starting_with(orm::Session& session, const std::string& start);
Products products_by_sku(orm::Session& session, const std::vector<std::string>& skus);
Products products_to_restock(orm::Session& session, std::int64_t stock, std::int64_t price);
Orders orders_in_progress(orm::Session& session);
Reviews reviews_mentioning(orm::Session& session, const std::string& word);
Products products_after(orm::Session& session, std::int64_t price, std::int64_t id,
                        std::int64_t count);
Products dearest_products(orm::Session& session, std::int64_t count, std::int64_t offset);
std::int64_t active_customers(orm::Session& session);
bool has_ordered(orm::Session& session, std::int64_t customer_id);

// Joins.
Customers customers_who_bought(orm::Session& session, std::int64_t product_id);
std::vector<OrderOverview> order_overview(orm::Session& session, shop::Status status);
Rows<std::string, std::optional<std::string>> customers_and_referrers(orm::Session& session);
Products products_tagged(orm::Session& session, const std::string& tag);
Products products_without_reviews(orm::Session& session);
Rows<std::string, std::string> products_of_same_price(orm::Session& session);
Orders orders_with_lines(orm::Session& session, std::int64_t customer_id);
std::vector<std::string> reviewers_of(orm::Session& session, const std::string& category);

// Groups.
Rows<shop::Status, std::int64_t> orders_by_status(orm::Session& session);
std::vector<Revenue> best_sellers(orm::Session& session, std::int64_t count);
Rows<std::string, std::int64_t> large_customers(orm::Session& session, std::int64_t least);
std::vector<Stars> stars_of_products(orm::Session& session);
std::vector<PriceRange> price_ranges(orm::Session& session);
std::optional<std::int64_t> last_order_of(orm::Session& session, std::int64_t customer_id);
std::vector<OrderCounts> order_counts(orm::Session& session);
Rows<std::string, std::optional<std::string>> tags_of_products(orm::Session& session);
Rows<std::string, std::int64_t> products_by_price(orm::Session& session, std::int64_t cheap,
                                                  std::int64_t dear);
Rows<std::string, std::int64_t> lengths_of_names(orm::Session& session);
std::int64_t buyers(orm::Session& session);

// Queries inside of queries.
Customers customers_with_orders_since(orm::Session& session, std::int64_t time);
Reviews reviews_from(orm::Session& session, const std::string& city);
Products products_above_average(orm::Session& session);
Customers customers_with_status(orm::Session& session, shop::Status status);
Customers customers_without_reviews(orm::Session& session);
Rows<std::string, std::optional<std::int64_t>> last_orders(orm::Session& session);
Rows<std::string, std::int64_t> busy_customers(orm::Session& session, std::int64_t least);
std::vector<Node> categories_below(orm::Session& session, std::int64_t category_id);
Customers near_or_referred(orm::Session& session, const std::string& city, std::int64_t referrer);
std::vector<Ranked> ranks_in_categories(orm::Session& session);
Rows<std::int64_t, std::optional<std::int64_t>> running_totals(orm::Session& session,
                                                               std::int64_t product_id);
Customers customers_by_orders(orm::Session& session);

// Changes.
std::int64_t raise_prices(orm::Session& session, std::int64_t category_id, std::int64_t by);
std::int64_t cancel_orders(orm::Session& session, std::int64_t before, const std::string& note);
std::int64_t remove_reviews(orm::Session& session, std::int64_t least_stars);
std::int64_t put_products(orm::Session& session, const std::vector<NewProduct>& products);
std::int64_t add_reviews(orm::Session& session, const std::vector<NewReview>& reviews);
std::int64_t open_orders(orm::Session& session, const std::string& city, std::int64_t time);
std::int64_t add_customer(orm::Session& session, const std::string& name, const std::string& email);

}  // namespace by_orm
