// The names that programs give to what queries read.
#include <mutex>
#include <string>
#include <unordered_set>

#include "orm/error.h"
#include "orm/fields.h"

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

}  // namespace orm::detail
