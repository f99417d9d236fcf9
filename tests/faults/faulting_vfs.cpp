#include "faulting_vfs.h"

#include <sqlite3.h>

#include <cstring>

#include "fault_points.h"

namespace faults_test {

namespace {

int files_open = 0;

sqlite3_vfs* usual = nullptr;

// Followed by the usual file.
struct FaultingFile {
  sqlite3_file base;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<FaultingFile*>(file)->real(); }

int close_file(sqlite3_file* file) {
  --files_open;
  return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  if (const int code = strike(Kind::Read)) return code;
  return real(file)->pMethods->xRead(real(file), to, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  const int code = strike(Kind::Write);
  if (code == 0) return real(file)->pMethods->xWrite(real(file), from, size, offset);
  // A disk that fails has written something all the same.
  real(file)->pMethods->xWrite(real(file), from, size / 2, offset);
  return code;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (strike(Kind::Write) != 0) return SQLITE_IOERR_TRUNCATE;
  return real(file)->pMethods->xTruncate(real(file), size);
}

// Whether bytes survive a power failure is the other test's matter, which needs no disk either.
int sync_file(sqlite3_file*, int) { return strike(Kind::Sync); }

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  if (strike(Kind::Read) != 0) return SQLITE_IOERR_FSTAT;
  return real(file)->pMethods->xFileSize(real(file), size);
}

int lock_file(sqlite3_file* file, int level) {
  if (const int code = strike(Kind::Lock)) return code;
  return real(file)->pMethods->xLock(real(file), level);
}

int unlock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}

int check_lock(sqlite3_file* file, int* is_locked) {
  if (strike(Kind::Lock) != 0) return SQLITE_IOERR_CHECKRESERVEDLOCK;
  return real(file)->pMethods->xCheckReservedLock(real(file), is_locked);
}

int control_file(sqlite3_file* file, int operation, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }

int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int map_shared(sqlite3_file* file, int page, int size, int extends, void volatile** memory) {
  if (strike(Kind::Open) != 0) return SQLITE_IOERR_SHMMAP;
  return real(file)->pMethods->xShmMap(real(file), page, size, extends, memory);
}

// Giving a lock back does not fail.
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  if ((flags & SQLITE_SHM_LOCK) != 0) {
    if (const int code = strike(Kind::Lock)) {
      return code == SQLITE_BUSY ? SQLITE_BUSY : SQLITE_IOERR_SHMLOCK;
    }
  }
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

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  if (const int code = strike(Kind::Open)) return code;
  const int code = usual->xOpen(usual, name, real(file), flags, out_flags);
  // Files of temporary tables have no name, and no shared memory.
  if (code == SQLITE_OK) {
    ++files_open;
    file->pMethods = &methods;
  }
  return code;
}

int delete_file(sqlite3_vfs*, const char* name, int syncs) {
  if (const int code = strike(Kind::Delete)) return code;
  return usual->xDelete(usual, name, syncs);
}

int look_for_file(sqlite3_vfs*, const char* name, int flags, int* result) {
  if (strike(Kind::Open) != 0) return SQLITE_IOERR_ACCESS;
  return usual->xAccess(usual, name, flags, result);
}

// What waits for a lock need not wait here: nobody will give it back.
int sleep_for(sqlite3_vfs*, int microseconds) { return microseconds; }

sqlite3_vfs faulting;

}  // namespace

void install_faulting_vfs() {
  if (usual != nullptr) return;
  usual = sqlite3_vfs_find(nullptr);
  faulting = *usual;
  faulting.zName = "faulting";
  faulting.pNext = nullptr;
  faulting.szOsFile = static_cast<int>(sizeof(FaultingFile)) + usual->szOsFile;
  faulting.xOpen = open_file;
  faulting.xDelete = delete_file;
  faulting.xAccess = look_for_file;
  faulting.xSleep = sleep_for;
  sqlite3_vfs_register(&faulting, 1);
}

int open_files() { return files_open; }

}  // namespace faults_test
