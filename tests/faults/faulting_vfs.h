// A file system below SQLite that fails where the fault points say.
#pragma once

namespace faults_test {

/// Makes it the one that SQLite uses where none is named, once for the process. It writes through
/// to the usual one, without waiting for the disk.
void install_faulting_vfs();

/// Files that are open through it.
int open_files();

}  // namespace faults_test
