// A compiled statement of SQLite.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "db/sqlite/lookup.h"
#include "db/sqlite/open_look_up.h"
#include "db/sqlite/row_sink.h"
#include "db/sqlite/state.h"
#include "db/sqlite/statement_watch.h"
#include "db/statement_cache.h"

namespace orm::db::sqlite {

class SqliteStatement final : public CachedStatement {
 public:
  SqliteStatement(State& state, StatementText text);

  void bind(std::span<const ValueView> parameters) override;
  bool step() override;
  void run(void* taker, TakeRow take) override;
  void read(unsigned first, std::span<ValueView> out) override;
  void read_one(unsigned column, ValueView& out) override;
  unsigned columns() const noexcept override;
  void reset() noexcept override;
  std::string_view sql() const noexcept override { return text_.sql; }

 private:
  /// Where a run stands: not begun, begun, or begun and to be told of when it ends.
  enum class Run : std::uint8_t { None, Begun, Watched };

  sqlite3_stmt* form_to_run();
  sqlite3_stmt* plain_form();
  void bind_to(sqlite3_stmt* form, std::span<const ValueView> parameters);
  void pull();
  bool may_stay_open(std::span<const ValueView> parameters);
  void open_look_up();
  void ask(std::span<const ValueView> parameters);
  void begin_run();
  int advance();
  bool watched_step();
  std::span<const ValueView> parameters() const;
  void end_watch(bool has_failed) noexcept;
  [[noreturn]] void not_bindable(std::size_t given) const;
  [[noreturn]] void not_taken(ValueView& bound, int code, std::span<const ValueView> parameters);
  [[noreturn]] void not_steppable() const;
  void require_columns(std::size_t count) const;
  [[noreturn]] void not_a_row() const;
  [[noreturn]] void fail(int code) const;

  State& state_;
  StatementText text_;
  // One of them, or both when the other has been needed.
  CompiledStatement compiled_;
  CompiledStatement pushed_;
  Run run_ = Run::None;
  StatementWatch watch_;
  std::int64_t watched_rows_ = 0;
  // Copies of the views that are bound to `bound_`, one for each parameter, also for logs and
  // errors; the bytes stay the caller's.
  std::vector<ValueView> parameters_;
  sqlite3_stmt* bound_ = nullptr;
  bool is_bound_ = false;
  // Where its rows are, this run's.
  sqlite3_stmt* row_ = nullptr;
  // The columns of the row that is being pushed.
  RowSink::Columns columns_;
  // This run is one of the open look-up.
  bool is_asking_ = false;
  // Runs since something else has run on the connection; below 0 while it is not to stay open.
  int repeats_ = 0;
  std::uint64_t others_ = 0;
  std::unique_ptr<OpenLookUp> look_up_;
};

}  // namespace orm::db::sqlite
