// What SQLite counts of its memory.
#pragma once

namespace orm::db::sqlite {

/// Has SQLite count its memory no longer, for the whole process; asks it once. False when it has
/// been used before, and so goes on.
bool stop_memory_statistics();

}  // namespace orm::db::sqlite
