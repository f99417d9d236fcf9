// The workloads of scripts/bench, at a small size.
#pragma once

#include <cstdint>
#include <string_view>

#include "orm/orm.h"
#include "region.h"
#include "rows.h"

namespace cost {

struct Context {
  const Rows& rows;
  orm::Session& session;
  Region& region;
};

struct Workload {
  std::string_view name;
  /// A sum over what was read.
  std::uint64_t (*run)(const Context& context);
  /// The tables have their rows already.
  bool needs_rows = true;
  /// The database is a file and not memory.
  bool needs_file = false;
};

/// Null when there is none of this name.
const Workload* find_workload(std::string_view name);

/// Stores all rows.
void fill(orm::Session& session, const Rows& rows);

/// A sum over the users and posts that the tables have.
std::uint64_t sum_of_tables(orm::Session& session);

}  // namespace cost
