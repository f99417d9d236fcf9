#include "source/source_set.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>
#include <utility>

namespace ormgen {
namespace {

namespace fs = std::filesystem;

// Far beyond any schema; keeps offsets within 32 bits and a wrong file from filling the memory.
constexpr std::uintmax_t mebibyte = 1u << 20u;
constexpr std::uintmax_t largest_file = 64 * mebibyte;

LoadError failed(LoadFailure failure, std::string message) { return {failure, std::move(message)}; }

// Reads at most one byte more than allowed, since pipes and devices do not tell their size.
std::string read_limited(std::istream& in) {
  std::string text;
  char block[65536];
  while (in && text.size() <= largest_file) {
    in.read(block, sizeof block);
    text.append(block, static_cast<std::size_t>(in.gcount()));
  }
  return text;
}

}  // namespace

const SourceFile& SourceSet::add(std::string path, std::string text) {
  const auto id = static_cast<FileId>(files_.size());
  files_.push_back(std::make_unique<SourceFile>(id, std::move(path), std::move(text)));
  return *files_.back();
}

LoadResult SourceSet::load(const fs::path& path, std::string shown_as) {
  if (shown_as.empty()) shown_as = path.generic_string();
  const auto replaced = replaced_.find(shown_as);
  if (replaced != replaced_.end()) return add(std::move(shown_as), replaced->second).id();
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return failed(LoadFailure::Missing, fmt::format("`{}` does not exist", shown_as));
  }
  if (fs::is_directory(status)) {
    return failed(LoadFailure::Folder,
                  fmt::format("`{}` is a folder; name the .orm files in it", shown_as));
  }
  std::ifstream in(path, std::ios::binary);
  if (error || !in) {
    return failed(LoadFailure::Unreadable, fmt::format("`{}` cannot be read", shown_as));
  }
  std::string text = read_limited(in);
  if (in.bad()) {
    return failed(LoadFailure::Unreadable, fmt::format("`{}` cannot be read", shown_as));
  }
  if (text.size() > largest_file) {
    return failed(LoadFailure::TooLarge,
                  fmt::format("`{}` is larger than {} MiB, which no schema is", shown_as,
                              largest_file / mebibyte));
  }
  return add(std::move(shown_as), std::move(text)).id();
}

}  // namespace ormgen
