// What the tests of the database layer share.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "db/engine_core.h"
#include "db/log_line.h"

namespace orm::db {

/// A folder of its own for one test; gone with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "orm_test_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::string file(std::string_view name) const { return (path_ / name).string(); }
  std::string url(std::string_view name) const { return "sqlite:///" + file(name); }

 private:
  std::filesystem::path path_;
};

/// Rights are not checked for the super-user, who is nobody while this lives.
class WithoutRights {
 public:
  WithoutRights() : is_root_(geteuid() == 0) {
    if (is_root_ && seteuid(65534) != 0) throw std::runtime_error("cannot become nobody");
  }
  WithoutRights(const WithoutRights&) = delete;
  WithoutRights& operator=(const WithoutRights&) = delete;
  ~WithoutRights() {
    if (is_root_ && seteuid(0) != 0) std::abort();
  }

 private:
  bool is_root_;
};

inline void write_file(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// Runs one statement; the first column of each row, as text.
inline std::vector<std::string> rows(Connection& connection, std::string_view sql,
                                     std::initializer_list<ValueView> parameters = {}) {
  auto statement = acquire(connection, sql, [sql] { return std::string(sql); });
  if (parameters.size() > 0) statement->bind({parameters.begin(), parameters.size()});
  std::vector<std::string> result;
  while (statement->step()) {
    ValueView cell;
    statement->read(0, {&cell, 1});
    result.push_back(format_value(cell));
  }
  return result;
}

/// The error's text; empty when nothing of that kind is raised.
template <class Expected, class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Expected& error) {
    return error.what();
  }
  return {};
}

}  // namespace orm::db
