// What the rows of the database say, and what the objects of a session say.
#pragma once

#include <string>

#include "orm/orm.h"

struct sqlite3;

namespace faults_test {

/// All rows, with what they are linked to, one a line.
std::string text_of_rows(sqlite3* database);
/// The same of the objects that a session has or reads.
std::string text_of_objects(orm::Session& session);
/// What SQLite says about the file: empty where it is whole.
std::string damage_of(sqlite3* database);

}  // namespace faults_test
