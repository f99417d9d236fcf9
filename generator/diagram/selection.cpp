#include "diagram/selection.h"

#include <algorithm>
#include <map>
#include <set>

namespace ormgen::diagrams {
namespace {

using Tables = std::set<model::TableRef>;

std::vector<model::TableRef> all_tables(const model::Model& model) {
  std::vector<model::TableRef> tables;
  for (const model::File& file : model.files) {
    tables.insert(tables.end(), file.entities.begin(), file.entities.end());
    tables.insert(tables.end(), file.link_tables.begin(), file.link_tables.end());
  }
  return tables;
}

bool is_link(model::TableRef table) { return std::holds_alternative<model::LinkTableId>(table); }

// What each table is related to: by a key of its own, of the other, or through a link table.
std::map<model::TableRef, Tables> neighbours(const model::Model& model) {
  std::map<model::TableRef, Tables> near;
  const auto connect = [&](model::TableRef one, model::TableRef other) {
    near[one].insert(other);
    near[other].insert(one);
  };
  for (const auto table : all_tables(model)) {
    const auto& keys = model.table(table).foreign_keys;
    for (const auto& key : keys) {
      if (!is_link(table)) {
        connect(table, key.target);
        continue;
      }
      // From the link table to its ends, but not back: from an end it is the other end that counts.
      near[table].insert(key.target);
      for (const auto& other : keys) connect(key.target, other.target);
    }
  }
  return near;
}

bool has_both_ends(const model::Model& model, model::TableRef table, const Tables& chosen) {
  const auto& keys = model.table(table).foreign_keys;
  return !keys.empty() && std::all_of(keys.begin(), keys.end(),
                                      [&](const auto& key) { return chosen.contains(key.target); });
}

}  // namespace

std::vector<model::TableRef> selection(const model::Model& model,
                                       const std::vector<model::TableRef>& around,
                                       std::size_t depth) {
  std::vector<model::TableRef> tables = all_tables(model);
  if (around.empty()) return tables;
  auto near = neighbours(model);
  Tables chosen(around.begin(), around.end());
  Tables edge = chosen;
  for (std::size_t step = 0; step < depth && !edge.empty(); ++step) {
    Tables next;
    for (const auto table : edge) {
      for (const auto other : near[table]) {
        if (chosen.insert(other).second) next.insert(other);
      }
    }
    edge = std::move(next);
  }
  const auto is_left_out = [&](model::TableRef table) {
    const bool comes_along = is_link(table) && has_both_ends(model, table, chosen);
    return !chosen.contains(table) && !comes_along;
  };
  std::erase_if(tables, is_left_out);
  return tables;
}

}  // namespace ormgen::diagrams
