#pragma once

#include <stdexcept>

#include "orm/decimal.h"
#include "orm/type_trait.h"

namespace studio {

/// An amount that is never negative.
struct Money {
  orm::Decimal amount;
};

}  // namespace studio

template <>
struct orm::TypeTrait<studio::Money> {
  using Base = orm::Decimal;
  static Base to_base(const studio::Money& money) { return money.amount; }
  static studio::Money from_base(const Base& amount) {
    if (amount < 0) throw std::invalid_argument("money is never negative");
    return {amount};
  }
};
