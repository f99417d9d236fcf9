#include "driver/lint_levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "diagnostics/did_you_mean.h"

namespace ormgen {
namespace {

constexpr std::string_view everything = "all";

// `602` and `ORM602` are the same.
std::optional<Lint> lint_called(std::string_view word) {
  for (const Lint& lint : all_lints()) {
    const std::string name = name_of(lint.code);
    if (word == name || word == std::string_view(name).substr(3)) return lint;
  }
  return std::nullopt;
}

std::string explain_unknown(const std::string& word) {
  std::vector<std::string> names{std::string(everything)};
  for (const Lint& lint : all_lints()) names.push_back(name_of(lint.code));
  const bool has_prefix = word.find_first_not_of("0123456789") != std::string::npos;
  const auto near = closest_to(has_prefix ? word : "ORM" + word, {names.begin(), names.end()});
  return fmt::format("there is no lint `{}`; {}", word,
                     near ? did_you_mean(*near) : "`ormgen lint --list` shows all of them");
}

// What one source of levels says.
struct Said {
  LintLevels named;
  LintLevels of_all;
  std::string mistake;
};

// Reads the words one after the other.
class Reading {
 public:
  void read(const std::vector<std::string>& words, LintLevel level) {
    for (const std::string& word : words) read(word, level);
  }

  Said take() && { return std::move(said_); }

 private:
  Said said_;

  void read(const std::string& word, LintLevel level) {
    if (word == everything) {
      for (const Lint& lint : all_lints()) {
        if (lint.level != LintLevel::Off) set(said_.of_all, lint.code, level, word);
      }
    } else if (const auto lint = lint_called(word)) {
      set(said_.named, lint->code, level, name_of(lint->code));
    } else {
      said_.mistake = explain_unknown(word);
    }
  }

  void set(LintLevels& levels, Code code, LintLevel level, const std::string& word) {
    if (levels.emplace(code, level).first->second == level) return;
    said_.mistake = fmt::format("`{}` is given two of deny, warn and allow", word);
  }
};

Said said_by(const LintWords& words) {
  Reading reading;
  reading.read(words.deny, LintLevel::Deny);
  reading.read(words.warn, LintLevel::Warn);
  reading.read(words.allow, LintLevel::Off);
  return std::move(reading).take();
}

std::string_view word_for(LintLevel level) { return level == LintLevel::Off ? "off" : "warn"; }

}  // namespace

WantedLevels wanted_levels(const Options& options) {
  Said here = said_by(options.lint);
  Said usual = said_by(options.lint_of_config);
  WantedLevels wanted{std::move(here.named), std::move(here.mistake)};
  if (wanted.mistake.empty() && !usual.mistake.empty()) {
    wanted.mistake = "ormgen.toml: " + usual.mistake;
  }
  // None of these replaces what is there.
  wanted.levels.merge(usual.named);
  wanted.levels.merge(here.of_all);
  wanted.levels.merge(usual.of_all);
  return wanted;
}

std::string list_of_lints() {
  std::string list;
  for (const Lint& lint : all_lints()) {
    list += fmt::format("{}  {:4}  {:7}  {}\n", name_of(lint.code), word_for(lint.level),
                        lint.is_fixable ? "fixable" : "", title_of(lint.code));
  }
  return list;
}

}  // namespace ormgen
