#include "losing_vfs.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace faults_test {

namespace {

constexpr std::size_t sector = 512;

// A write, or where there are no bytes the file's new size.
struct Unsynchronised {
  std::size_t offset;
  std::vector<char> bytes;
};

// What the process sees of a file, and what the disk has not got of it yet.
struct Content {
  std::vector<char> bytes;
  std::vector<Unsynchronised> waiting;
  // The folder does not know of it yet: SQLite synchronises it along with a new journal.
  bool is_new = false;
};

struct Disk {
  sqlite3_vfs* usual = nullptr;
  unsigned long operations_left = 0;
  std::mt19937 random;
  // How much of what was not synchronised is there: of four.
  unsigned kept_of_four = 0;
  std::map<std::string, std::shared_ptr<Content>> files;
  // Names that the process has deleted, while the folder may still have them.
  std::set<std::string> deleted;
};

// SQLite's hooks are plain functions.
Disk disk;

void apply_change(const Unsynchronised& change, std::vector<char>& bytes) {
  if (change.bytes.empty()) {
    bytes.resize(change.offset);
    return;
  }
  bytes.resize(std::max(bytes.size(), change.offset + change.bytes.size()));
  std::copy(change.bytes.begin(), change.bytes.end(),
            bytes.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void write_at(int file, const char* bytes, std::size_t size, std::size_t offset) {
  if (pwrite(file, bytes, size, static_cast<off_t>(offset)) != static_cast<ssize_t>(size)) _exit(9);
}

void land(const std::string& name, const Unsynchronised& change) {
  const int file = open(name.c_str(), O_WRONLY | O_CREAT, 0644);
  if (file < 0) _exit(9);
  if (change.bytes.empty()) {
    if (ftruncate(file, static_cast<off_t>(change.offset)) != 0) _exit(9);
  } else {
    write_at(file, change.bytes.data(), change.bytes.size(), change.offset);
  }
  close(file);
}

bool is_lucky() { return disk.random() % 4 < disk.kept_of_four; }

// Of a write some sectors; the first one may begin in the middle.
void land_by_chance(const std::string& name, const Unsynchronised& change) {
  if (change.bytes.empty()) {
    if (is_lucky()) land(name, change);
    return;
  }
  for (std::size_t at = 0; at < change.bytes.size();) {
    const std::size_t offset = change.offset + at;
    const std::size_t size = std::min(change.bytes.size() - at, sector - offset % sector);
    const auto begin = change.bytes.begin() + static_cast<std::ptrdiff_t>(at);
    if (is_lucky()) land(name, {offset, {begin, begin + static_cast<std::ptrdiff_t>(size)}});
    at += size;
  }
}

// Where a file of that name was deleted, and a new one was made, the folder may have either.
[[noreturn]] void die() {
  for (const std::string& name : disk.deleted) {
    if (is_lucky()) unlink(name.c_str());
  }
  for (const auto& [name, content] : disk.files) {
    const bool has_older = disk.deleted.contains(name) && access(name.c_str(), F_OK) == 0;
    if (has_older) continue;
    for (const Unsynchronised& change : content->waiting) land_by_chance(name, change);
  }
  _exit(3);
}

void count_operation() {
  if (disk.operations_left-- == 0) die();
}

// Followed by the usual file.
struct LosingFile {
  sqlite3_file base;
  // Shared with other connections of the process.
  std::shared_ptr<Content>* content;
  std::string* name;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

LosingFile& losing(sqlite3_file* file) { return *reinterpret_cast<LosingFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return losing(file).real(); }
Content& content_of(sqlite3_file* file) { return **losing(file).content; }

int close_file(sqlite3_file* file) {
  delete losing(file).content;
  delete losing(file).name;
  return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  const std::vector<char>& bytes = content_of(file).bytes;
  const auto begin = std::min(static_cast<std::size_t>(offset), bytes.size());
  const std::size_t there = std::min(static_cast<std::size_t>(size), bytes.size() - begin);
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(begin), there, static_cast<char*>(to));
  if (there == static_cast<std::size_t>(size)) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + there, 0, static_cast<std::size_t>(size) - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  count_operation();
  const char* bytes = static_cast<const char*>(from);
  Content& content = content_of(file);
  content.waiting.push_back({static_cast<std::size_t>(offset), {bytes, bytes + size}});
  apply_change(content.waiting.back(), content.bytes);
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  count_operation();
  Content& content = content_of(file);
  content.waiting.push_back({static_cast<std::size_t>(size), {}});
  apply_change(content.waiting.back(), content.bytes);
  return SQLITE_OK;
}

void synchronise_folder() {
  for (const std::string& name : disk.deleted) unlink(name.c_str());
  disk.deleted.clear();
}

int sync_file(sqlite3_file* file, int) {
  count_operation();
  const std::string& name = *losing(file).name;
  Content& content = content_of(file);
  if (std::exchange(content.is_new, false)) synchronise_folder();
  for (const Unsynchronised& change : content.waiting) land(name, change);
  content.waiting.clear();
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(content_of(file).bytes.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}

int unlock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}

int check_lock(sqlite3_file* file, int* is_locked) {
  return real(file)->pMethods->xCheckReservedLock(real(file), is_locked);
}

// The usual file would answer for what is on the disk, and grow it.
int control_file(sqlite3_file* file, int operation, void* argument) {
  if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE ||
      operation == SQLITE_FCNTL_MMAP_SIZE) {
    return SQLITE_NOTFOUND;
  }
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file*) { return static_cast<int>(sector); }

int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int map_shared(sqlite3_file* file, int page, int size, int extends, void volatile** memory) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extends, memory);
}

