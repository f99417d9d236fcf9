// A transaction that changes the schema.
#pragma once

#include "db/connection.h"

namespace orm::schema {

/// Begins at once with the right to write; rolls back when it ends without `commit`.
class WriteTransaction {
 public:
  explicit WriteTransaction(db::Connection& connection);
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;
  ~WriteTransaction();

  /// Runs a statement of the schema and shows it to the recorders.
  void run(const char* sql);
  void commit();

 private:
  db::Connection& connection_;
};

}  // namespace orm::schema
