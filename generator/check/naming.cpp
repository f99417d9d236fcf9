#include "check/naming.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "source/ascii.h"

namespace ormgen::checking {

namespace {

// Sorted, so that a look-up is a binary search.
constexpr std::array reserved_words = std::to_array<std::string_view>({
    "EOF",
    "INFINITY",
    "NAN",
    "NULL",
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "assert",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "linux",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "offsetof",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "stderr",
    "stdin",
    "stdout",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
});
static_assert(std::is_sorted(reserved_words.begin(), reserved_words.end()));

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace

std::string snake(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (is_upper(c) && i > 0 && name[i - 1] != '_') {
      const bool after_word = is_lower(name[i - 1]) || is_digit(name[i - 1]);
      const bool before_word = i + 1 < name.size() && is_lower(name[i + 1]);
      if (after_word || (is_upper(name[i - 1]) && before_word)) result += '_';
    }
    result += to_lower(c);
  }
  return result;
}

std::string plural(std::string_view name) {
  std::string result(name);
  if (name.ends_with('y') && name.size() > 1 &&
      !ends_with_any(name, {"ay", "ey", "iy", "oy", "uy"})) {
    result.back() = 'i';
    return result + "es";
  }
  if (ends_with_any(name, {"s", "x", "z", "ch", "sh"})) return result + "es";
  return result + "s";
}

bool is_reserved_in_cpp(std::string_view name) {
  return std::binary_search(reserved_words.begin(), reserved_words.end(), name);
}

std::string folded(std::string_view name) { return in_lower_case(name); }

}  // namespace ormgen::checking
