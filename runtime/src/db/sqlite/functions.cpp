#include "db/sqlite/functions.h"

#include <exception>
#include <new>
#include <string>

#include "db/sqlite/cells.h"
#include "db/sqlite/errors.h"

namespace orm::db::sqlite {
namespace {

void give_error(sqlite3_context* context, const FunctionDefinition& function, const char* what) {
  const std::string text = function.name + "() has failed: " + what;
  sqlite3_result_error(context, text.c_str(), -1);
}

// No exception may pass through SQLite.
void call(sqlite3_context* context, int count, sqlite3_value** arguments) noexcept {
  const auto& function = *static_cast<const FunctionDefinition*>(sqlite3_user_data(context));
  try {
    std::vector<ValueView> cells(static_cast<std::size_t>(count));
    for (ValueView& cell : cells) read_cell(*arguments++, cell);
    give_result(context, function.call(cells.data()).view());
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  } catch (const std::exception& error) {
    give_error(context, function, error.what());
  } catch (...) {
    give_error(context, function, "it has thrown what is no std::exception");
  }
}

}  // namespace

void add_functions(State& state, const std::vector<FunctionDefinition>& functions) {
  for (const FunctionDefinition& function : functions) {
    // The pointer comes back as it was given; `call` only looks.
    auto* definition = const_cast<FunctionDefinition*>(&function);
    const int code = sqlite3_create_function_v2(state.database.get(), function.name.c_str(),
                                                static_cast<int>(function.arguments), SQLITE_UTF8,
                                                definition, &call, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) raise(state, code, {});
  }
}

}  // namespace orm::db::sqlite
