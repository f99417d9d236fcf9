// A file system that forgets what was not synchronised, as a disk does when the power fails.
//
// Until `xSync` of its file, what is written is seen by the process and is not on the disk. When
// the process dies, some of that is there all the same: of each write, and of each sector of it, by
// chance, in whatever order. So it is with what a folder knows: a file that was deleted may be back
// where the folder was not synchronised.
#pragma once

namespace faults_test {

/// Makes it the one that SQLite uses where none is named. At about the operation of that number the
/// process ends.
void install_losing_vfs(unsigned long operations, unsigned seed);

}  // namespace faults_test
