// What a user writes for `as "shop::Money"`.
#pragma once

#include <stdexcept>
#include <utility>

#include "orm/decimal.h"
#include "orm/type_trait.h"

namespace shop {

struct Money {
  orm::Decimal amount;
};

}  // namespace shop

template <>
struct orm::TypeTrait<shop::Money> {
  using Base = orm::Decimal;
  static Base to_base(const shop::Money& money) { return money.amount; }
  static shop::Money from_base(const Base& amount) {
    if (amount < 0) throw std::invalid_argument("money is never negative");
    return {amount};
  }
};
