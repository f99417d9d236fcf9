// The database of the programs, which is emptied for each of them, and a look at what it holds.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

#include "database.h"
#include "world.h"

namespace model_test {

class Stored {
 public:
  Stored();

  orm::Engine& engine() { return engine_; }
  /// Deletes all rows.
  void clear();
  /// Compares the committed rows, as a connection that knows nothing of ours sees them, and the
  /// graph that another session loads from them. Raises Disagreement.
  void compare(const Graph& model, const World& world);

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  void run(const char* sql);
  void compare_rows(const Graph& model, const World& world);
  void compare_graph(const Graph& model, const World& world);

  // Since the last clear. Each loads in another way.
  int comparisons_ = 0;
  orm_test::TemporaryFolder folder_;
  orm::Engine engine_;
  std::unique_ptr<sqlite3, Close> database_;
  std::unique_ptr<sqlite3_stmt, Close> select_;
};

}  // namespace model_test
