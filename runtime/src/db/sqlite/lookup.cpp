#include "db/sqlite/lookup.h"

#include "db/sqlite/errors.h"
#include "orm/error.h"

namespace orm::db::sqlite {
namespace {

struct ResetAtEnd {
  sqlite3_stmt* statement;
  ~ResetAtEnd() { sqlite3_reset(statement); }
};

bool is_blank(std::string_view sql) {
  return sql.find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

}  // namespace

CompiledStatement compile(State& state, std::string_view sql, std::string_view told) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code =
      sqlite3_prepare_v3(state.database.get(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  CompiledStatement owner(statement);
  if (code != SQLITE_OK) raise(state, code, told.empty() ? sql : told);
  if (statement == nullptr || !is_blank(sql.substr(static_cast<std::size_t>(rest - sql.data())))) {
    throw InvalidRequestError("the SQL text has to be exactly one statement: " + std::string(sql),
                              std::string(sql));
  }
  return owner;
}

Lookup::Lookup(State& state, std::string_view sql)
    : state_(state), statement_(compile(state, sql)) {}

bool Lookup::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_DONE) return false;
  if (code != SQLITE_ROW) raise(state_, code, sqlite3_sql(statement_.get()));
  return sqlite3_column_type(statement_.get(), 0) != SQLITE_NULL;
}

std::int64_t Lookup::run(std::int64_t otherwise) {
  const ResetAtEnd reset{statement_.get()};
  return step() ? sqlite3_column_int64(statement_.get(), 0) : otherwise;
}

void Lookup::bind(std::string_view text) {
  const int parameters = sqlite3_bind_parameter_count(statement_.get());
  for (int i = 1; i <= parameters; ++i) {
    sqlite3_bind_text(statement_.get(), i, text.data(), static_cast<int>(text.size()),
                      SQLITE_STATIC);
  }
}

std::int64_t Lookup::run(std::string_view text, std::int64_t otherwise) {
  bind(text);
  return run(otherwise);
}

std::string Lookup::text() const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), 0);
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), 0))};
}

std::string Lookup::run_for_text() {
  const ResetAtEnd reset{statement_.get()};
  return step() ? text() : std::string();
}

std::vector<std::string> Lookup::run_for_texts(std::string_view text) {
  bind(text);
  const ResetAtEnd reset{statement_.get()};
  std::vector<std::string> texts;
  while (step()) texts.push_back(this->text());
  return texts;
}

}  // namespace orm::db::sqlite
