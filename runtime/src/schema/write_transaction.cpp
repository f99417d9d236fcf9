#include "schema/write_transaction.h"

namespace orm::schema {

WriteTransaction::WriteTransaction(db::Connection& connection) : connection_(connection) {
  connection_.execute("BEGIN IMMEDIATE");
}

WriteTransaction::~WriteTransaction() {
  if (!connection_.in_transaction()) return;
  try {
    connection_.execute("ROLLBACK");
  } catch (...) {
    // An error is on its way already; the pool rolls back or closes the connection.
    return;
  }
}

void WriteTransaction::run(const char* sql) {
  connection_.execute(sql);
  connection_.executed(sql, 1, 1);
}

void WriteTransaction::commit() { connection_.execute("COMMIT"); }

}  // namespace orm::schema
