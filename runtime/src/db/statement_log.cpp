#include "db/statement_log.h"

#include <cstdio>
#include <string>

#include "db/log_line.h"

namespace orm::db {
namespace {

void write_to_stderr(std::string_view line) {
  std::string text(line);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

StatementLog::StatementLog(const EngineOptions& options)
    : write_(options.log), hide_values_(options.hide_values) {
  if (!write_ && options.echo) write_ = write_to_stderr;
}

void StatementLog::statement(std::string_view sql, std::span<const ValueView> values) {
  const std::string line = log_line(sql, values, hide_values_);
  const std::lock_guard lock(mutex_);
  write_(line);
}

}  // namespace orm::db
