#include "db/sqlite/question.h"

#include <algorithm>
#include <new>
#include <type_traits>

#include "db/sqlite/cells.h"
#include "db/sqlite/errors.h"

namespace orm::db::sqlite {
namespace {

constexpr const char* declaration =
    "CREATE TABLE asked (v1, v2, v3, v4, v5, v6, v7, v8, question HIDDEN)";
constexpr int question_column = Question::most_values;

// What SQLite hands on begins with what it knows of it.
struct Cursor {
  sqlite3_vtab_cursor base{};
  Question* question = nullptr;
};

// In memory of SQLite, as all that it works with; null where there is none.
template <class T>
T* make() {
  static_assert(std::is_trivially_destructible_v<T>);
  void* memory = sqlite3_malloc64(sizeof(T));
  return memory == nullptr ? nullptr : new (memory) T{};
}

Cursor& own(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<Cursor*>(cursor); }

int connect(sqlite3* database, void*, int, const char* const*, sqlite3_vtab** out, char**) {
#ifdef SQLITE_VTAB_DIRECTONLY
  // No view or trigger of a file that is not to be trusted can use it.
  sqlite3_vtab_config(database, SQLITE_VTAB_DIRECTONLY);
#endif
  const int code = sqlite3_declare_vtab(database, declaration);
  if (code != SQLITE_OK) return code;
  *out = make<sqlite3_vtab>();
  return *out == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  sqlite3_free(table);
  return SQLITE_OK;
}

// There is one way to use it: with a question.
int choose_plan(sqlite3_vtab*, sqlite3_index_info* plan) {
  plan->estimatedCost = 1;
  plan->estimatedRows = 1;
  for (int i = 0; i < plan->nConstraint; ++i) {
    const auto& constraint = plan->aConstraint[i];
    if (constraint.iColumn != question_column || constraint.usable == 0) continue;
    if (constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    plan->aConstraintUsage[i].argvIndex = 1;
    plan->aConstraintUsage[i].omit = 1;
    return SQLITE_OK;
  }
  return SQLITE_CONSTRAINT;
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** out) {
  auto* cursor = make<Cursor>();
  if (cursor == nullptr) return SQLITE_NOMEM;
  *out = &cursor->base;
  return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
  sqlite3_free(&own(cursor));
  return SQLITE_OK;
}

int next_row(sqlite3_vtab_cursor* cursor) {
  own(cursor).question->advance();
  return SQLITE_OK;
}

int first_row(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value** arguments) {
  // Null for what only looks like a question.
  auto* question = sqlite3_value_pointer(*arguments, Question::pointer_type);
  own(cursor).question = static_cast<Question*>(question);
  return question == nullptr ? SQLITE_MISUSE : next_row(cursor);
}

int is_behind_last(sqlite3_vtab_cursor*) { return 0; }

int read_column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
  const Question& question = *own(cursor).question;
  const auto place = static_cast<std::size_t>(column);
  const std::span<const ValueView> values = question.values();
  if (question.is_at_end() || place >= values.size()) {
    sqlite3_result_null(context);
  } else {
    give_result(context, values[place]);
  }
  return SQLITE_OK;
}

int read_rowid(sqlite3_vtab_cursor*, sqlite3_int64* rowid) {
  *rowid = 0;
  return SQLITE_OK;
}

// Nobody creates it: it is there for each connection that knows it.
const sqlite3_module& table_functions() {
  static const sqlite3_module functions = [] {
    sqlite3_module module{};
    module.xConnect = connect;
    module.xBestIndex = choose_plan;
    module.xDisconnect = disconnect;
    module.xOpen = open_cursor;
    module.xClose = close_cursor;
    module.xFilter = first_row;
    module.xNext = next_row;
    module.xEof = is_behind_last;
    module.xColumn = read_column;
    module.xRowid = read_rowid;
    return module;
  }();
  return functions;
}

}  // namespace

void Question::add_table(State& state) {
  if (state.has_questions) return;
  const int code =
      sqlite3_create_module(state.database.get(), table_name, &table_functions(), nullptr);
  if (code != SQLITE_OK) raise(state, code, {});
  state.has_questions = true;
}

void Question::ask(std::span<const ValueView> values) {
  size_ = values.size();
  std::copy(values.begin(), values.end(), values_.begin());
  is_waiting_ = true;
}

}  // namespace orm::db::sqlite
