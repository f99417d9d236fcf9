#include "db/url.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "orm/error.h"

namespace orm::db {
namespace {

constexpr std::string_view forms =
    "write \"sqlite://\" for a database in memory, \"sqlite:///file.db\" for a file relative to "
    "the working directory, \"sqlite:////abs/file.db\" for an absolute path";

[[noreturn]] void refuse(const std::string& reason) {
  throw ConnectionError(fmt::format("{}; {}", reason, forms));
}

bool names_postgres(std::string_view scheme) {
  return scheme == "postgres" || scheme == "postgresql" || scheme.starts_with("postgresql+");
}

// Other URLs may carry a password: only the scheme is repeated in the error.
void check_scheme(std::string_view url) {
  if (url.empty()) refuse("the database URL is empty");
  const std::size_t end = url.find("://");
  if (end == std::string_view::npos) {
    const bool has_scheme = url.find('@') != std::string_view::npos;
    refuse(has_scheme ? "the database URL has no \"://\""
                      : fmt::format("\"{}\" is no database URL", url));
  }
  const std::string_view scheme = url.substr(0, end);
  if (names_postgres(scheme)) {
    throw ConnectionError("PostgreSQL (\"postgresql://\") is not in this version; " +
                          std::string(forms));
  }
  if (scheme != "sqlite") refuse(fmt::format("there is no database of kind \"{}://\"", scheme));
}

std::string absolute(std::string_view path) {
  std::error_code error;
  const std::filesystem::path result = std::filesystem::absolute(path, error);
  if (error) {
    throw ConnectionError(
        fmt::format("cannot resolve the database file \"{}\": {}", path, error.message()));
  }
  return result.lexically_normal().string();
}

}  // namespace

DatabaseUrl parse_url(std::string_view url) {
  check_scheme(url);
  std::string_view rest = url.substr(std::string_view("sqlite://").size());
  if (rest.empty()) return {};
  if (!rest.starts_with('/')) {
    refuse(
        fmt::format("\"{}\" names a server, which SQLite does not have (a file takes three "
                    "slashes)",
                    url));
  }
  rest.remove_prefix(1);
  if (rest.empty()) refuse(fmt::format("\"{}\" names no file", url));
  if (rest == ":memory:") return {};
  if (rest.find('\0') != std::string_view::npos) refuse("the file name has a zero byte in it");
  if (rest.find('?') != std::string_view::npos) {
    refuse(fmt::format("\"{}\" has options, which belong in orm::EngineOptions", url));
  }
  return {absolute(rest)};
}

}  // namespace orm::db
