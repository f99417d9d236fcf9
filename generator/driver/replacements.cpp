#include "driver/replacements.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "driver/file_text.h"

namespace ormgen {
namespace {

namespace fs = std::filesystem;

// The sentence for a failed write, with the system's reason.
std::string cannot_write(const fs::path& path, const std::string& reason) {
  return fmt::format("`{}` cannot be written: {}", path.generic_string(), reason);
}

std::string make_folder_of(const fs::path& path) {
  if (!path.has_parent_path()) return "";
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  return error ? cannot_write(path, error.message()) : "";
}

// A file that is rewritten stays as private, or as executable, as it was.
void keep_permissions(const fs::path& path, const fs::path& temporary) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status)) fs::permissions(temporary, status.permissions(), error);
}

std::string replace(const fs::path& path, const std::string& text) {
  Replacements one;
  const std::string failure = one.stage(path, text);
  return failure.empty() ? one.commit() : failure;
}

}  // namespace

Replacements::~Replacements() {
  std::error_code error;
  for (std::size_t i = committed_; i < staged_.size(); ++i) fs::remove(staged_[i].temporary, error);
}

std::string Replacements::stage(const fs::path& path, const std::string& text) {
  if (std::string failure = make_folder_of(path); !failure.empty()) return failure;
  // Beside the file, since a rename does not cross file systems; two runs do not share it.
  fs::path temporary = path;
  temporary += fmt::format(".ormgen-{}", getpid());
  errno = 0;
  std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
  if (out) staged_.push_back({temporary, path});
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (out) {
    keep_permissions(path, temporary);
    return "";
  }
  return cannot_write(path, errno == 0 ? "the disk refuses it" : std::strerror(errno));
}

std::string Replacements::commit() {
  for (; committed_ < staged_.size(); ++committed_) {
    std::error_code error;
    fs::rename(staged_[committed_].temporary, staged_[committed_].path, error);
    if (!error) continue;
    std::string failure = cannot_write(staged_[committed_].path, error.message());
    if (committed_ == 0) return failure;
    std::vector<std::string> replaced;
    replaced.reserve(committed_);
    for (std::size_t i = 0; i < committed_; ++i) {
      replaced.push_back("`" + staged_[i].path.generic_string() + "`");
    }
    return failure + fmt::format("; replaced before that: {}", fmt::join(replaced, ", "));
  }
  return "";
}

std::string write_if_different(const fs::path& path, const std::string& text) {
  if (file_text(path) == text) return "";
  return replace(path, text);
}

std::string touch(const fs::path& path, const std::string& text) { return replace(path, text); }

}  // namespace ormgen
