#pragma once

#include <string>

#include "own_classes.orm.hpp"

namespace app {

class User : public own::UserBase {
 public:
  using UserBase::UserBase;
  ~User() { ++ended; }

  std::string greeting() const { return "Dear " + name(); }
  // Functions of these names are in the generated class, too.
  void initialize() { visits = 0; }
  void read() { ++visits; }

  int visits = 7;
  inline static int ended = 0;
};

}  // namespace app
