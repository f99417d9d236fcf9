// expects: defined_as() takes a function with these arguments and this result
#include "pick.h"

auto check() {
  const orm::SqlFunction<std::string(std::string)> twice("twice");
  return twice.defined_as([](PICK(int, const std::string&) text) { return text; });
}
