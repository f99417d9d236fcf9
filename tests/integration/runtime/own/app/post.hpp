#pragma once

#include <string>

#include "own_classes.orm.hpp"

namespace app {

struct Named {
  virtual ~Named() = default;
  virtual std::string title() const = 0;

  std::string prefix = "Post";
};

struct alignas(64) Post final : public Named, public own::PostBase {
  using PostBase::PostBase;

  std::string title() const override;
};

}  // namespace app
