// Which columns of an entity a statement reads, by a query's options.
#pragma once

#include <cstdint>
#include <vector>

#include "orm/loading.h"
#include "orm/mapping.h"

namespace orm::load {

/// True for a step that says something of a column, and does not lead on to another entity.
bool names_column(const detail::LoadStep& step);

/// What the options of one entity say of its columns; of one column the last one counts.
class ColumnChoice {
 public:
  explicit ColumnChoice(const EntityMapping& entity) : entity_(&entity) {}

  void add(const detail::LoadStep& step);

  /// The columns to be read, as in sql::Select; 0 where that is what the schema says. Those that a
  /// session needs of each object are among them: keys, the version, and what its own
  /// relationships are found by.
  std::uint64_t chosen() const;

 private:
  enum class Said : std::uint8_t { Nothing, Read, Defer };

  const EntityMapping* entity_;
  // By position; empty while nothing has been said of any.
  std::vector<Said> said_;
  // Columns of which nothing is said are left out.
  bool is_limited_ = false;
};

}  // namespace orm::load
