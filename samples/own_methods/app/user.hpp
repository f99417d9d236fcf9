// Written once and never touched by ormgen, whatever becomes of the schema.
#pragma once

#include <string>

#include "app/minutes.hpp"
#include "blog.orm.hpp"

namespace app {

class User : public blog::UserBase {
 public:
  using UserBase::UserBase;

  std::string greeting() const { return "Dear " + name(); }
  // Asks the posts, whose class this header does not know: see user.cpp.
  Minutes reading_time() const;

  // No column: what this program remembers as long as the object lives.
  int visits = 0;
};

}  // namespace app
