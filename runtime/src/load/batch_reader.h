// The objects of a query, read some at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "db/connection.h"
#include "identity/cohorts.h"
#include "load/context.h"
#include "load/joined_rows.h"
#include "load/load_plan.h"
#include "load/open_rows.h"
#include "orm/query.h"

namespace orm::load {

/// The query's plan. Raises InvalidRequestError where rows of a join repeat an object for each
/// member of a collection, so that no batch would end with them.
LoadPlan plan_in_batches(const detail::QuerySpec& spec, const detail::Criteria* criteria);

/// One run of the query's statement, for as long as the reader lives. Refers to spec and plan.
class BatchReader final : public OpenRows {
 public:
  /// Begins the statement. `context` lives as long as its connection and its session's objects do.
  BatchReader(const Context& context, const detail::QuerySpec& spec, const LoadPlan& plan);

  /// Reads up to `most` objects, and what the plan loads along with them. What arrives in the
  /// session belongs to `batch`. False when there are no more rows.
  bool read(std::size_t most, identity::Batch& batch, std::vector<detail::Handle>& objects);

 private:
  void begin(identity::Batch& batch);

  Context context_;
  const detail::QuerySpec* spec_;
  const LoadPlan* plan_;
  // Before the rows, whose cells are the statement's.
  db::StatementLease statement_;
  JoinedRows rows_;
};

}  // namespace orm::load
