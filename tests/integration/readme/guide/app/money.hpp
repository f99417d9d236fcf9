#pragma once

#include <stdexcept>

#include "orm/decimal.h"
#include "orm/type_trait.h"

namespace app {

struct Money {
  orm::Decimal amount;
};

}  // namespace app

template <>
struct orm::TypeTrait<app::Money> {
  using Base = orm::Decimal;
  static Base to_base(const app::Money& money) { return money.amount; }
  static app::Money from_base(const Base& amount) {
    if (amount < 0) throw std::invalid_argument("money is never negative");
    return {amount};
  }
};
