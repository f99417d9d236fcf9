// What the tests of shapes.orm share.
#pragma once

#include "database.h"
#include "shapes.orm.hpp"

namespace shapes {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Shapes : public orm_test::DatabaseTest {
 protected:
  Shapes() : DatabaseTest(&shapes::create_all) {}

  /// The names of the members of a collection, as `get` says them.
  template <class Range, class Get>
  static std::vector<std::string> each(const Range& range, Get get) {
    std::vector<std::string> texts;
    for (const auto& member : range) texts.push_back((member.*get)());
    return texts;
  }
};

}  // namespace shapes