int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void order_shared(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

int unmap_shared(sqlite3_file* file, int deletes) {
  return real(file)->pMethods->xShmUnmap(real(file), deletes);
}

constexpr sqlite3_io_methods methods = {2,
                                        close_file,
                                        read_file,
                                        write_file,
                                        truncate_file,
                                        sync_file,
                                        file_size,
                                        lock_file,
                                        unlock_file,
                                        check_lock,
                                        control_file,
                                        sector_size,
                                        characteristics,
                                        map_shared,
                                        lock_shared,
                                        order_shared,
                                        unmap_shared,
                                        nullptr,
                                        nullptr};

std::vector<char> bytes_on_disk(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::shared_ptr<Content> content_of_name(const std::string& name) {
  std::shared_ptr<Content>& content = disk.files[name];
  if (content == nullptr) {
    content = std::make_shared<Content>();
    content->is_new = disk.deleted.contains(name) || access(name.c_str(), F_OK) != 0;
    if (!content->is_new) content->bytes = bytes_on_disk(name);
  }
  return content;
}

// Locks and shared memory are those of a usual file beside it, for the disk may not have it yet.
int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  LosingFile& opened = losing(file);
  const bool is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  const int code = is_database
                       ? disk.usual->xOpen(disk.usual, name, real(file), flags, out_flags)
                       : disk.usual->xOpen(disk.usual, nullptr, real(file),
                                           SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_READWRITE |
                                               SQLITE_OPEN_CREATE | SQLITE_OPEN_DELETEONCLOSE,
                                           out_flags);
  if (code != SQLITE_OK) return code;
  if (out_flags != nullptr) *out_flags = flags;
  opened.content = new std::shared_ptr<Content>(name == nullptr ? std::make_shared<Content>()
                                                                : content_of_name(name));
  opened.name = new std::string(name == nullptr ? "" : name);
  file->pMethods = &methods;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int syncs) {
  count_operation();
  disk.files.erase(name);
  disk.deleted.insert(name);
  if (syncs != 0) synchronise_folder();
  return SQLITE_OK;
}

int look_for_file(sqlite3_vfs*, const char* name, int flags, int* result) {
  if (disk.files.contains(name)) {
    *result = flags == SQLITE_ACCESS_EXISTS ? !disk.files[name]->bytes.empty() : 1;
    return SQLITE_OK;
  }
  *result = 0;
  if (disk.deleted.contains(name)) return SQLITE_OK;
  return disk.usual->xAccess(disk.usual, name, flags, result);
}

}  // namespace

void install_losing_vfs(unsigned long operations, unsigned seed) {
  disk.random.seed(seed);
  disk.operations_left = operations;
  disk.kept_of_four = static_cast<unsigned>(disk.random() % 4);
  disk.usual = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs losing_vfs = *disk.usual;
  losing_vfs.zName = "losing";
  losing_vfs.pNext = nullptr;
  losing_vfs.szOsFile = static_cast<int>(sizeof(LosingFile)) + disk.usual->szOsFile;
  losing_vfs.xOpen = open_file;
  losing_vfs.xDelete = delete_file;
  losing_vfs.xAccess = look_for_file;
  sqlite3_vfs_register(&losing_vfs, 1);
}

}  // namespace faults_test
