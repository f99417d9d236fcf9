// A connection as its pool sees it.
#pragma once

#include "db/connection.h"

namespace orm::db {

class PooledConnection : public Connection {
 public:
  /// Says for whom the connection works from now on; recorders of one session compare the tag.
  /// Rolls back a transaction that `recycle` could not, and raises what still prevents it.
  virtual void lend_to(const void* user) = 0;
  /// Releases all statements and rolls back an open transaction. False when the connection cannot
  /// be used again.
  virtual bool recycle() noexcept = 0;
};

}  // namespace orm::db
