// SQLite libraries that only one thread may use.
#pragma once

namespace orm::db::sqlite {

/// To be called before a connection is used. Raises ConnectionError where the library is built
/// without mutexes and another thread has been here before: what the threads of a process share in
/// it would be unguarded, whatever connections they use.
void require_one_thread();

}  // namespace orm::db::sqlite
