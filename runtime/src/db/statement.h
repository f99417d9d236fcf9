// A compiled statement of one connection.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "orm/value.h"

namespace orm::db {

/// Lives in its connection's statement cache. Bind, step until false, reset.
/// Failures are raised as the typed errors of orm/error.h, with the statement's SQL.
class Statement {
 public:
  virtual ~Statement() = default;

  /// Binds all parameters, first to last. Text and blob bytes are not copied: they have to stay
  /// where they are until `reset`.
  virtual void bind(std::span<const ValueView> parameters) = 0;
  /// Runs to the next row. True when there is one.
  virtual bool step() = 0;
  /// Reads columns `first`... of the current row; bytes are valid until the next `step` or `reset`.
  /// Never fails.
  virtual void read(unsigned first, std::span<ValueView> out) = 0;
  /// The same for one column.
  virtual void read_one(unsigned column, ValueView& out) = 0;
  /// How many columns its rows have; 0 for what has no rows.
  virtual unsigned columns() const noexcept = 0;
  /// Ends the run and releases the parameters. Never fails.
  virtual void reset() noexcept = 0;
  virtual std::string_view sql() const noexcept = 0;
};

}  // namespace orm::db
