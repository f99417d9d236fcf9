// The linker has the runtime call these in the place of SQLite's own (`--wrap`).
#include "faulting_calls.h"

#include <sqlite3.h>

#include <utility>

#include "fault_points.h"

// The names that the linker gives.
// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming)
extern "C" {

int __real_sqlite3_prepare_v3(sqlite3* database, const char* sql, int size, unsigned flags,
                              sqlite3_stmt** statement, const char** rest);
int __real_sqlite3_step(sqlite3_stmt* statement);
int __real_sqlite3_exec(sqlite3* database, const char* sql, int (*row)(void*, int, char**, char**),
                        void* argument, char** error);
int __real_sqlite3_open_v2(const char* name, sqlite3** database, int flags, const char* vfs);
const char* __real_sqlite3_errmsg(sqlite3* database);
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)

namespace faults_test {

namespace {

constexpr int instructions_between_interrupts = 7;

sqlite3_mem_methods usual_memory;
// The words for the code that was made up last; 0 where SQLite has its own.
int made_up = 0;
sqlite3* opened = nullptr;
bool has_lost_transaction = false;
sqlite3* contender = nullptr;
int schema_changes = 0;

void* allocate(int size) {
  return strike(Kind::Memory) != 0 ? nullptr : usual_memory.xMalloc(size);
}

void* reallocate(void* memory, int size) {
  return strike(Kind::Memory) != 0 ? nullptr : usual_memory.xRealloc(memory, size);
}

int interrupts(void*) { return strike(Kind::Interrupt); }

void contend() {
  if (strike(Kind::Schema) != 0 && contender != nullptr) {
    const Pause pause;
    const std::string name = "elsewhere_" + std::to_string(++schema_changes);
    const std::string sql = "CREATE TABLE " + name + " (x); DROP TABLE " + name;
    __real_sqlite3_exec(contender, sql.c_str(), nullptr, nullptr, nullptr);
  }
  if (strike(Kind::Contention) != 0 && contender != nullptr) {
    const Pause pause;
    __real_sqlite3_exec(contender, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  }
}

// Runs what may end a transaction.
template <class Run>
int run_watched(sqlite3* database, Run run) {
  contend();
  const bool was_open = sqlite3_get_autocommit(database) == 0;
  const int code = run();
  const bool has_failed = code != SQLITE_ROW && code != SQLITE_DONE && code != SQLITE_OK;
  if (was_open && has_failed && sqlite3_get_autocommit(database) != 0) has_lost_transaction = true;
  return code;
}

// The code to make up, or 0.
int make_up(Kind kind) {
  made_up = strike(kind);
  return made_up;
}

}  // namespace

void install_faulting_calls() {
  static bool is_installed = false;
  if (is_installed) return;
  is_installed = true;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual_memory);
  sqlite3_mem_methods memory = usual_memory;
  memory.xMalloc = allocate;
  memory.xRealloc = reallocate;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
}

void set_contended_file(const std::string& file) {
  const Pause pause;
  sqlite3_close(contender);
  contender = nullptr;
  if (file.empty()) return;
  __real_sqlite3_open_v2(file.c_str(), &contender, SQLITE_OPEN_READWRITE, nullptr);
}

void end_contention() noexcept {
  const Pause pause;
  if (contender == nullptr || sqlite3_get_autocommit(contender) != 0) return;
  __real_sqlite3_exec(contender, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool take_lost_transaction() noexcept { return std::exchange(has_lost_transaction, false); }

sqlite3* first_opened() noexcept { return opened; }

void forget_opened() noexcept { opened = nullptr; }

}  // namespace faults_test

// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming)
extern "C" {

using faults_test::Kind;

int __wrap_sqlite3_prepare_v3(sqlite3* database, const char* sql, int size, unsigned flags,
                              sqlite3_stmt** statement, const char** rest) {
  if (const int code = faults_test::make_up(Kind::Prepare)) {
    *statement = nullptr;
    return code;
  }
  return __real_sqlite3_prepare_v3(database, sql, size, flags, statement, rest);
}

int __wrap_sqlite3_step(sqlite3_stmt* statement) {
  if (const int code = faults_test::make_up(Kind::Step)) return code;
  return faults_test::run_watched(sqlite3_db_handle(statement),
                                  [&] { return __real_sqlite3_step(statement); });
}

int __wrap_sqlite3_exec(sqlite3* database, const char* sql, int (*row)(void*, int, char**, char**),
                        void* argument, char** error) {
  if (const int code = faults_test::make_up(Kind::Step)) return code;
  return faults_test::run_watched(
      database, [&] { return __real_sqlite3_exec(database, sql, row, argument, error); });
}

int __wrap_sqlite3_open_v2(const char* name, sqlite3** database, int flags, const char* vfs) {
  const int code = __real_sqlite3_open_v2(name, database, flags, vfs);
  if (*database != nullptr) {
    if (faults_test::opened == nullptr) faults_test::opened = *database;
    sqlite3_progress_handler(*database, faults_test::instructions_between_interrupts,
                             faults_test::interrupts, nullptr);
  }
  return code;
}

const char* __wrap_sqlite3_errmsg(sqlite3* database) {
  const int code = std::exchange(faults_test::made_up, 0);
  return code != 0 ? sqlite3_errstr(code) : __real_sqlite3_errmsg(database);
}
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)
