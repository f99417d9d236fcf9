#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "OrmParser.h"

namespace ormgen::parse_detail {

// The tokens that would fit where the parser stands, in the words of the language.
class Expected {
 public:
  explicit Expected(OrmParser& parser);

  bool contains(std::size_t token) const;
  // "a name", "a clause or `;`"; empty when there is too much to name.
  std::string describe() const;
  // The keywords among them, where a free name would not fit; views into this object.
  std::vector<std::string_view> keywords() const;

 private:
  struct Entry {
    std::size_t token;
    // As it is written: `entity`, `{`; empty for names and literals.
    std::string spelling;
  };

  std::size_t rule_;
  std::vector<Entry> entries_;
};

}  // namespace ormgen::parse_detail
