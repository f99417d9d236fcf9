#include "db/sqlite/memory_statistics.h"

#include <sqlite3.h>

namespace orm::db::sqlite {

bool stop_memory_statistics() {
  static const bool has_stopped = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
  return has_stopped;
}

}  // namespace orm::db::sqlite
