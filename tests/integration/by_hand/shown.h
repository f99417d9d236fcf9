// Results as text, the same for an object of ours and for the struct that is written by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "by_hand/queries.h"
#include "by_orm/queries.h"
#include "rows.h"

namespace by_hand_test {

class Shown {
 public:
  template <class Result>
  static std::string of(const Result& result) {
    Shown shown;
    shown.add(result);
    return shown.text_;
  }

 private:
  void add(const std::string& text) { text_ += text + "|"; }
  template <class T>
    requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
  void add(T number) {
    if constexpr (std::is_enum_v<T>) {
      add(static_cast<std::int64_t>(number));
    } else {
      add(std::to_string(number));
    }
  }
  template <class T>
  void add(const std::optional<T>& value) {
    value.has_value() ? add(*value) : add(std::string("NULL"));
  }
  template <class T>
  void add(const orm::Ptr<T>& object) {
    object != nullptr ? add(*object) : add(std::string("NULL"));
  }
  template <class T>
  void add(const std::vector<T>& all) {
    for (const T& each : all) {
      add(each);
      text_ += "\n";
    }
  }
  template <class... Cells>
  void add(const std::tuple<Cells...>& cells) {
    std::apply([this](const auto&... each) { (this->add(each), ...); }, cells);
  }

  void add(const shop::Customer& it) {
    add(std::tuple(it.id(), it.name(), it.email(), it.city(), it.active(), it.referrer_id()));
  }
  void add(const by_hand::Customer& it) {
    add(std::tie(it.id, it.name, it.email, it.city, it.active, it.referrer_id));
  }
  void add(const shop::Product& it) {
    add(std::tuple(it.id(), it.sku(), it.name(), it.price(), it.weight(), it.stock(),
                   it.category_id()));
  }
  void add(const by_hand::Product& it) {
    add(std::tie(it.id, it.sku, it.name, it.price, it.weight, it.stock, it.category_id));
  }
  void add(const shop::Order& it) {
    add(std::tuple(it.id(), it.customer_id(), it.status(), it.placed_at(), it.note()));
  }
  void add(const by_hand::Order& it) {
    add(std::tie(it.id, it.customer_id, it.status, it.placed_at, it.note));
  }
  void add(const shop::OrderLine& it) {
    add(std::tuple(it.order_id(), it.line_no(), it.product_id(), it.quantity(), it.unit_price()));
  }
  void add(const by_hand::OrderLine& it) {
    add(std::tie(it.order_id, it.line_no, it.product_id, it.quantity, it.unit_price));
  }
  void add(const shop::Review& it) {
    add(std::tuple(it.id(), it.product_id(), it.customer_id(), it.stars(), it.body()));
  }
  void add(const by_hand::Review& it) {
    add(std::tie(it.id, it.product_id, it.customer_id, it.stars, it.body));
  }
  void add(const by_hand::OrderWithLines& it) { add(std::tie(it.order, it.lines)); }

  void add(const OrderOverview& it) { add(std::tie(it.order_id, it.customer, it.placed_at)); }
  void add(const Revenue& it) { add(std::tie(it.product, it.cents)); }
  void add(const Stars& it) { add(std::tie(it.product, it.average, it.reviews)); }
  void add(const OrderCounts& it) { add(std::tie(it.customer_id, it.orders, it.open)); }
  void add(const PriceRange& it) { add(std::tie(it.category, it.least, it.greatest)); }
  void add(const Node& it) { add(std::tie(it.id, it.name, it.depth)); }
  void add(const Ranked& it) { add(std::tie(it.category_id, it.product, it.place)); }

  std::string text_;
};

}  // namespace by_hand_test
