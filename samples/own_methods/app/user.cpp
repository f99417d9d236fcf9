#include "app/user.hpp"

#include "app/post.hpp"

namespace app {

Minutes User::reading_time() const {
  Minutes sum(0);
  for (const Post& post : posts()) sum += post.length();
  return sum;
}

}  // namespace app
