#include "db/statement_listener.h"

#include <cstdio>
#include <exception>
#include <string>

namespace orm::db {

// The statement has run, and may be one of a rollback: nothing can be made to fail any more.
void StatementListener::tell(const StatementEvent& event) noexcept {
  try {
    try {
      listen_(event);
    } catch (const std::exception& error) {
      warnings_.say(std::string("EngineOptions::on_statement has thrown: ") + error.what());
    } catch (...) {
      warnings_.say("EngineOptions::on_statement has thrown what is no std::exception");
    }
  } catch (...) {
    std::fputs("orm: warning: EngineOptions::on_statement and .warn have thrown\n", stderr);
  }
}

}  // namespace orm::db
