#include "driver/global_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "driver/choice.h"

namespace ormgen {
namespace {

constexpr std::string_view one_warning = "error=";

void add_formats(CLI::App& app, Options& options) {
  const std::map<std::string, ErrorFormat> formats = {
      {"auto", ErrorFormat::Auto},     {"human", ErrorFormat::Human}, {"short", ErrorFormat::Short},
      {"gcc", ErrorFormat::Gcc},       {"msvc", ErrorFormat::Msvc},   {"json", ErrorFormat::Json},
      {"github", ErrorFormat::Github}, {"sarif", ErrorFormat::Sarif}};
  const std::map<std::string, ColorWhen> colors = {
      {"auto", ColorWhen::Auto}, {"always", ColorWhen::Always}, {"never", ColorWhen::Never}};
  app.add_option("--error-format", options.error_format,
                 "auto, human, short, gcc, msvc, json, github or sarif")
      ->transform(one_of(formats))
      ->type_name("FORMAT");
  app.add_option("--color", options.color, "auto, always or never")
      ->transform(one_of(colors))
      ->type_name("WHEN");
}

// -Werror and -Werror=602 are to CLI11 the option -W and its value.
std::string names_warnings(const std::string& value) {
  if (value == "error") return "";
  if (!value.starts_with(one_warning)) {
    return fmt::format("-W takes `error` or `error=CODE`, not `{}`", value);
  }
  const std::string name = value.substr(one_warning.size());
  if (code_of(name)) return "";
  return fmt::format("there is no code `{}`; write it like -Werror=602", name);
}

void raise(const std::vector<std::string>& values, WarningsAsErrors& raised) {
  for (const std::string& value : values) {
    if (value == "error") {
      raised.all = true;
    } else {
      raised.codes.push_back(*code_of(std::string_view(value).substr(one_warning.size())));
    }
  }
}

}  // namespace

void add_globals(CLI::App& app, Options& options) {
  add_formats(app, options);
  app.add_option("--config", options.config, "Read this instead of the nearest ormgen.toml")
      ->type_name("FILE");
  app.add_option("--max-errors", options.max_errors, "Errors to show at most; 0: all")
      ->capture_default_str();
  app.add_option_function<std::vector<std::string>>(
         "-W",
         [&options](const std::vector<std::string>& values) {
           raise(values, options.warnings_as_errors);
         },
         "Take warnings for errors: -Werror all of them, -Werror=602 one")
      ->check(CLI::Validator(names_warnings, ""))
      ->type_name("error[=CODE]")
      ->allow_extra_args(false);
  CLI::Option* quiet = app.add_flag("-q,--quiet", options.quiet, "No summary");
  app.add_flag("-v,--verbose", options.verbose, "Say what is read and how long it takes")
      ->excludes(quiet);
  app.set_version_flag("--version", "ormgen " ORMGEN_VERSION);
}

}  // namespace ormgen
