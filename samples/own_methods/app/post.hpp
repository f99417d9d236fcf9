#pragma once

#include <string>

#include "blog.orm.hpp"

namespace app {

class Post : public blog::PostBase {
 public:
  using PostBase::PostBase;

  // "Title, by Ada": see post.cpp.
  std::string byline() const;
};

}  // namespace app
