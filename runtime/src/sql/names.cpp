// The names that programs give to what queries read.
#include <algorithm>
#include <mutex>
#include <string>
#include <unordered_set>

#include "orm/error.h"
#include "orm/fields.h"
#include "orm/sql_function.h"
#include "value/ascii.h"

namespace orm::detail {

const char* lasting_name(std::string_view name) {
  if (name.empty() || name.find('\0') != std::string_view::npos) {
    throw InvalidRequestError(
        "orm::alias() was given a name that is empty, or has a NUL, which SQL cannot have");
  }
  static std::mutex mutex;
  // Its elements stay where they are.
  static std::unordered_set<std::string> names;
  const std::lock_guard lock(mutex);
  return names.emplace(name).first->c_str();
}

const char* function_name(std::string_view name) {
  const bool is_name = !name.empty() && !is_digit(name.front()) &&
                       std::all_of(name.begin(), name.end(),
                                   [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
  if (is_name) return lasting_name(name);
  throw InvalidRequestError(
      "orm::SqlFunction was given a name that is not of letters, digits and `_`");
}

void not_an_argument(std::size_t number, const ValueView& cell) {
  const char* kind = cell.kind == ValueKind::Integer ? "an integer"
                     : cell.kind == ValueKind::Real  ? "a real number"
                     : cell.kind == ValueKind::Text  ? "a text"
                                                     : "a blob";
  throw DataError("argument " + std::to_string(number) + " is " + kind +
                  ", which does not fit its type");
}

}  // namespace orm::detail
