#include "db/sqlite/statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "db/sqlite/cells.h"
#include "db/sqlite/errors.h"
#include "orm/error.h"
#include "value/late_text.h"

namespace orm::db::sqlite {
namespace {

// After so many runs in a row it pays to keep a look-up open: to open it costs a quarter of a run
// more than that run by itself, and each run then half of one less.
constexpr int runs_until_open = 4;
// Before it is tried again with a look-up that leaves rows behind.
constexpr int runs_after_leftovers = 100;

int bind_one(sqlite3_stmt* statement, int index, const ValueView& value) {
  switch (value.kind) {
    case ValueKind::Null:
      return sqlite3_bind_null(statement, index);
    case ValueKind::Integer:
      return sqlite3_bind_int64(statement, index, value.integer);
    case ValueKind::Real:
      return sqlite3_bind_double(statement, index, value.real);
    case ValueKind::Text: {
      // A null pointer would bind NULL.
      const char* text = value.size == 0 ? "" : value.data;
      return sqlite3_bind_text64(statement, index, text, value.size, SQLITE_STATIC, SQLITE_UTF8);
    }
    case ValueKind::Blob: {
      const char* bytes = value.size == 0 ? "" : value.data;
      return sqlite3_bind_blob64(statement, index, bytes, value.size, SQLITE_STATIC);
    }
    default: {
      const StoredValue stored(value);
      return sqlite3_bind_text64(statement, index, stored.view().data, stored.view().size,
                                 SQLITE_TRANSIENT, SQLITE_UTF8);
    }
  }
}

}  // namespace

SqliteStatement::SqliteStatement(State& state, std::string sql, std::string look_up)
    : state_(state),
      sql_(std::move(sql)),
      look_up_sql_(std::move(look_up)),
      compiled_(compile(state, sql_)),
      parameters_(static_cast<std::size_t>(sqlite3_bind_parameter_count(compiled_.get()))),
      row_(compiled_.get()) {
  if (parameters_.size() > Question::most_values) look_up_sql_.clear();
}

void SqliteStatement::bind(std::span<const ValueView> parameters) {
  if (run_ != Run::None || parameters.size() != parameters_.size()) not_bindable(parameters.size());
  is_bound_ = true;
  if (!look_up_sql_.empty() && may_stay_open(parameters)) return ask(parameters);
  int index = 0;
  ValueView* bound = parameters_.data();
  for (const ValueView& value : parameters) {
    ++index;
    // What is bound outlives the run: a limit is mostly that of the run before.
    const bool is_there = value.kind == ValueKind::Integer && bound->kind == ValueKind::Integer &&
                          bound->integer == value.integer;
    if (!is_there) {
      const int code = bind_one(compiled_.get(), index, value);
      if (code != SQLITE_OK) not_taken(*bound, code, parameters);
      *bound = value;
    }
    ++bound;
  }
}

// Late texts would need memory of their own until SQLite reads them.
bool SqliteStatement::may_stay_open(std::span<const ValueView> parameters) {
  if (others_ != state_.look_ups.others()) {
    others_ = state_.look_ups.others();
    repeats_ = std::min(repeats_, 0);
  }
  if (repeats_ < runs_until_open) {
    ++repeats_;
    return false;
  }
  if (!is_in_transaction(state_)) return false;
  if (std::any_of(parameters.begin(), parameters.end(), is_late_text)) return false;
  if (look_up_ == nullptr) {
    look_up_ = std::make_unique<OpenLookUp>(state_, look_up_sql_);
    if (!look_up_->is_searching()) {
      look_up_sql_.clear();
      look_up_.reset();
      return false;
    }
    state_.observers.recordings.prepared(state_.user);
  }
  return true;
}

void SqliteStatement::ask(std::span<const ValueView> parameters) {
  look_up_->begin(parameters);
  row_ = look_up_->row();
  is_asking_ = true;
}

std::span<const ValueView> SqliteStatement::parameters() const {
  return is_asking_ ? look_up_->values() : parameters_;
}

inline int SqliteStatement::advance() { return is_asking_ ? look_up_->step() : sqlite3_step(row_); }

void SqliteStatement::not_taken(ValueView& bound, int code, std::span<const ValueView> parameters) {
  // Nobody knows what is there now.
  bound = {};
  raise(state_, code, sql_, parameters);
}

void SqliteStatement::not_bindable(std::size_t given) const {
  if (run_ != Run::None) {
    throw InvalidRequestError("a statement has to be reset before it is bound again", sql_);
  }
  throw InvalidRequestError(fmt::format("the statement takes {} parameters, {} were given: {}",
                                        parameters_.size(), given, sql_),
                            sql_);
}

void SqliteStatement::not_steppable() const {
  throw InvalidRequestError("the statement's parameters are not bound: " + sql_, sql_);
}

inline void SqliteStatement::begin_run() {
  if (!is_bound_ && !parameters_.empty()) not_steppable();
  if (look_up_sql_.empty()) state_.look_ups.make_way();
  if (state_.observers.log.is_on()) state_.observers.log.statement(sql_, parameters());
  if (state_.observers.listener.is_on()) {
    run_ = Run::Watched;
    watch_ = {};
    watched_rows_ = 0;
  } else {
    run_ = Run::Begun;
  }
}

bool SqliteStatement::step() {
  if (run_ != Run::Begun) {
    if (run_ == Run::None) begin_run();
    if (run_ == Run::Watched) return watched_step();
  }
  const int code = advance();
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(code);
}

bool SqliteStatement::watched_step() {
  const int code = watch_.time([this] { return advance(); });
  if (code == SQLITE_ROW) {
    ++watched_rows_;
    return true;
  }
  end_watch(code != SQLITE_DONE);
  if (code == SQLITE_DONE) return false;
  fail(code);
}

void SqliteStatement::end_watch(bool has_failed) noexcept {
  run_ = Run::Begun;
  const bool has_written = !has_failed && sqlite3_stmt_readonly(compiled_.get()) == 0;
  if (has_written && watched_rows_ == 0) watched_rows_ = sqlite3_changes(state_.database.get());
  watch_.tell(state_, sql_, parameters_.size(), watched_rows_, has_failed);
}

void SqliteStatement::read(unsigned first, std::span<ValueView> out) {
  sqlite3_stmt* row = row_;
  int column = static_cast<int>(first);
  for (ValueView& cell : out) read_cell(sqlite3_column_value(row, column++), cell);
}

void SqliteStatement::read_one(unsigned column, ValueView& out) {
  read_cell(sqlite3_column_value(row_, static_cast<int>(column)), out);
}

unsigned SqliteStatement::columns() const noexcept {
  return static_cast<unsigned>(sqlite3_column_count(compiled_.get()));
}

void SqliteStatement::reset() noexcept {
  // Not all of its rows were wanted.
  if (run_ == Run::Watched) end_watch(false);
  if (is_asking_) {
    look_up_->end();
    if (look_up_->has_met_leftovers()) repeats_ = -runs_after_leftovers;
    is_asking_ = false;
    row_ = compiled_.get();
  } else {
    // Its result repeats the error of the last step, which has been raised.
    sqlite3_reset(compiled_.get());
  }
  run_ = Run::None;
  // The bindings stay behind and are never looked at: a run begins only after `bind`.
  is_bound_ = false;
}

void SqliteStatement::fail(int code) const { raise(state_, code, sql_, parameters()); }

}  // namespace orm::db::sqlite
