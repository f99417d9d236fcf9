#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "check/naming.h"
#include "driver/command.h"
#include "driver/declare.h"
#include "driver/messages.h"
#include "driver/replacements.h"
#include "driver/run.h"
#include "emit/template.h"
#include "emit/templates.h"
#include "source/ascii.h"

namespace ormgen {
namespace {

namespace fs = std::filesystem;

// Letters, digits and `_`, as a namespace needs them; "app" where nothing of that is left.
std::string name_made_of(const std::string& text) {
  std::string name;
  for (const char c : text) {
    const bool is_inside = is_letter(c) || (is_digit(c) && !name.empty());
    if (is_inside) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  name.erase(name.find_last_not_of('_') + 1);
  const bool is_taken = checking::is_reserved_in_cpp(name) || name == "std" || name == "orm" ||
                        name == "true" || name == "false" || name == "null";
  if (is_taken) name += "_app";
  return name.empty() ? "app" : name;
}

struct File {
  std::string name;
  std::string text;
};

std::vector<File> files_of(const std::string& name) {
  namespace templates = emitting::templates;
  const emitting::Values values = {{"name", name}};
  return {
      {name + ".orm", emitting::fill(templates::init_schema_orm, values)},
      {"main.cpp", emitting::fill(templates::init_main_cpp, values)},
      {"CMakeLists.txt", emitting::fill(templates::init_cmake_txt, values)},
      {".gitattributes", std::string(templates::init_gitattributes)},
      {".gitignore", std::string(templates::init_gitignore)},
  };
}

// All of them or none; returns a sentence when that fails.
std::string write_into(const fs::path& folder, const std::vector<File>& files) {
  for (const File& file : files) {
    std::error_code ignored;
    const fs::path path = (folder / file.name).lexically_normal();
    if (!fs::exists(fs::symlink_status(path, ignored))) continue;
    return fmt::format("`{}` exists already, so nothing was written", path.generic_string());
  }
  Replacements replacements;
  for (const File& file : files) {
    const std::string failure = replacements.stage(folder, file.name, file.text);
    if (!failure.empty()) return failure;
  }
  return replacements.commit();
}

std::string name_of_folder(const fs::path& folder) {
  return name_made_of(fs::weakly_canonical(fs::absolute(folder)).filename().string());
}

void say_what_to_do(const fs::path& folder, const std::string& name) {
  fmt::print(stderr,
             "ormgen: there is a project in `{0}`; to build and run it:\n"
             "  cmake -S {0} -B {0}/build && cmake --build {0}/build && {0}/build/{1}\n",
             folder.generic_string(), name);
}

ExitCode run_init(const Options& options) {
  const fs::path folder = fs::path(options.folder).lexically_normal();
  const std::string name = options.name.empty() ? name_of_folder(folder) : options.name;
  if (const std::string possible = name_made_of(name); possible != name) {
    return fail(fmt::format("`{}` cannot be a namespace; write --name {}", name, possible));
  }
  const std::string failure = write_into(folder, files_of(name));
  if (!failure.empty()) return fail(failure);
  if (!options.quiet && stderr_is_a_terminal()) say_what_to_do(folder, name);
  return ExitCode::Fine;
}

}  // namespace

const Command init_command = {"", "init", "Begin a project: a schema, a program, a CMakeLists.txt",
                              declare_init, run_init};

}  // namespace ormgen
