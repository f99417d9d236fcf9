// What all statements of a flush have in common: how they are told apart, and counted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "db/connection.h"
#include "identity/row_keys.h"
#include "orm/row.h"

namespace orm::flush {

// Tells the shapes of statements of one table apart.
enum class Purpose : std::uint64_t {
  Insert,
  InsertWithKey,
  InsertFilled,
  Update,
  Vacate,
  Delete,
  DeleteRange,
  InsertPairs,
  DeletePairs,
  DeleteLinks,
  BulkInsert,
  UpdateTogether,
  UpdateRange,
  FindRow
};

class Shape {
 public:
  Shape(const void* table, Purpose purpose, std::uint64_t detail)
      : words_{reinterpret_cast<std::uintptr_t>(table), static_cast<std::uint64_t>(purpose),
               detail} {}
  db::Shape view() const { return {reinterpret_cast<const char*>(words_.data()), sizeof words_}; }

 private:
  std::array<std::uint64_t, 3> words_;
};

/// Raises StaleDataError: a statement met so many rows and not one. `row` names it.
[[noreturn]] void not_matched(const db::Statement& statement, std::int64_t matched,
                              const std::string& row);

/// Runs a statement over one row that gives back these columns, which the object takes; returns how
/// many rows it met. `cells` is room for them.
std::int64_t run_returning(const db::Connection& connection, db::Statement& statement,
                           std::span<const ValueView> parameters, std::vector<ValueView>& cells,
                           Object& object, ColumnSet columns);

/// How many columns of the entity the set has.
std::size_t count_columns(const EntityMapping& entity, ColumnSet columns);

/// How many rows the next statement takes, of so many that are left.
std::size_t rows_for(const db::Connection& connection, std::size_t left, std::size_t columns);

/// Raises StaleDataError unless a statement met the one row of that key.
void require_matched(const db::Statement& statement, std::int64_t matched,
                     const EntityMapping& entity, const identity::RowKey& key);

}  // namespace orm::flush
