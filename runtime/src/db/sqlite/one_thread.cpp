#include "db/sqlite/one_thread.h"

#include <sqlite3.h>

#include <thread>

#include "orm/error.h"

namespace orm::db::sqlite {

void require_one_thread() {
  static const bool has_mutexes = sqlite3_threadsafe() != 0;
  if (has_mutexes) return;
  static const std::thread::id first = std::this_thread::get_id();
  if (std::this_thread::get_id() == first) return;
  throw ConnectionError(
      "this SQLite library is built without mutexes (SQLITE_THREADSAFE=0), and another thread of "
      "the program has used it; use it in that thread only, or link one with SQLITE_THREADSAFE=2 "
      "or 1");
}

}  // namespace orm::db::sqlite
