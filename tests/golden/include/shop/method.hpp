// What a user writes for a class that stands for an enum of a schema which uses the class.
#pragma once

#include <cstdint>

#include "orm/type_trait.h"

namespace payments {
enum class Kind : std::int32_t;
}  // namespace payments

namespace shop {

struct Method {
  payments::Kind kind{};
};

}  // namespace shop

template <>
struct orm::TypeTrait<shop::Method> {
  using Base = payments::Kind;
  static Base to_base(const shop::Method& method) { return method.kind; }
  static shop::Method from_base(Base kind) { return {kind}; }
};
