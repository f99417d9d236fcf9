// A number of minutes, so that nobody takes it for one of pages. A column holds the number.
#pragma once

#include <chrono>
#include <cstdint>

#include "orm/type_trait.h"

namespace app {

using Minutes = std::chrono::duration<std::int32_t, std::chrono::minutes::period>;

}  // namespace app

template <>
struct orm::TypeTrait<app::Minutes> {
  using Base = std::int32_t;
  static Base to_base(app::Minutes minutes) { return minutes.count(); }
  static app::Minutes from_base(Base count) { return app::Minutes(count); }
};
