#include "app/post.hpp"

#include "app/user.hpp"

namespace app {

std::string Post::title() const { return prefix + " by " + author()->name(); }

}  // namespace app
