// The same 50 statements with SQLite's C API, as a careful programmer writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "../rows.h"
#include "records.h"
#include "statement.h"

namespace by_hand {

using Customers = std::vector<Customer>;
using Orders = std::vector<Order>;
using Products = std::vector<Product>;
using Reviews = std::vector<Review>;
template <class... Cells>
using Rows = std::vector<std::tuple<Cells...>>;

// Conditions.
std::optional<Customer> customer_by_email(sqlite3* db, const std::string& email);
Customers customers_in_city(sqlite3* db, const std::string& city);
Products products_between(sqlite3* db, std::int64_t least, std::int64_t greatest);
Products products_starting_with(sqlite3* db, const std::string& start);
Products products_by_sku(sqlite3* db, const std::vector<std::string>& skus);
Products products_to_restock(sqlite3* db, std::int64_t stock, std::int64_t price);
Orders orders_in_progress(sqlite3* db);
Reviews reviews_mentioning(sqlite3* db, const std::string& word);
Products products_after(sqlite3* db, std::int64_t price, std::int64_t id, std::int64_t count);
Products dearest_products(sqlite3* db, std::int64_t count, std::int64_t offset);
std::int64_t active_customers(sqlite3* db);
bool has_ordered(sqlite3* db, std::int64_t customer_id);

// Joins.
Customers customers_who_bought(sqlite3* db, std::int64_t product_id);
std::vector<OrderOverview> order_overview(sqlite3* db, Status status);
Rows<std::string, std::optional<std::string>> customers_and_referrers(sqlite3* db);
Products products_tagged(sqlite3* db, const std::string& tag);
Products products_without_reviews(sqlite3* db);
Rows<std::string, std::string> products_of_same_price(sqlite3* db);
std::vector<OrderWithLines> orders_with_lines(sqlite3* db, std::int64_t customer_id);
std::vector<std::string> reviewers_of(sqlite3* db, const std::string& category);

// Groups.
Rows<Status, std::int64_t> orders_by_status(sqlite3* db);
std::vector<Revenue> best_sellers(sqlite3* db, std::int64_t count);
Rows<std::string, std::int64_t> large_customers(sqlite3* db, std::int64_t least);
std::vector<Stars> stars_of_products(sqlite3* db);
std::vector<PriceRange> price_ranges(sqlite3* db);
std::optional<std::int64_t> last_order_of(sqlite3* db, std::int64_t customer_id);
std::vector<OrderCounts> order_counts(sqlite3* db);
Rows<std::string, std::optional<std::string>> tags_of_products(sqlite3* db);
Rows<std::string, std::int64_t> products_by_price(sqlite3* db, std::int64_t cheap,
                                                  std::int64_t dear);
Rows<std::string, std::int64_t> lengths_of_names(sqlite3* db);
std::int64_t buyers(sqlite3* db);

// Queries inside of queries.
Customers customers_with_orders_since(sqlite3* db, std::int64_t time);
Reviews reviews_from(sqlite3* db, const std::string& city);
Products products_above_average(sqlite3* db);
Customers customers_with_status(sqlite3* db, Status status);
Customers customers_without_reviews(sqlite3* db);
Rows<std::string, std::optional<std::int64_t>> last_orders(sqlite3* db);
Rows<std::string, std::int64_t> busy_customers(sqlite3* db, std::int64_t least);
std::vector<Node> categories_below(sqlite3* db, std::int64_t category_id);
Customers near_or_referred(sqlite3* db, const std::string& city, std::int64_t referrer);
std::vector<Ranked> ranks_in_categories(sqlite3* db);
Rows<std::int64_t, std::optional<std::int64_t>> running_totals(sqlite3* db,
                                                               std::int64_t product_id);
Customers customers_by_orders(sqlite3* db);

// Changes.
std::int64_t raise_prices(sqlite3* db, std::int64_t category_id, std::int64_t by);
std::int64_t cancel_orders(sqlite3* db, std::int64_t before, const std::string& note);
std::int64_t remove_reviews(sqlite3* db, std::int64_t least_stars);
std::int64_t put_products(sqlite3* db, const std::vector<NewProduct>& products);
std::int64_t add_reviews(sqlite3* db, const std::vector<NewReview>& reviews);
std::int64_t open_orders(sqlite3* db, const std::string& city, std::int64_t time);
std::int64_t add_customer(sqlite3* db, const std::string& name, const std::string& email);

}  // namespace by_hand
