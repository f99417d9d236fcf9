// What the queries for rows return, by both ways of writing them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

struct OrderOverview {
  std::int64_t order_id;
  std::string customer;
  std::int64_t placed_at;
};

struct Revenue {
  std::string product;
  std::int64_t cents;
};

struct Stars {
  std::string product;
  std::optional<double> average;
  std::int64_t reviews;
};

struct OrderCounts {
  std::int64_t customer_id;
  std::int64_t orders;
  std::int64_t open;
};

struct PriceRange {
  std::string category;
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> greatest;
};

struct Busy {
  std::int64_t customer_id;
  std::int64_t orders;
};

struct Node {
  std::int64_t id;
  std::string name;
  std::int64_t depth;
};

struct Ranked {
  std::int64_t category_id;
  std::string product;
  std::int64_t place;
};

/// For products that may be there already.
struct NewProduct {
  std::string sku;
  std::string name;
  std::int64_t price;
  std::int64_t stock;
  std::int64_t category_id;
};

struct NewReview {
  std::int64_t product_id;
  std::int64_t customer_id;
  std::int64_t stars;
  std::optional<std::string> body;
};
