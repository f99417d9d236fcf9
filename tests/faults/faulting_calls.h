// Calls of SQLite that fail where the fault points say: statements and memory.
#pragma once

#include <string>

struct sqlite3;

namespace faults_test {

/// Has SQLite ask for memory, compile and run statements through fault points. Once, before
/// anything else has used SQLite.
void install_faulting_calls();

/// The database whose schema another connection changes, or which it locks, where a fault says so;
/// the empty name ends that connection.
void set_contended_file(const std::string& file);
/// Gives back what that connection has locked.
void end_contention() noexcept;

/// True when SQLite has rolled back a transaction by itself, because of an error, since that was
/// asked last.
bool take_lost_transaction() noexcept;

/// The database that the runtime has opened first since `forget_opened`.
sqlite3* first_opened() noexcept;
void forget_opened() noexcept;

}  // namespace faults_test
