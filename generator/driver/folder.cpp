#include "driver/folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace ormgen {
namespace {

namespace fs = std::filesystem;

// Enough to go through a folder; whether it may be listed does not matter.
#ifdef O_PATH
constexpr int go_through = O_PATH | O_DIRECTORY | O_CLOEXEC;
#else
constexpr int go_through = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
#endif

[[noreturn]] void throw_last_error() { throw std::system_error(errno, std::generic_category()); }

// What open(), mkdirat() and their like answer.
int checked(int result) {
  if (result < 0) throw_last_error();
  return result;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(checked(number)) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }

  int number() const { return number_; }

 private:
  int number_;
};

enum class Missing { Fails, IsMade };

Descriptor enter(int folder, const fs::path& name, Missing missing) {
  if (missing == Missing::IsMade && mkdirat(folder, name.c_str(), 0777) != 0 && errno != EEXIST) {
    throw_last_error();
  }
  return Descriptor(openat(folder, name.c_str(), go_through | O_NOFOLLOW));
}

// The folder of a file, reached one step after the other, for open() follows links on the way.
Descriptor folder_of(int top, const fs::path& file, Missing missing = Missing::Fails) {
  Descriptor folder(openat(top, ".", go_through));
  for (const fs::path& part : file.parent_path()) folder = enter(folder.number(), part, missing);
  return folder;
}

void write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(file, text.data(), text.size());
    if (count < 0 && errno != EINTR) throw_last_error();
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
}

// A file that is rewritten stays as private, or as executable, as it was.
void keep_permissions(int folder, const fs::path& name, int temporary) {
  struct stat before = {};
  const bool is_there = fstatat(folder, name.c_str(), &before, AT_SYMLINK_NOFOLLOW) == 0;
  // Where the file system knows none, there is nothing to keep.
  if (is_there && S_ISREG(before.st_mode)) (void)fchmod(temporary, before.st_mode & 0777);
}

}  // namespace

Folder::Folder(const fs::path& path) : descriptor_(-1) {
  const fs::path named = path.empty() ? "." : path;
  fs::create_directories(named);
  descriptor_ = checked(open(named.c_str(), go_through));
}

Folder::~Folder() { close(descriptor_); }

fs::path Folder::write_beside(const fs::path& file, std::string_view text) const {
  const Descriptor folder = folder_of(descriptor_, file, Missing::IsMade);
  constexpr int as_new = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  fs::path temporary;
  int number = -1;
  // Whatever has such a name already belongs to another, or is left of a run that was killed.
  for (int attempt = 0; number < 0; ++attempt) {
    temporary = file;
    temporary += fmt::format(".ormgen-{}-{}", getpid(), attempt);
    number = openat(folder.number(), temporary.filename().c_str(), as_new, 0666);
    if (number < 0 && errno != EEXIST) throw_last_error();
  }
  const Descriptor opened(number);
  try {
    write_all(number, text);
    keep_permissions(folder.number(), file.filename(), number);
  } catch (...) {
    unlinkat(folder.number(), temporary.filename().c_str(), 0);
    throw;
  }
  return temporary;
}

void Folder::rename(const fs::path& from, const fs::path& to) const {
  const Descriptor folder = folder_of(descriptor_, to);
  checked(
      renameat(folder.number(), from.filename().c_str(), folder.number(), to.filename().c_str()));
}

void Folder::remove(const fs::path& file) const {
  const Descriptor folder = folder_of(descriptor_, file);
  if (unlinkat(folder.number(), file.filename().c_str(), 0) != 0 && errno != ENOENT) {
    throw_last_error();
  }
}

}  // namespace ormgen
