#pragma once

#include <stdexcept>

#include "orm/decimal.h"
#include "orm/type_trait.h"

namespace app {

/// An amount that is never negative.
class Money {
 public:
  Money() = default;
  explicit Money(const orm::Decimal& amount) : amount_(amount) {}

  const orm::Decimal& amount() const { return amount_; }

 private:
  orm::Decimal amount_;
};

}  // namespace app

template <>
struct orm::TypeTrait<app::Money> {
  using Base = orm::Decimal;
  static Base to_base(const app::Money& money) { return checked(money.amount()); }
  static app::Money from_base(const Base& amount) { return app::Money(checked(amount)); }

 private:
  static const Base& checked(const Base& amount) {
    if (amount < 0) throw std::invalid_argument("money is never negative");
    return amount;
  }
};
