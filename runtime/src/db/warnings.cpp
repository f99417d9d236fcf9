#include "db/warnings.h"

#include <cstdio>
#include <string>

namespace orm::db {
namespace {

void write_warning(std::string_view text) {
  const std::string line = "orm: warning: " + std::string(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

Warnings::Warnings(const EngineOptions& options) : say_(options.warn) {
  if (!say_) say_ = write_warning;
}

void Warnings::say(std::string_view text) {
  const std::lock_guard lock(mutex_);
  say_(text);
}

}  // namespace orm::db
