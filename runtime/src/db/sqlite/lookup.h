// Statements which the connection runs for itself.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/sqlite/state.h"

namespace orm::db::sqlite {

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using CompiledStatement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Compiles one statement that will be used many times. Raises the typed errors, which have the
/// text `told` where it is another form of what the program asks for.
CompiledStatement compile(State& state, std::string_view sql, std::string_view told = {});

/// A compiled look-up of one column, mostly of one cell. It is neither logged nor recorded: no
/// program asked for it.
class Lookup {
 public:
  Lookup(State& state, std::string_view sql);

  /// The first column of the first row; `otherwise` where there is no row or it is NULL.
  std::int64_t run(std::int64_t otherwise);
  /// The same with every parameter bound to `text`.
  std::int64_t run(std::string_view text, std::int64_t otherwise);
  /// The first column of the first row as text; empty where there is no row or it is NULL.
  std::string run_for_text();
  /// The first column of all rows, as texts, with every parameter bound to `text`.
  std::vector<std::string> run_for_texts(std::string_view text);

 private:
  void bind(std::string_view text);
  std::string text() const;
  // True when there is a row and its first column is not NULL.
  bool step();

  State& state_;
  CompiledStatement statement_;
};

}  // namespace orm::db::sqlite
