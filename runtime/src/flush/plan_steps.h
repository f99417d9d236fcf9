// Steps of a flush that stand by themselves.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "flush/change_set.h"
#include "flush/circles.h"
#include "flush/flush_plan.h"

namespace orm::flush {

/// Objects by their entity, in their order.
using ByEntity = std::unordered_map<const EntityMapping*, std::vector<Object*>>;

/// Adds to `entities` those that it does not name yet.
ByEntity by_entity(const Objects& objects, std::vector<const EntityMapping*>& entities);

/// Objects by a set of columns.
using ByColumns = std::map<std::uint64_t, std::vector<Object*>>;

/// Pairs that went, then pairs that came; those of one kind in the order in which they were added.
class PairSteps {
 public:
  void add(const detail::PairChange& change);
  void append_to(std::vector<Step>& steps);

 private:
  std::vector<Step> inserts_;
  std::vector<Step> deletes_;
};

/// Columns that are NULL for a moment, of objects that have changed or are removed. In the order of
/// the entities and of the changes, which does not depend on addresses.
void append_vacated(std::vector<Step>& steps, std::span<const EntityMapping* const> entities,
                    const ChangeSet& changes, const ColumnsOf& vacated);

/// Deletions in the given order, with the rows of link tables that the objects do not know of.
void append_deletes(std::vector<Step>& steps, const std::vector<Object*>& objects);

}  // namespace orm::flush
