// What a user writes for `entity Customer as "shop::Customer"`.
#pragma once

#include "shop.orm.hpp"

namespace shop {

class Customer : public CustomerBase {
 public:
  using CustomerBase::CustomerBase;

  std::string greeting() const { return "Dear " + name(); }
};

}  // namespace shop
