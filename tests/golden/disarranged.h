#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "ast/token.h"

namespace ormgen::golden {

// Makes other texts of a schema that say the same, or what comments change of it. The same seed
// makes the same texts everywhere.
class Disarranging {
 public:
  explicit Disarranging(std::uint32_t seed) : random_(seed) {}

  // Other white space, more comments, clauses in another order.
  std::string disarrange(const std::string& text);
  // Other white space, and no comments or empty lines.
  std::string space(const std::string& text);

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string gap(bool allows_blank_lines);
  std::string comment();
  std::string shuffle_clauses(const std::string& text);

  std::mt19937 random_;
  std::size_t comments_ = 0;
};

}  // namespace ormgen::golden
