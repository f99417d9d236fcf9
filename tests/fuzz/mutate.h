#pragma once

#include <random>
#include <string>
#include <string_view>

namespace ormgen::fuzz {

using Random = std::minstd_rand;

// Changes one thing a writer of schemas would: a word, a clause, a member, a declaration. Most
// results are still understood, so what comes behind the parser is reached.
std::string mutate(std::string_view schema, Random& random);

// The first schema with a part of the second.
std::string cross_over(std::string_view schema, std::string_view other, Random& random);

}  // namespace ormgen::fuzz
