#include "db/sqlite/open_look_up.h"

#include <string>

#include "db/sqlite/errors.h"
#include "db/sqlite/state.h"

namespace orm::db::sqlite {
namespace {

// What is asked for is looked up in the table by an index, which is there and need not be made.
bool is_search(std::string_view plan_line) {
  return plan_line.starts_with("SEARCH ") &&
         plan_line.find(" AUTOMATIC ") == std::string_view::npos;
}

// The plan has a line for the questions, and one for the table; what stands below them is within.
bool searches(State& state, std::string_view sql, std::string_view told) {
  constexpr int parent_column = 1;
  constexpr int text_column = 3;
  const CompiledStatement plan = compile(state, "EXPLAIN QUERY PLAN " + std::string(sql), told);
  bool has_search = false;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(plan.get())) == SQLITE_ROW) {
    if (sqlite3_column_int(plan.get(), parent_column) != 0) continue;
    const auto* line = reinterpret_cast<const char*>(sqlite3_column_text(plan.get(), text_column));
    has_search = line != nullptr && is_search(line);
  }
  if (code != SQLITE_DONE) raise(state, code, told);
  return has_search;
}

}  // namespace

OpenLookUp::OpenLookUp(State& state, std::string_view sql, std::string_view told) : state_(state) {
  Question::add_table(state);
  compiled_ = compile(state, sql, told);
  found_column_ = sqlite3_column_count(compiled_.get()) - 1;
  is_searching_ = searches(state, sql, told);
  sqlite3_bind_pointer(compiled_.get(), 1, &question_, Question::pointer_type, nullptr);
}

OpenLookUp::~OpenLookUp() {
  if (is_listed_) state_.look_ups.remove(*this);
}

void OpenLookUp::begin(std::span<const ValueView> values) {
  question_.ask(values);
  others_ = state_.look_ups.others();
  code_ = SQLITE_OK;
  is_running_ = true;
  is_first_step_ = true;
  has_met_leftovers_ = false;
}

int OpenLookUp::step() {
  code_ = sqlite3_step(compiled_.get());
  if (code_ == SQLITE_ROW && question_.is_waiting()) {
    has_met_leftovers_ = true;
    close();
    code_ = sqlite3_step(compiled_.get());
  }
  if (code_ != SQLITE_ROW) return code_;
  if (question_.is_at_end()) return SQLITE_DONE;
  if (!is_first_step_) return SQLITE_ROW;
  is_first_step_ = false;
  const bool is_found = sqlite3_column_type(compiled_.get(), found_column_) != SQLITE_NULL;
  return is_found ? SQLITE_ROW : SQLITE_DONE;
}

// What has run meanwhile may have been a commit.
void OpenLookUp::end() noexcept {
  is_running_ = false;
  const bool has_been_alone = others_ == state_.look_ups.others();
  if (code_ != SQLITE_ROW || !has_been_alone || !is_in_transaction(state_)) return close();
  if (!is_listed_) state_.look_ups.add(*this);
  is_listed_ = true;
}

void OpenLookUp::make_way() noexcept {
  is_listed_ = false;
  if (!is_running_) close();
}

// Its result repeats an error that has been raised.
void OpenLookUp::close() noexcept { sqlite3_reset(compiled_.get()); }

}  // namespace orm::db::sqlite
