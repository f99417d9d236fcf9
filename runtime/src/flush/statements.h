// What all statements of a flush have in common: how they are told apart, and counted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "db/connection.h"
#include "identity/row_keys.h"

namespace orm::flush {

// Tells the shapes of statements of one table apart.
enum class Purpose : std::uint64_t {
  Insert,
  InsertWithKey,
  InsertFilled,
  Update,
  Vacate,
  Delete,
  InsertPairs,
  DeletePairs,
  DeleteLinks,
  BulkInsert
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

/// How many rows the next statement takes, of so many that are left.
std::size_t rows_for(const db::Connection& connection, std::size_t left, std::size_t columns);

/// Raises StaleDataError unless a statement met the one row of that key.
void require_matched(const db::Statement& statement, std::int64_t matched,
                     const EntityMapping& entity, const identity::RowKey& key);

}  // namespace orm::flush
