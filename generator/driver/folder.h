#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace ormgen {

// A folder that files are written into and removed from, held open. The way to the folder itself
// may lead through links, as whoever named it has chosen. Below it no link is ever followed, not
// even one that appears while the program runs, so that nothing outside of it is touched.
//
// Paths are relative to the folder and have neither `.` nor `..` in them. Everything throws
// std::system_error.
class Folder {
 public:
  // Makes the folder where it is missing.
  explicit Folder(const std::filesystem::path& path);
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  // Writes a file that was not there, beside `file`, whose folders are made. Returns its path. It
  // gets the permissions of `file`, if that exists.
  std::filesystem::path write_beside(const std::filesystem::path& file,
                                     std::string_view text) const;

  // Gives the file another name in the same folder; what had that name is gone.
  void rename(const std::filesystem::path& from, const std::filesystem::path& to) const;

  // Removes the file, or the link. It is no failure if there is none.
  void remove(const std::filesystem::path& file) const;

 private:
  int descriptor_;
};

}  // namespace ormgen
