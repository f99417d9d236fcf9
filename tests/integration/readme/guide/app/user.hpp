#pragma once

#include <string>

#include "team.orm.hpp"

namespace app {

class User : public team::UserBase {
 public:
  using UserBase::UserBase;

  std::string greeting() const { return "Dear " + name(); }
};

}  // namespace app
