// What a user writes for `entity Order as "struct desk::PlacedOrder"`.
#pragma once

#include "shop.orm.hpp"

namespace desk {

struct PlacedOrder : public shop::OrderBase {
  using OrderBase::OrderBase;

  bool is_open = true;
};

}  // namespace desk
