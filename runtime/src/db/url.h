// Database URLs.
#pragma once

#include <string>
#include <string_view>

namespace orm::db {

/// Where a database is.
struct DatabaseUrl {
  /// An absolute path; empty for a database in memory.
  std::string path;

  bool is_memory() const { return path.empty(); }
};

/// Reads `sqlite://` (memory), `sqlite:///file.db` and `sqlite:////abs/file.db`. Nothing is
/// percent-decoded. Relative paths are resolved now: the program may change its working directory.
/// Raises ConnectionError for everything else, with the forms that are understood.
DatabaseUrl parse_url(std::string_view url);

}  // namespace orm::db
