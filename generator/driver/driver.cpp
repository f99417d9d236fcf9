#include "driver/driver.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "driver/command.h"
#include "driver/options.h"

namespace ormgen {
namespace {

void show(const std::string& text, std::FILE* stream) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

ExitCode answer(const Answer& given) {
  show(given.out, stdout);
  show(given.err, stderr);
  return given.exit_code;
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  try {
    const auto parsed = parse_options(arguments);
    const auto* options = std::get_if<Options>(&parsed);
    return static_cast<int>(options == nullptr ? answer(std::get<Answer>(parsed))
                                               : options->command->run(*options));
  } catch (const std::exception& error) {
    fmt::print(stderr,
               "internal error in ormgen: {}\nThis is a fault of ormgen, not of the schema; please "
               "report it with the schema.\n",
               error.what());
    return static_cast<int>(ExitCode::Internal);
  }
}

}  // namespace ormgen
