#include "db/sqlite/row_sink.h"

#include <utility>

#include "db/sqlite/errors.h"

namespace orm::db::sqlite {
namespace {

#ifdef SQLITE_DIRECTONLY
// No view or trigger of a file that is not to be trusted can use it.
constexpr int function_flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
#else
constexpr int function_flags = SQLITE_UTF8;
#endif

void take_row(sqlite3_context* context, int count, sqlite3_value** columns) noexcept {
  RowSink* sink = static_cast<const State*>(sqlite3_user_data(context))->sink;
  if (sink != nullptr) {
    sink->accept(context, {columns, static_cast<std::size_t>(count)});
  } else {
    sqlite3_result_error_code(context, SQLITE_MISUSE);
  }
}

void give_nothing(sqlite3_context* context) noexcept { sqlite3_result_null(context); }

}  // namespace

void RowSink::add_function(State& state) {
  if (state.has_row_function) return;
  const int code =
      sqlite3_create_function_v2(state.database.get(), function_name, -1, function_flags, &state,
                                 nullptr, &take_row, &give_nothing, nullptr);
  if (code != SQLITE_OK) raise(state, code, {});
  state.has_row_function = true;
}

int RowSink::run(State& state, sqlite3_stmt* statement) {
  RowSink* const outer = std::exchange(state.sink, this);
  // Its one row says nothing.
  int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) code = sqlite3_step(statement);
  state.sink = outer;
  if (code == SQLITE_ABORT && error_ != nullptr) std::rethrow_exception(error_);
  return code;
}

// No exception may pass through SQLite.
void RowSink::accept(sqlite3_context* context, Columns columns) noexcept {
  if (is_taking_) return sqlite3_result_error_code(context, SQLITE_MISUSE);
  is_taking_ = true;
  columns_ = columns;
  try {
    take_(taker_, row_);
  } catch (...) {
    error_ = std::current_exception();
    sqlite3_result_error_code(context, SQLITE_ABORT);
  }
  columns_ = {};
  is_taking_ = false;
}

}  // namespace orm::db::sqlite
