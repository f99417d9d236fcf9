// What a user writes for `as "shop::ids::OrderNumber"`.
#pragma once

#include <cstdint>

#include "orm/type_trait.h"

namespace shop::ids {

enum class OrderNumber : std::int64_t {};

}  // namespace shop::ids

template <>
struct orm::TypeTrait<shop::ids::OrderNumber> {
  using Base = std::int64_t;
  static Base to_base(shop::ids::OrderNumber number) { return static_cast<Base>(number); }
  static shop::ids::OrderNumber from_base(Base number) {
    return static_cast<shop::ids::OrderNumber>(number);
  }
};
