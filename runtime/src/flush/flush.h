// Carries out the plan of a flush.
#pragma once

#include <vector>

#include "db/connection.h"
#include "flush/flush_plan.h"
#include "flush/moved_rows.h"
#include "identity/object_store.h"

namespace orm::flush {

/// What a transaction did to objects, so that a rollback can take it back.
struct TransactionLog {
  struct Inserted {
    Inserted(Object& inserted, bool is_key_generated, bool is_version_started)
        : object(&inserted),
          has_generated_key(is_key_generated),
          has_started_version(is_version_started) {}

    detail::Handle object;
    /// The database assigned the key.
    bool has_generated_key;
    /// Its version was begun by the flush.
    bool has_started_version;
  };

  std::vector<Inserted> inserted;
  std::vector<Moved> moved;
  std::vector<detail::Handle> deleted;
};

/// The row of a stored object is gone, which the log says.
void note_deleted(Object& object, const ValueView* key, identity::ObjectStore& objects,
                  TransactionLog& log);

/// A row has that key from here on. An object that the session still has for it is of a row which
/// the database deleted along with another.
void make_room(const EntityMapping& entity, const ValueView* key, identity::ObjectStore& objects,
               TransactionLog& log);

/// Runs all steps. Objects change state as their rows are written, and the log says how to take
/// that back when a later step fails. Raises IntegrityError and what else a statement may raise,
/// and StaleDataError when an UPDATE does not match all its rows.
void run(const std::vector<Step>& plan, db::Connection& connection, identity::ObjectStore& objects,
         TransactionLog& log);

}  // namespace orm::flush
