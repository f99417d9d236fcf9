#pragma once

#include <string>
#include <string_view>

namespace ormgen {

// The two texts' differences as `diff -u` shows them, with three lines of context. The names are
// those of the headings, `/dev/null` where there is no such text. Empty when nothing differs.
std::string unified_diff(std::string_view before_name, std::string_view before,
                         std::string_view after_name, std::string_view after);

}  // namespace ormgen
