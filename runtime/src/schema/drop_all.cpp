#include "db/engine_core.h"
#include "orm/engine.h"
#include "orm/mapping.h"
#include "schema/write_transaction.h"
#include "sql/schema.h"

namespace orm {
namespace {

// Tables that refer to each other can be dropped in no order while keys are enforced.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(db::ConnectionLease& connection) : connection_(connection) {
    connection_->execute("PRAGMA foreign_keys = OFF");
  }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;
  ~ForeignKeysOff() {
    try {
      // Inside a transaction, which could not be rolled back then, the pragma does nothing.
      const bool can_enforce = !connection_->in_transaction();
      if (can_enforce) connection_->execute("PRAGMA foreign_keys = ON");
      if (!can_enforce) connection_.discard();
    } catch (...) {
      connection_.discard();
    }
  }

 private:
  db::ConnectionLease& connection_;
};

}  // namespace

void drop_all(Engine& engine, const Registry& registry) {
  auto connection = engine.core()->connect(nullptr);
  const ForeignKeysOff unenforced(connection);
  schema::WriteTransaction transaction(*connection);
  for (const LinkTableMapping* link : registry.link_tables) {
    transaction.run(sql::drop_table(link->table).c_str());
  }
  for (std::size_t i = registry.entities.size(); i > 0; --i) {
    transaction.run(sql::drop_table(registry.entities[i - 1]->table).c_str());
  }
  transaction.commit();
}

}  // namespace orm
