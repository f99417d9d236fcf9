#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "orm/type_trait.h"

namespace app {

/// A mail address, in two parts. Not comparable, which columns do not need.
struct Address {
  std::string name;
  std::string host;
};

}  // namespace app

template <>
struct orm::TypeTrait<app::Address> {
  using Base = std::string;
  static Base to_base(const app::Address& address) { return address.name + "@" + address.host; }
  static app::Address from_base(const Base& text) {
    const std::size_t at = text.find('@');
    if (at == std::string::npos) throw std::invalid_argument("an address has an @");
    return {text.substr(0, at), text.substr(at + 1)};
  }
};
