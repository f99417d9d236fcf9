#include "app/post.hpp"

#include "app/user.hpp"

namespace app {

std::string Post::byline() const { return title() + ", by " + author()->name(); }

}  // namespace app
