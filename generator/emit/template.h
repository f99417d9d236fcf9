#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace ormgen::emitting {

// What stands for `${name}`.
using Values = std::map<std::string_view, std::string, std::less<>>;

// A template with its placeholders replaced. A placeholder that is alone on its line stands for the
// lines of its value, indented as it is, and for no line where the value is empty. Throws
// std::logic_error for a placeholder without a value and for a value without a placeholder.
std::string fill(std::string_view text, const Values& values);

}  // namespace ormgen::emitting
