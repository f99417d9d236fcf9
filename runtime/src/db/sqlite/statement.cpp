#include "db/sqlite/statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "db/sqlite/cells.h"
#include "db/sqlite/errors.h"
#include "db/sqlite/row_sink.h"
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

SqliteStatement::SqliteStatement(State& state, StatementText text)
    : state_(state), text_(std::move(text)) {
  row_ = form_to_run();
  parameters_.resize(static_cast<std::size_t>(sqlite3_bind_parameter_count(row_)));
  if (parameters_.size() > Question::most_values) text_.look_up.clear();
}

// Who listens to statements wants to know what the database takes without the program.
sqlite3_stmt* SqliteStatement::form_to_run() {
  if (text_.pushed.empty() || state_.observers.listener.is_on()) return plain_form();
  if (pushed_ != nullptr) return pushed_.get();
  try {
    RowSink::add_function(state_);
    pushed_ = compile(state_, text_.pushed, text_.sql);
  } catch (const StatementError&) {
    // Either there is no such table, as will be said of the plain form, or no way to push.
    text_.pushed.clear();
    return plain_form();
  }
  return pushed_.get();
}

sqlite3_stmt* SqliteStatement::plain_form() {
  if (compiled_ == nullptr) {
    compiled_ = compile(state_, text_.sql);
    if (pushed_ != nullptr) state_.observers.recordings.prepared(state_.user);
  }
  return compiled_.get();
}

void SqliteStatement::bind(std::span<const ValueView> parameters) {
  if (run_ != Run::None || parameters.size() != parameters_.size()) not_bindable(parameters.size());
  is_bound_ = true;
  if (!text_.look_up.empty() && may_stay_open(parameters)) return ask(parameters);
  bind_to(form_to_run(), parameters);
}

void SqliteStatement::bind_to(sqlite3_stmt* form, std::span<const ValueView> parameters) {
  if (form != bound_) std::fill(parameters_.begin(), parameters_.end(), ValueView());
  bound_ = form;
  row_ = form;
  int index = 0;
  ValueView* bound = parameters_.data();
  for (const ValueView& value : parameters) {
    ++index;
    // What is bound outlives the run: a limit is mostly that of the run before.
    const bool is_there = value.kind == ValueKind::Integer && bound->kind == ValueKind::Integer &&
                          bound->integer == value.integer;
    if (!is_there) {
      const int code = bind_one(form, index, value);
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
  if (look_up_ == nullptr) open_look_up();
  return look_up_ != nullptr;
}

void SqliteStatement::open_look_up() {
  try {
    look_up_ = std::make_unique<OpenLookUp>(state_, text_.look_up, text_.sql);
  } catch (const StatementError&) {
    // It can be done without, unless the transaction has gone with it.
    if (!is_in_transaction(state_)) throw;
  }
  if (look_up_ != nullptr && look_up_->is_searching()) {
    state_.observers.recordings.prepared(state_.user);
  } else {
    look_up_.reset();
    text_.look_up.clear();
  }
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
  raise(state_, code, text_.sql, parameters);
}

void SqliteStatement::not_bindable(std::size_t given) const {
  if (run_ != Run::None) {
    throw InvalidRequestError("a statement has to be reset before it is bound again", text_.sql);
  }
  throw InvalidRequestError(fmt::format("the statement takes {} parameters, {} were given: {}",
                                        parameters_.size(), given, text_.sql),
                            text_.sql);
}

void SqliteStatement::not_steppable() const {
  throw InvalidRequestError("the statement's parameters are not bound: " + text_.sql, text_.sql);
}

inline void SqliteStatement::begin_run() {
  if (!is_bound_ && !parameters_.empty()) not_steppable();
  if (text_.look_up.empty()) state_.look_ups.make_way();
  if (state_.observers.log.is_on()) state_.observers.log.statement(text_.sql, parameters());
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
    if (run_ == Run::None) {
      if (row_ == pushed_.get()) pull();
      begin_run();
    }
    if (run_ == Run::Watched) return watched_step();
  }
  const int code = advance();
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(code);
}

void SqliteStatement::run(void* taker, TakeRow take) {
  if (pushed_ == nullptr || row_ != pushed_.get()) {
    while (step()) take(taker, *this);
    return;
  }
  begin_run();
  const int code = RowSink(*this, columns_, taker, take).run(state_, row_);
  if (code != SQLITE_DONE) fail(code);
}

// The rows are asked for one by one after all.
void SqliteStatement::pull() {
  const std::vector<ValueView> parameters = parameters_;
  bind_to(plain_form(), parameters);
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
  watch_.tell(state_, text_.sql, parameters_.size(), watched_rows_, has_failed);
}

void SqliteStatement::read(unsigned first, std::span<ValueView> out) {
  if (!columns_.empty()) {
    require_columns(first + out.size());
    sqlite3_value* const* cell = columns_.data() + first;
    for (ValueView& view : out) read_cell(*cell++, view);
    return;
  }
  sqlite3_stmt* row = row_;
  int column = static_cast<int>(first);
  for (ValueView& cell : out) read_cell(sqlite3_column_value(row, column++), cell);
}

void SqliteStatement::read_one(unsigned column, ValueView& out) {
  if (columns_.empty()) {
    return read_cell(sqlite3_column_value(row_, static_cast<int>(column)), out);
  }
  require_columns(column + 1);
  read_cell(columns_[column], out);
}

// SQL of the program has no business with the function, but may have called it.
inline void SqliteStatement::require_columns(std::size_t count) const {
  if (count > columns_.size()) [[unlikely]]
    not_a_row();
}

void SqliteStatement::not_a_row() const {
  throw InvalidRequestError(std::string(RowSink::function_name) +
                                "() is called by the SQL of a program, which has no use for it",
                            text_.sql);
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
    row_ = bound_;
  } else {
    // Its result repeats the error of the last step, which has been raised.
    sqlite3_reset(row_);
  }
  run_ = Run::None;
  // When SQLite has rolled back by itself, nobody else may say so before the session is used again.
  if (!is_in_transaction(state_)) state_.look_ups.close_all();
  // The bindings stay behind and are never looked at: a run begins only after `bind`.
  is_bound_ = false;
}

void SqliteStatement::fail(int code) const { raise(state_, code, text_.sql, parameters()); }

}  // namespace orm::db::sqlite
