#pragma once

#include <string>

#include "studio.orm.hpp"

namespace studio {

class Artist final : public ArtistBase {
 public:
  using ArtistBase::ArtistBase;

  std::string greeting() const { return "Dear " + name(); }
};

}  // namespace studio
