#pragma once

#include <cstdint>

#include "orm/type_trait.h"

namespace app {

enum class UserId : std::int64_t {};

}  // namespace app

template <>
struct orm::TypeTrait<app::UserId> {
  using Base = std::int64_t;
  static Base to_base(app::UserId id) { return static_cast<Base>(id); }
  static app::UserId from_base(Base number) { return app::UserId{number}; }
};
