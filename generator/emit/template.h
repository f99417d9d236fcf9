#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace ormgen::emitting {

// What stands for `${name}`. It refers to texts, so it is written where fill() is called.
struct Value {
  std::string_view name;
  std::string_view text;
};
using Values = std::initializer_list<Value>;

// A template with its placeholders replaced. A placeholder that is alone on its line stands for the
// lines of its value, indented as it is, and for no line where the value is empty. Throws
// std::logic_error for a placeholder without a value and for a value without a placeholder.
std::string fill(std::string_view text, Values values);

}  // namespace ormgen::emitting
