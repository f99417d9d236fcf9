// A compiled statement of SQLite.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "db/sqlite/lookup.h"
#include "db/sqlite/state.h"
#include "db/statement_cache.h"

namespace orm::db::sqlite {

class SqliteStatement final : public CachedStatement {
 public:
  SqliteStatement(State& state, std::string sql);

  void bind(std::span<const ValueView> parameters) override;
  bool step() override;
  void read(unsigned first, std::span<ValueView> out) override;
  void reset() noexcept override;
  std::string_view sql() const noexcept override { return sql_; }

 private:
  void begin_run();
  [[noreturn]] void fail(int code) const;

  State& state_;
  std::string sql_;
  CompiledStatement compiled_;
  std::size_t parameter_count_;
  bool is_running_ = false;
  // Copies of the views, for logs and errors; the bytes stay the caller's.
  std::vector<ValueView> parameters_;
};

}  // namespace orm::db::sqlite
