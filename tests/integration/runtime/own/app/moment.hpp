#pragma once

#include "orm/date_time.h"
#include "orm/type_trait.h"

namespace app {

struct Moment {
  orm::DateTime at;
};

}  // namespace app

template <>
struct orm::TypeTrait<app::Moment> {
  using Base = orm::DateTime;
  static Base to_base(const app::Moment& moment) { return moment.at; }
  static app::Moment from_base(const Base& at) { return {at}; }
};
